// Where it hurts most, and what to do about it.
#include "pack/Sections.h"
#include "pack/SummaryCharts.h"

#include "base/Text.h"

#include <algorithm>
#include <fmt/format.h>

namespace proofstead::pack {

namespace {

Cell controlCell(const Context& context, const model::ControlResult& result) {
    const model::Control* control = context.control(result);
    Text text;
    text.add({.text = control ? control->title : result.control,
              .link = context.linkTo("controls", controlAnchor(result.framework, result.control)),
              .bold = true});
    text.add({.text = fmt::format("\n{}  ·  {}", control ? control->citation : "", result.control), .muted = true});
    return {std::move(text)};
}

// The tests that took exception, with their counts; without any, the gravest reasons.
Text whyText(const Context& context, const model::ControlResult& result) {
    constexpr std::size_t kShown = 3;
    std::vector<std::string> lines;
    for (const model::LinkResult& link : result.links)
        if (link.outcome == model::Outcome::Fail && link.link.kind != model::LinkKind::Indicator) {
            const model::CheckDefinition* check = context.check(link.link.check);
            lines.push_back(context.words.text("report.summary.test", {{"test", check ? check->title : link.link.check},
                                                                       {"n", context.words.number(link.exceptions)}}));
        }
    if (lines.empty())
        for (const model::Reason reason : Context::byGravity(result.reasons))
            lines.push_back(context.reasonText(reason));
    const std::size_t shown = std::min(lines.size(), kShown);
    const auto left = static_cast<std::int64_t>(lines.size() - shown);
    lines.resize(shown);
    Text text(base::join(lines, "\n"));
    if (left > 0) text.add({.text = "\n" + context.words.count("report.summary.and-more", left), .muted = true});
    return text;
}

void writeGaps(const Context& context, Document& document) {
    const Messages& words = context.words;
    const auto gaps = gapsByGravity(context);
    document.blocks.emplace_back(
        Heading{.level = 2, .text = words.text("report.summary.gaps"), .anchor = "summary-gaps"});
    if (gaps.empty()) {
        document.blocks.emplace_back(Paragraph{words.text("report.summary.no-gaps")});
        return;
    }
    Table table;
    table.columns = {{words.text("report.summary.control"), 2.15},
                     {words.text("report.reading.status"), 1.6},
                     {words.text("report.summary.why"), 3.0},
                     {words.text("report.summary.exceptions"), 0.8, Align::Right}};
    const auto shown = std::min<std::size_t>(gaps.size(), static_cast<std::size_t>(context.outline.worstGaps));
    for (std::size_t i = 0; i < shown; ++i)
        table.rows.push_back({controlCell(context, *gaps[i]),
                              Cell(context.statusText(*gaps[i]), markOf(gaps[i]->status)),
                              Cell(whyText(context, *gaps[i])), Cell(words.number(gaps[i]->exceptions))});
    document.blocks.emplace_back(std::move(table));
    if (shown < gaps.size())
        document.blocks.emplace_back(
            Paragraph{words.count(context.has("controls") ? "report.summary.more" : "report.summary.more-attached",
                                  static_cast<std::int64_t>(gaps.size() - shown)),
                      Voice::Small});
}

void writeNextSteps(const Context& context, Document& document) {
    std::map<model::Reason, std::int64_t> counts;
    for (const model::ControlResult& result : context.input.run.controls)
        if (result.status != model::Status::NotApplicable)
            for (const model::Reason reason : result.reasons)
                ++counts[reason];
    if (counts.empty()) return;
    std::vector<std::pair<model::Reason, std::int64_t>> order(counts.begin(), counts.end());
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    constexpr std::size_t kStepsInShort = 10;
    if (context.outline.brief) order.resize(std::min(order.size(), kStepsInShort));
    const Messages& words = context.words;
    document.blocks.emplace_back(
        Heading{.level = 2, .text = words.text("report.summary.steps"), .anchor = "summary-steps"});
    Table table;
    table.columns = {{words.text("report.summary.why"), 2.5},
                     {words.text("report.reading.next"), 2.8},
                     {words.text("report.summary.controls"), 0.7, Align::Right}};
    for (const auto& [reason, count] : order)
        table.rows.push_back({Cell(context.reasonText(reason)),
                              Cell(words.text(fmt::format("reason.{}.next", model::idOf(reason)))),
                              Cell(words.number(count))});
    document.blocks.emplace_back(std::move(table));
}

} // namespace

void writeSummary(Context& context, Document& document) {
    const Messages& words = context.words;
    document.blocks.emplace_back(Heading{.level = 1, .text = words.text("report.summary.title"), .anchor = "summary"});
    document.blocks.emplace_back(Paragraph{words.text("report.summary.intro"), Voice::Lead});
    writeCharts(context, document);
    writeGaps(context, document);
    writeNextSteps(context, document);
}

} // namespace proofstead::pack
