// What concerns the assessment as a whole: deficiencies together, earlier findings, waivers, subsequent events, and the
// way from a source to the controls.
#include "pack/Sections.h"

#include "base/Text.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace proofstead::pack {

namespace {

void begin(const Context& context, const char* key, const char* anchor, Document& document) {
    document.blocks.emplace_back(Heading{.level = 1, .text = context.words.text(key), .anchor = anchor, .flow = true});
}

void ask(const std::string& text, Document& document) {
    document.blocks.emplace_back(Paragraph{.text = text, .keepWithNext = true});
    document.blocks.emplace_back(Lines{});
}

using Controls = std::vector<const model::ControlResult*>;

// Controls whose status rests on one of the checks.
Controls controlsOf(const Context& context, const std::set<std::string>& checks) {
    Controls controls;
    for (const model::ControlResult& result : context.input.run.controls)
        if (result.status != model::Status::NotApplicable &&
            std::any_of(result.links.begin(), result.links.end(), [&](const model::LinkResult& link) {
                return link.link.kind != model::LinkKind::Indicator && checks.contains(link.link.check);
            }))
            controls.push_back(&result);
    return controls;
}

Text listOf(const Context& context, const Controls& controls) {
    Text text;
    for (const model::ControlResult* result : controls) {
        if (!text.empty()) text.add({.text = ", "});
        text.add({.text = result->control,
                  .link = context.linkTo("controls", controlAnchor(result->framework, result->control))});
    }
    return text;
}

std::string placesOf(const Context& context, const std::string& check) {
    std::set<std::string> places;
    for (const model::CheckOutcome* outcome : context.outcomes(check))
        if (outcome->outcome == model::Outcome::Fail)
            places.insert(context.sourceText(outcome->source, outcome->environment));
    return base::join({places.begin(), places.end()}, "\n");
}

struct Deficiency {
    const model::CheckDefinition* check;
    std::int64_t exceptions;
};

std::vector<Deficiency> deficienciesOf(const Context& context) {
    std::vector<Deficiency> found;
    for (const std::string& id : context.testedChecks()) {
        std::int64_t exceptions = 0;
        for (const model::CheckOutcome* outcome : context.outcomes(id))
            exceptions += outcome->outcome == model::Outcome::Fail ? outcome->exceptions : 0;
        if (const auto* check = context.check(id); check && exceptions > 0) found.push_back({check, exceptions});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.check->severity > b.check->severity; });
    return found;
}

} // namespace

void writeDeficiencies(Context& context, Document& document) {
    const Messages& words = context.words;
    begin(context, "report.deficiencies.title", "deficiencies", document);
    const auto found = deficienciesOf(context);
    if (found.empty()) {
        document.blocks.emplace_back(Paragraph{words.text("report.deficiencies.none")});
        return;
    }
    document.blocks.emplace_back(Paragraph{words.text("report.deficiencies.intro"), Voice::Lead});
    Table table;
    table.columns = {{words.text("report.control.test"), 2.6},
                     {words.text("report.deficiencies.severity"), 0.9},
                     {words.text("report.deficiencies.where"), 2},
                     {words.text("report.summary.exceptions"), 0.8, Align::Right},
                     {words.text("report.summary.controls"), 0.8, Align::Right}};
    for (const auto& [check, exceptions] : found)
        table.rows.push_back({Cell(Text::link(check->title, context.linkTo("tests", testAnchor(check->id)))),
                              Cell(words.text(fmt::format("severity.{}", model::idOf(check->severity)))),
                              Cell(placesOf(context, check->id)), Cell(words.number(exceptions)),
                              Cell(words.number(static_cast<std::int64_t>(controlsOf(context, {check->id}).size())))});
    document.blocks.emplace_back(std::move(table));
    ask(words.text("report.deficiencies.judgement"), document);
}

void writeEarlier(Context& context, Document& document) {
    const Messages& words = context.words;
    begin(context, "report.earlier.title", "earlier", document);
    const auto& previous = context.input.previous;
    if (!previous) return ask(words.text("report.earlier.none"), document);
    Table table;
    table.columns = {{words.text("report.summary.control"), 2.4},
                     {words.text("report.coverage.previous", {{"date", base::formatDate(previous->asOf)}}), 1.4},
                     {words.text("report.coverage.now"), 1.4}};
    for (const model::ControlResult& result : context.input.run.controls) {
        const auto before = previous->controls.find(result.framework + "/" + result.control);
        if (before == previous->controls.end() || before->second == result.status) continue;
        const model::Control* control = context.control(result);
        table.rows.push_back({Cell(fmt::format("{} {}", result.control, control ? control->title : "")),
                              Cell(context.statusText(before->second), markOf(before->second)),
                              Cell(context.statusText(result), markOf(result.status))});
    }
    document.blocks.emplace_back(
        Paragraph{words.text(table.rows.empty() ? "report.earlier.same" : "report.earlier.intro",
                             {{"date", base::formatDate(previous->asOf)}, {"run", previous->run}})});
    if (!table.rows.empty()) document.blocks.emplace_back(std::move(table));
}

