// How the controls of each framework stand, as bars. Never a lone percentage: every count stands beside what it was
// counted from.
#include "pack/SummaryCharts.h"

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
                                         .anchor = "summary-" + summary.framework});
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

} // namespace

void writeCharts(const Context& context, Document& document) {
    for (const model::FrameworkSummary& summary : context.input.run.summaries)
        writeFramework(context, summary, document);
}

} // namespace proofstead::pack
