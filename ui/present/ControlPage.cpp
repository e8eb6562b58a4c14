// One control like a sheet of an auditor's working papers: requirement, verdict in words, tests, exceptions, decisions.
#include "present/FindingRows.h"
#include "present/Pages.h"
#include "present/Tr.h"
#include "present/Words.h"

#include <algorithm>
#include <set>

namespace proofstead::present {

namespace {

constexpr int kShownFindings = 500;

Section verdict(const model::ControlResult& result, const model::Control* control, const PageData& data) {
    const Words words(data);
    Facts facts;
    const auto add = [&](const QString& label, const QString& value) {
        if (!value.isEmpty()) facts.facts.push_back({label, value});
    };
    facts.facts.push_back({Tr::tr("Status"), signOf(result.status) + ' ' + words.status(result), Tone::Plain,
                           pack::markOf(result.status)});
    if (result.exceptions > 0) add(Tr::tr("Exceptions"), grouped(result.exceptions));
    if (result.accepted > 0) add(Tr::tr("Accepted"), grouped(result.accepted));
    const auto reasons = words.reasons(result.reasons);
    for (int i = 0; i < reasons.size(); ++i)
        facts.facts.push_back({i == 0 ? Tr::tr("Why") : QString(), reasons[i]});
    QStringList roles;
    for (const auto& role : result.roles)
        roles << words.word("role", role);
    add(Tr::tr("Applies as"), roles.join(QStringLiteral(", ")));
    if (control && !control->counselConfirmed) add(Tr::tr("Wording"), Tr::tr("not yet confirmed by counsel"));
    return {Tr::tr("Verdict"), {}, std::move(facts)};
}

Table::Row testRow(const model::LinkResult& result, const PageData& data, const Words& words) {
    Table::Row row;
    row.cells = {{words.check(result.link.check, result.link.facet), Tone::Plain, {}},
                 {words.word("link", model::idOf(result.link.kind)), Tone::Muted, {}},
                 {words.word("part", model::idOf(result.link.part)), Tone::Muted, {}},
                 outcomeCell(result.outcome, words.outcome(result.outcome)),
                 {grouped(result.exceptions), Tone::Plain, {}},
                 {grouped(result.population), Tone::Plain, {}}};
    if (const auto* check = data.check(result.link.check)) row.detail << plain(check->question);
    row.detail += words.reasons(result.reasons);
    row.place = {QStringLiteral("check"), plain(result.link.check)};
    return row;
}

Section tests(const model::ControlResult& result, const model::Control* control, const PageData& data) {
    const Words words(data);
    if (result.links.empty())
        return {Tr::tr("Tests"), {}, Notice{Tr::tr("No test speaks to this control; a person has to."), {}}};
    Table table;
    table.columns = {{Tr::tr("Test"), true, false},        {Tr::tr("Weight"), false, false, true},
                     {Tr::tr("Part"), false, false, true}, {Tr::tr("Outcome"), false, false},
                     {Tr::tr("Exceptions"), false, true},  {Tr::tr("Looked at"), false, true}};
    for (const auto& link : result.links)
        table.rows.push_back(testRow(link, data, words));
    QString note;
    if (control && !control->missingTests.empty())
        note = Tr::tr("%n further test(s) that it needs are not part of this release.", nullptr,
                      static_cast<int>(control->missingTests.size()));
    return {Tr::tr("Tests"), note, std::move(table)};
}

void addExceptions(Page& page, const model::ControlResult& result, const PageData& data) {
    std::set<std::pair<std::string, std::string>> linked;
    for (const auto& link : result.links)
        linked.insert({link.link.check, link.link.facet});
    auto table = findingTable(data, true, kShownFindings, [&](const model::Finding& finding) {
        return linked.contains({finding.check, ""}) || linked.contains({finding.check, finding.facet});
    });
    if (table.rows.empty()) return;
    const QString note = static_cast<int>(table.rows.size()) == kShownFindings
                             ? Tr::tr("The first %1; the page Findings lists more.").arg(kShownFindings)
                             : Tr::tr("Enter on a row leads to the record as it was delivered.");
    page.sections.push_back({Tr::tr("Exceptions"), note, std::move(table)});
}

Table decisionsOf(const model::ControlResult& result, const PageData& data) {
    const Words words(data);
    Table table;
    table.columns = {{Tr::tr("Decision"), false, false},
                     {Tr::tr("Answer"), false, false, true},
                     {Tr::tr("By"), false, false},
                     {Tr::tr("When"), false, false, true},
                     {Tr::tr("Rationale"), true, false}};
    for (const auto& key : result.decisions) {
        Table::Row row;
        const auto found = data.decisions.find(key);
        const PageData::Decision decision = found == data.decisions.end() ? PageData::Decision() : found->second;
        Cell what{decision.kind.empty() ? plain(key) : words.word("decision", decision.kind), Tone::Plain, {}};
        if (!decision.kind.empty()) what.aside = plain(key);
        row.cells = {
            what,
            {plain(decision.answer).replace('-', ' '), Tone::Plain, {}},
            {plain(decision.by), Tone::Plain, {}},
            {decision.at ? QString::fromStdString(base::formatDate(*decision.at)) : QString(), Tone::Muted, {}},
            {plain(decision.rationale), Tone::Plain, {}}};
        row.detail << row.cells.front().text + QStringLiteral("  ") + plain(key);
        if (!decision.rationale.empty()) row.detail << plain(decision.rationale);
        if (decision.expires)
            row.detail
                << Tr::tr("Valid to the end of %1").arg(QString::fromStdString(base::formatDate(*decision.expires)));
        if (decision.record) row.place = {QStringLiteral("record"), QString::number(decision.record.value)};
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace

Page controlPage(const PageData& data, const std::string& id) {
    Page page;
    page.parent = {QStringLiteral("controls"), {}};
    const auto* control = data.control(id);
    const auto* result = data.result(id);
    page.title = plain(control ? control->citation : id);
    if (control) page.aside = plain(id);
    if (control) page.lead = plain(control->title);
    if (control) page.sections.push_back({Tr::tr("Requirement"), {}, Text{plain(control->requirement)}});
    if (!result) {
        page.sections.push_back({{}, {}, Notice{Tr::tr("The newest assessment does not hold this control."), {}}});
        return page;
    }
    page.sections.push_back(verdict(*result, control, data));
    page.sections.push_back(tests(*result, control, data));
    addExceptions(page, *result, data);
    if (!result->decisions.empty())
        page.sections.push_back({Tr::tr("Decisions that counted"), {}, decisionsOf(*result, data)});
    if (control && !control->procedure.empty())
        page.sections.push_back({Tr::tr("What a person does"), {}, Text{plain(control->procedure)}});
    return page;
}

} // namespace proofstead::present