void writeWaivers(Context& context, Document& document) {
    using model::DecisionKind;
    const Messages& words = context.words;
    begin(context, "report.waivers.title", "waivers", document);
    Table table;
    table.columns = {{words.text("report.decision.what"), 1.2},
                     {words.text("report.waivers.about"), 1.9},
                     {words.text("report.decision.by"), 1.9},
                     {words.text("report.decision.when"), 1.2},
                     {words.text("report.decision.rationale"), 2.2}};
    for (const model::Decision& one : context.input.decisions) {
        if (one.kind != DecisionKind::Waiver && one.kind != DecisionKind::Remediation &&
            one.kind != DecisionKind::Disposition)
            continue;
        std::string when = context.date(one.decidedAt);
        if (one.expiresAt)
            when += "\n" + words.text("report.decision.expires", {{"date", context.date(one.expiresAt)}});
        Text what(words.text(fmt::format("decision.{}", model::idOf(one.kind))));
        what.add({.text = "\n" + one.id, .muted = true});
        const std::string about = one.control.empty() ? one.check : one.control;
        table.rows.push_back(
            {Cell(std::move(what)), Cell(one.subject.empty() ? about : about + "\n" + context.masker.text(one.subject)),
             Cell(context.masker.value(one.by, FieldClass::PersonName) + (one.role.empty() ? "" : "\n" + one.role)),
             Cell(std::move(when)),
             Cell(one.rationale.empty() ? words.text("report.decision.no-rationale")
                                        : context.masker.text(one.rationale))});
    }
    document.blocks.emplace_back(
        Paragraph{words.text(table.rows.empty() ? "report.waivers.none" : "report.waivers.intro")});
    if (!table.rows.empty()) document.blocks.emplace_back(std::move(table));
}

void writeSubsequent(Context& context, Document& document) {
    const Messages& words = context.words;
    begin(context, "report.subsequent.title", "subsequent", document);
    const auto& files = context.input.files;
    const auto later = std::count_if(files.begin(), files.end(),
                                     [&](const SourceFile& file) { return file.custody > context.input.run.asOfSeq; });
    document.blocks.emplace_back(
        Paragraph{later > 0 ? words.count("report.subsequent.imported", later) : words.text("report.subsequent.none")});
    ask(words.text("report.subsequent.ask"), document);
}

void writeEvidenceIndex(Context& context, Document& document) {
    const Messages& words = context.words;
    begin(context, "report.evidence-index.title", "evidence-index", document);
    document.blocks.emplace_back(Paragraph{words.text("report.evidence-index.intro"), Voice::Lead});
    Table table;
    table.columns = {{words.text("report.coverage.source"), 1.5},
                     {words.text("report.test.title"), 2.2},
                     {words.text("report.summary.controls"), 3}};
    std::set<std::string> seen;
    for (const model::DeclaredSource& source : context.input.run.scope.sources) {
        if (!seen.insert(source.source).second) continue;
        std::set<std::string> checks;
        for (const auto& [id, check] : context.input.checks)
            for (const model::Need& need : check.needs)
                if (std::find(need.sources.begin(), need.sources.end(), source.source) != need.sources.end() &&
                    !context.outcomes(id).empty())
                    checks.insert(id);
        Text tests;
        for (const std::string& id : checks) {
            if (!tests.empty()) tests.add({.text = "\n"});
            tests.add({.text = id, .link = context.linkTo("tests", testAnchor(id))});
        }
        if (checks.empty()) tests = Text::muted(words.text("report.evidence-index.unused"));
        table.rows.push_back({Cell(context.sourceText(source.source)), Cell(std::move(tests)),
                              Cell(listOf(context, controlsOf(context, checks)))});
    }
    if (table.rows.empty())
        document.blocks.emplace_back(Paragraph{words.text("report.system.none")});
    else
        document.blocks.emplace_back(std::move(table));
}

} // namespace proofstead::pack
