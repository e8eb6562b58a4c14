// How to read the pack: what each status, outcome and reason means.
#include "pack/Sections.h"

#include <fmt/format.h>
#include <set>

namespace proofstead::pack {

namespace {

void writeStatuses(const Context& context, Document& document) {
    const Messages& words = context.words;
    document.blocks.emplace_back(Heading{.level = 2, .text = words.text("report.reading.statuses"), .outline = false});
    Table table;
    table.columns = {{words.text("report.reading.status"), 1.1}, {words.text("report.reading.meaning"), 3.2}};
    for (const model::Status status :
         {model::Status::Supported, model::Status::Addressed, model::Status::Attested, model::Status::Partial,
          model::Status::Stale, model::Status::NotExercised, model::Status::NotEvaluable, model::Status::Exceptions,
          model::Status::NotApplicable})
        table.rows.push_back({Cell(Text::bold(context.statusText(status)), markOf(status)),
                              Cell(words.text(fmt::format("status.{}.meaning", model::idOf(status))))});
    document.blocks.emplace_back(std::move(table));
}

void writeOutcomes(const Context& context, Document& document) {
    const Messages& words = context.words;
    document.blocks.emplace_back(Heading{.level = 2, .text = words.text("report.reading.outcomes"), .outline = false});
    Table table;
    table.columns = {{words.text("report.reading.outcome"), 1.1}, {words.text("report.reading.meaning"), 3.2}};
    for (const model::Outcome outcome :
         {model::Outcome::Pass, model::Outcome::PassWithExceptions, model::Outcome::Fail, model::Outcome::Review,
          model::Outcome::NoEvidence, model::Outcome::Error, model::Outcome::NotRun, model::Outcome::NotApplicable})
        table.rows.push_back({Cell(Text::bold(context.outcomeText(outcome)), markOf(outcome)),
                              Cell(words.text(fmt::format("outcome.{}.meaning", model::idOf(outcome))))});
    document.blocks.emplace_back(std::move(table));
    document.blocks.emplace_back(Bullets{{words.text("report.reading.direct"), words.text("report.reading.supporting"),
                                          words.text("report.reading.indicator")}});
}

// Only the reasons that this run gives: a legend of words that occur nowhere helps nobody.
void writeReasons(const Context& context, Document& document) {
    std::set<model::Reason> given;
    for (const model::ControlResult& result : context.input.run.controls)
        given.insert(result.reasons.begin(), result.reasons.end());
    for (const model::CheckOutcome& outcome : context.input.run.outcomes)
        given.insert(outcome.reasons.begin(), outcome.reasons.end());
    if (given.empty()) return;
    const Messages& words = context.words;
    document.blocks.emplace_back(Heading{.level = 2, .text = words.text("report.reading.reasons"), .outline = false});
    Table table;
    table.columns = {{words.text("report.reading.code"), 1.5, Align::Left, true},
                     {words.text("report.reading.meaning"), 2.4},
                     {words.text("report.reading.next"), 2.4}};
    for (const model::Reason reason : given)
        table.rows.push_back({Cell(std::string(model::idOf(reason))), Cell(context.reasonText(reason)),
                              Cell(words.text(fmt::format("reason.{}.next", model::idOf(reason))))});
    document.blocks.emplace_back(std::move(table));
}

} // namespace

void writeReading(Context& context, Document& document) {
    const Messages& words = context.words;
    document.blocks.emplace_back(Heading{.level = 1, .text = words.text("report.reading.title"), .anchor = "reading"});
    document.blocks.emplace_back(Paragraph{words.text("report.reading.intro"), Voice::Lead});
    writeStatuses(context, document);
    if (!context.outline.brief) {
        writeOutcomes(context, document);
        writeReasons(context, document);
    }
    if (context.input.masked)
        document.blocks.emplace_back(Note{words.text("report.reading.masks"), words.text("report.reading.masks-text")});
}

} // namespace proofstead::pack
