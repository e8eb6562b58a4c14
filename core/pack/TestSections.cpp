// The test sheets: each test once, however many controls rest on it.
#include "pack/FindingTable.h"
#include "pack/Sections.h"

#include "base/Text.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace proofstead::pack {

namespace {

std::string needsText(const Context& context, const model::CheckDefinition& check) {
    std::vector<std::string> lines;
    for (const model::Need& need : check.needs) {
        std::vector<std::string> names;
        for (const std::string& source : need.sources)
            names.push_back(context.sourceText(source));
        lines.push_back(context.words.text(need.driving ? "report.test.driving" : "report.test.linkage",
                                           {{"sources", base::join(names, context.words.text("report.or"))}}));
    }
    return base::join(lines, "\n");
}

std::string parametersText(const Context& context, const model::CheckDefinition& check) {
    std::vector<std::string> lines;
    for (const model::Parameter& parameter : check.parameters)
        lines.push_back(
            context.words.text("report.test.parameter",
                               {{"name", parameter.name}, {"value", parameter.value}, {"basis", parameter.basis}}));
    if (check.freshness)
        lines.push_back(
            context.words.text("report.test.freshness",
                               {{"days", fmt::format("{:g}", static_cast<double>(*check.freshness) / base::kDay)}}));
    lines.push_back(context.words.text("report.test.tolerance", {{"n", context.words.number(check.tolerance)}}));
    return base::join(lines, "\n");
}

// Controls whose status rests on this check, as links.
Text usersOf(const Context& context, const std::string& check) {
    Text text;
    for (const model::ControlResult& result : context.input.run.controls)
        for (const model::LinkResult& link : result.links)
            if (link.link.check == check) {
                if (!text.empty()) text.add({.text = ", "});
                text.add({.text = result.control,
                          .link = result.status == model::Status::NotApplicable
                                      ? ""
                                      : context.linkTo("controls", controlAnchor(result.framework, result.control))});
                break;
            }
    return text;
}

void writeDefinition(const Context& context, const model::CheckDefinition& check, Document& document) {
    const Messages& words = context.words;
    KeyValues values;
    values.rows = {{words.text("report.test.question"), check.question},
                   {words.text("report.test.nature"),
                    words.text("report.test.nature-text",
                               {{"nature", words.text("nature." + check.nature)},
                                {"type", words.text(fmt::format("test.{}", model::idOf(check.type)))},
                                {"severity", words.text(fmt::format("severity.{}", model::idOf(check.severity)))}})},
                   {words.text("report.test.sources"), needsText(context, check)},
                   {words.text("report.test.parameters"), parametersText(context, check)},
                   {words.text("report.test.population"),
                    words.text(check.heuristic ? "report.test.full-heuristic" : "report.test.full")},
                   {words.text("report.test.query"), Text::mono(check.digest)},
                   {words.text("report.test.used-by"), usersOf(context, check.id)}};
    document.blocks.emplace_back(std::move(values));
}

std::string coverageCell(const Context& context, const model::Coverage& coverage) {
    const Messages& words = context.words;
    if (coverage.expected > 0 && coverage.expectation != "snapshot")
        return words.text(
            "report.test.coverage." + coverage.expectation,
            {{"delivered", words.number(coverage.delivered)}, {"expected", words.number(coverage.expected)}});
    return coverage.observedTo ? words.text("report.test.observed", {{"time", context.time(*coverage.observedTo)}})
                               : words.text("report.coverage.nothing");
}

void writeOutcomes(Context& context, const std::string& check, Document& document) {
    const Messages& words = context.words;
    Table table;
    table.columns = {{words.text("report.coverage.source"), 2.0},
                     {words.text("report.reading.outcome"), 1.6},
                     {words.text("report.control.population"), 0.75, Align::Right},
                     {words.text("report.summary.exceptions"), 0.95, Align::Right},
                     {words.text("report.test.coverage"), 1.9}};
    for (const model::CheckOutcome* outcome : context.outcomes(check)) {
        Text source(context.sourceText(outcome->source, outcome->environment));
        if (!outcome->facet.empty()) source.add({.text = "\n" + outcome->facet, .muted = true});
        Text verdict(context.outcomeText(*outcome));
        if (outcome->repaired > 0)
            verdict.add({.text = "\n" + words.count("report.test.repaired", outcome->repaired), .muted = true});
        if (!outcome->verified) verdict.add({.text = "\n" + words.text("report.test.unverified"), .bold = true});
        table.rows.push_back({Cell(std::move(source)), Cell(std::move(verdict), markOf(outcome->outcome)),
                              Cell(words.number(outcome->population)), Cell(words.number(outcome->exceptions)),
                              Cell(coverageCell(context, outcome->coverage))});
    }
    document.blocks.emplace_back(std::move(table));

    std::set<model::Reason> reasons;
    for (const model::CheckOutcome* outcome : context.outcomes(check))
        reasons.insert(outcome->reasons.begin(), outcome->reasons.end());
    Bullets bullets;
    for (const model::Reason reason : reasons)
        bullets.items.emplace_back(context.reasonText(reason));
    if (!bullets.items.empty()) document.blocks.emplace_back(std::move(bullets));
}

} // namespace

void writeTests(Context& context, Document& document) {
    const Messages& words = context.words;
    document.blocks.emplace_back(Heading{.level = 1, .text = words.text("report.test.title"), .anchor = "tests"});
    document.blocks.emplace_back(Paragraph{words.text("report.test.intro"), Voice::Lead});
    for (const std::string& id : context.testedChecks()) {
        const model::CheckDefinition* check = context.check(id);
        document.blocks.emplace_back(Heading{
            .level = 2, .text = check ? check->title : id, .anchor = testAnchor(id), .eyebrow = id, .contents = false});
        if (check) writeDefinition(context, *check, document);
        writeOutcomes(context, id, document);
        auto findings = context.findings(id);
        const std::size_t shown =
            std::min(findings.size(), static_cast<std::size_t>(context.outline.exceptionsPerTest));
        const auto omitted = static_cast<std::int64_t>(findings.size() - shown);
        findings.resize(shown);
        writeFindings(context, document, findings, omitted);
        if (check && context.outline.queries && !check->exceptionsSql.empty()) {
            document.blocks.emplace_back(Paragraph{words.text("report.test.sql"), Voice::Small, true});
            document.blocks.emplace_back(Code{std::string(base::trim(check->exceptionsSql))});
            if (!check->populationSql.empty())
                document.blocks.emplace_back(Code{"-- population\n" + std::string(base::trim(check->populationSql))});
        }
    }
}

} // namespace proofstead::pack
