// One test: what it asks, what it answered for each source, and the query that did it.
#include "present/FindingRows.h"
#include "present/Pages.h"
#include "present/Tr.h"
#include "present/Words.h"

namespace proofstead::present {

namespace {

constexpr int kShownFindings = 500;

Facts factsOf(const model::CheckDefinition& check, const Words& words) {
    Facts facts;
    facts.facts.push_back({Tr::tr("Severity"), words.severity(check.severity)});
    facts.facts.push_back({Tr::tr("Kind of test"), words.word("test", model::idOf(check.type))});
    facts.facts.push_back({Tr::tr("Nature"), words.word("nature", check.nature)});
    if (check.freshness)
        facts.facts.push_back({Tr::tr("Evidence is good for"),
                               Tr::tr("%n day(s)", nullptr, static_cast<int>(*check.freshness / base::kDay))});
    for (const auto& parameter : check.parameters)
        facts.facts.push_back({plain(parameter.name).replace('_', ' '),
                               plain(parameter.value) + QStringLiteral("  (%1)").arg(plain(parameter.basis))});
    facts.facts.push_back({Tr::tr("Id"), plain(check.id), Tone::Muted});
    facts.facts.push_back({Tr::tr("Digest"), plain(check.digest), Tone::Muted});
    return facts;
}

Table outcomesOf(const std::string& id, const PageData& data, const Words& words) {
    Table table;
    table.columns = {{Tr::tr("Source"), true, false},
                     {Tr::tr("Outcome"), false, false},
                     {Tr::tr("Exceptions"), false, true},
                     {Tr::tr("Looked at"), false, true}};
    for (const auto& outcome : data.run->outcomes) {
        if (outcome.check != id) continue;
        Table::Row row;
        QString source = words.source(outcome.source);
        if (!outcome.environment.empty()) source += ' ' + plain(outcome.environment);
        if (!outcome.facet.empty()) source += QStringLiteral(" (%1)").arg(plain(outcome.facet).replace('-', ' '));
        row.cells = {{source, Tone::Plain, {}},
                     outcomeCell(outcome.outcome, words.outcome(outcome)),
                     {grouped(outcome.exceptions), Tone::Plain, {}},
                     {grouped(outcome.population), Tone::Plain, {}}};
        row.detail = words.reasons(outcome.reasons);
        if (!outcome.detail.empty()) row.detail << plain(outcome.detail);
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace

Page checkPage(const PageData& data, const std::string& id) {
    const Words words(data);
    Page page;
    page.parent = {QStringLiteral("findings"), {}};
    page.title = words.check(id);
    const auto* check = data.check(id);
    if (!check || !data.run) {
        page.sections.push_back({{}, {}, Notice{Tr::tr("This test is not part of the content."), {}}});
        return page;
    }
    page.lead = plain(check->question);
    page.sections.push_back({{}, {}, factsOf(*check, words)});
    page.sections.push_back({Tr::tr("Outcomes"), {}, outcomesOf(id, data, words)});
    auto findings =
        findingTable(data, false, kShownFindings, [&](const model::Finding& finding) { return finding.check == id; });
    if (!findings.rows.empty()) page.sections.push_back({Tr::tr("Exceptions"), {}, std::move(findings)});
    page.sections.push_back({Tr::tr("Query for the exceptions"), {}, Text{verbatim(check->exceptionsSql), true}});
    if (!check->populationSql.empty())
        page.sections.push_back(
            {Tr::tr("Query for what was looked at"), {}, Text{verbatim(check->populationSql), true}});
    return page;
}

} // namespace proofstead::present
