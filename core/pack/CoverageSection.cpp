// What was tested and how, framework by framework, and what the sources delivered. Never a lone percentage: every count
// stands beside what it was counted from.
#include "pack/Sections.h"

#include "base/Text.h"

#include <fmt/format.h>

namespace proofstead::pack {

namespace {

std::int64_t countOf(const std::map<model::Status, std::int64_t>& counts, model::Status status) {
    const auto found = counts.find(status);
    return found == counts.end() ? 0 : found->second;
}

void writePrevious(const Context& context, const model::FrameworkSummary& summary, Document& document) {
    const auto& previous = context.input.previous;
    const auto before =
        previous ? previous->byFramework.find(summary.framework) : decltype(previous->byFramework.end()){};
    if (!previous || before == previous->byFramework.end()) return;
    const Messages& words = context.words;
    Table table;
    table.columns = {
        {words.text("report.reading.status"), 2},
        {words.text("report.coverage.previous", {{"date", base::formatDate(previous->asOf)}}), 1, Align::Right},
        {words.text("report.coverage.now"), 1, Align::Right},
        {words.text("report.coverage.change"), 1, Align::Right}};
    for (const model::Status status : look::kBarOrder) {
        const std::int64_t was = countOf(before->second, status), is = countOf(summary.byStatus, status);
        if (was || is)
            table.rows.push_back({Cell(context.statusText(status), markOf(status)), Cell(words.number(was)),
                                  Cell(words.number(is)), Cell(was == is ? "0" : fmt::format("{:+}", is - was))});
    }
    document.blocks.emplace_back(std::move(table));
}

void writeFramework(const Context& context, const model::FrameworkSummary& summary, Document& document) {
    const Messages& words = context.words;
    const model::Framework* framework = context.framework(summary.framework);
    document.blocks.emplace_back(Heading{.level = 2,
                                         .text = framework ? framework->title : summary.framework,
                                         .anchor = "coverage-" + summary.framework});
    document.blocks.emplace_back(Paragraph{headline(context, summary), Voice::Lead});
    StatusBar statuses{words.text("report.coverage.by-status"), {}};
    for (const model::Status status : look::kBarOrder)
        statuses.parts.push_back({markOf(status), countOf(summary.byStatus, status), context.statusText(status)});
    document.blocks.emplace_back(std::move(statuses));
    document.blocks.emplace_back(
        StatusBar{words.text("report.coverage.by-test"),
                  {{Mark::None, summary.machineTested, words.text("report.coverage.machine")},
                   {Mark::None, summary.documentTested, words.text("report.coverage.document")},
                   {Mark::None, summary.attested, words.text("report.coverage.attested")},
                   {Mark::None, summary.untested, words.text("report.coverage.untested")}}});
    writePrevious(context, summary, document);
}

// The coverage that the checks saw of one source: the same for all of them, so the fullest record of it is taken.
const model::Coverage* coverageOf(const Context& context, const model::DeclaredSource& source) {
    const model::Coverage* best = nullptr;
    for (const model::CheckOutcome& outcome : context.input.run.outcomes)
        if (outcome.source == source.source && outcome.environment == source.environment &&
            (!best || outcome.coverage.expected > best->expected || (!best->observedTo && outcome.coverage.observedTo)))
            best = &outcome.coverage;
    return best;
}

std::string coverageText(const Context& context, const model::Coverage& coverage) {
    const Messages& words = context.words;
    std::string text =
        words.text("report.coverage.delivered." + coverage.expectation,
                   {{"delivered", words.number(coverage.delivered)}, {"expected", words.number(coverage.expected)}});
    if (coverage.longestSilence > 0)
        text += words.text("report.coverage.silence", {{"hours", words.number(coverage.longestSilence / base::kHour)}});
    return text;
}

void writeSource(const Context& context, const model::DeclaredSource& source, Document& document, Table& snapshots) {
    const Messages& words = context.words;
    const model::Coverage* coverage = coverageOf(context, source);
    const std::string name = context.sourceText(source.source, source.environment);
    if (coverage && coverage->expected > 0 && source.expectation != model::Expectation::Snapshot) {
        CoverageBar bar{
            name, coverageText(context, *coverage), context.input.run.period.from, context.input.run.period.until, {}};
        for (const auto& gap : coverage->missing)
            bar.missing.emplace_back(gap.from, gap.until);
        document.blocks.emplace_back(std::move(bar));
        return;
    }
    std::string state = words.text("report.coverage.nothing");
    if (!source.withheld.empty())
        state = words.text("report.coverage.withheld", {{"reason", source.withheld}});
    else if (coverage && coverage->observedTo)
        state = context.time(coverage->observedTo);
    snapshots.rows.push_back(
        {Cell(name), Cell(words.text(fmt::format("report.coverage.expects.{}", model::idOf(source.expectation)))),
         Cell(state)});
}

} // namespace

void writeCoverage(Context& context, Document& document) {
    const Messages& words = context.words;
    document.blocks.emplace_back(
        Heading{.level = 1, .text = words.text("report.coverage.title"), .anchor = "coverage"});
    document.blocks.emplace_back(Paragraph{words.text("report.coverage.intro"), Voice::Lead});
    for (const model::FrameworkSummary& summary : context.input.run.summaries)
        writeFramework(context, summary, document);

    document.blocks.emplace_back(
        Heading{.level = 2, .text = words.text("report.coverage.sources"), .anchor = "coverage-sources"});
    document.blocks.emplace_back(
        Paragraph{words.text("report.coverage.sources-intro", {{"period", context.periodText()}})});
    Table snapshots;
    snapshots.columns = {{words.text("report.coverage.source"), 2.4},
                         {words.text("report.coverage.expectation"), 1.4},
                         {words.text("report.coverage.speaks-to"), 1.8}};
    for (const model::DeclaredSource& source : context.input.run.scope.sources)
        writeSource(context, source, document, snapshots);
    if (!snapshots.rows.empty()) document.blocks.emplace_back(std::move(snapshots));
}

} // namespace proofstead::pack
