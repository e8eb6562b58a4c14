// One section for each control in scope: what is asked, what the evidence says, why, and room for the auditor.
#include "pack/FindingTable.h"
#include "pack/Sections.h"
#include "pack/Verdict.h"

#include "base/Text.h"

#include <algorithm>
#include <fmt/format.h>

namespace proofstead::pack {

namespace {

std::string roleList(const Context& context, const std::vector<std::string>& roles) {
    std::vector<std::string> names;
    for (const std::string& role : roles) {
        const std::string key = "role." + role;
        names.push_back(context.words.has(key) ? context.words.text(key) : role);
    }
    return base::join(names, ", ");
}

// Names the part of a working paper that follows.
void label(const Context& context, const char* key, Document& document) {
    document.blocks.emplace_back(Heading{.level = 4, .text = context.words.text(key), .outline = false});
}

// The first few of a list, and how many more there are.
std::string shortList(const Context& context, const std::vector<std::string>& items, std::size_t shown) {
    if (items.size() <= shown + 1) return base::join(items, ", ");
    const std::vector<std::string> first(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(shown));
    return base::join(first, ", ") + " " +
           context.words.count("report.summary.and-more", static_cast<std::int64_t>(items.size() - shown));
}

void writeHead(const Context& context, const model::ControlResult& result, const model::Control& control,
               Document& document) {
    const Messages& words = context.words;
    document.blocks.emplace_back(Heading{.level = 3,
                                         .text = control.title,
                                         .anchor = controlAnchor(result.framework, result.control),
                                         .eyebrow = fmt::format("{}  ·  {}", control.citation, control.id),
                                         .mark = markOf(result.status),
                                         .markLabel = context.statusText(result),
                                         .name = fmt::format("{} {}", control.citation, control.title)});
    label(context, "report.control.requirement", document);
    document.blocks.emplace_back(Paragraph{control.requirement});
    std::vector<std::string> facts;
    if (!control.appliesTo.empty())
        facts.push_back(words.text("report.control.applies-to", {{"roles", roleList(context, control.appliesTo)}}));
    if (!control.specType.empty()) facts.push_back(words.text("report.control.spec." + control.specType));
    facts.push_back(words.text(fmt::format("report.control.automation.{}", model::idOf(control.automation))));
    if (control.appliesFrom)
        facts.push_back(words.text("report.control.applies-from", {{"date", base::formatDate(*control.appliesFrom)}}));
    if (!control.counselConfirmed) facts.push_back(words.text("report.control.counsel"));
    document.blocks.emplace_back(Paragraph{base::join(facts, "  ·  "), Voice::Small});
}

void writeVerdict(const Context& context, const model::ControlResult& result, Document& document) {
    const Messages& words = context.words;
    label(context, "report.control.verdict", document);
    document.blocks.emplace_back(Paragraph{verdictText(context, result)});
    const ReasonGroups groups = groupReasons(result);
    if (groups.deciding.empty()) return;
    label(context, "report.control.reasons", document);
    Bullets bullets;
    for (const model::Reason reason : groups.deciding) {
        Text text(context.reasonText(reason));
        text.add({.text = fmt::format("  {}", model::idOf(reason)), .mono = true, .muted = true});
        bullets.items.push_back(std::move(text));
    }
    document.blocks.emplace_back(std::move(bullets));
    std::vector<std::string> noted;
    for (const model::Reason reason : groups.noted)
        noted.push_back(context.reasonText(reason));
    if (!noted.empty())
        document.blocks.emplace_back(
            Paragraph{words.text("report.control.noted", {{"reasons", base::join(noted, " ")}}), Voice::Small});
}

std::vector<Cell> linkRow(const Context& context, const model::LinkResult& link) {
    const Messages& words = context.words;
    const model::CheckDefinition* check = context.check(link.link.check);
    Text test;
    test.add(
        {.text = check ? check->title : link.link.check, .link = context.linkTo("tests", testAnchor(link.link.check))});
    test.add({.text = link.link.facet.empty() ? fmt::format("\n{}", link.link.check)
                                              : fmt::format("\n{} / {}", link.link.check, link.link.facet),
              .muted = true});
    std::string role = fmt::format("{}\n{}", words.text(fmt::format("link.{}", model::idOf(link.link.kind))),
                                   words.text(fmt::format("part.{}", model::idOf(link.link.part))));
    if (!link.link.reviewed) role += "\n" + words.text("link.unreviewed");
    return {Cell(std::move(test)), Cell(std::move(role)), Cell(context.outcomeText(link.outcome), markOf(link.outcome)),
            Cell(words.number(link.population)),
            Cell(link.exceptions > 0 ? Text::bold(words.number(link.exceptions)) : Text("0"))};
}

// "EU AI Act Art. 12, Art. 19; GDPR gdpr-32-1-b (overlaps)": grouped by scheme; the usual relation is not repeated.
std::string referencesText(const Messages& words, const model::Control& control) {
    std::vector<std::pair<std::string, std::vector<std::string>>> schemes;
    for (const model::CrossReference& reference : control.xrefs) {
        auto scheme = std::find_if(schemes.begin(), schemes.end(),
                                   [&](const auto& entry) { return entry.first == reference.scheme; });
        if (scheme == schemes.end()) scheme = schemes.insert(schemes.end(), {reference.scheme, {}});
        scheme->second.push_back(
            reference.relation == "related"
                ? reference.to
                : fmt::format("{} ({})", reference.to, words.text("relation." + reference.relation)));
    }
    std::vector<std::string> parts;
    for (const auto& [scheme, items] : schemes)
        parts.push_back(words.text("scheme." + scheme) + " " + base::join(items, ", "));
    return base::join(parts, "; ");
}

void writeLinks(const Context& context, const model::ControlResult& result, const model::Control& control,
                Document& document) {
    const Messages& words = context.words;
    label(context, "report.control.sheet", document);
    if (result.links.empty()) document.blocks.emplace_back(Paragraph{words.text("report.control.no-tests")});
    Table table;
    table.columns = {{words.text("report.control.test"), 3.1},
                     {words.text("report.control.link"), 1.2},
                     {words.text("report.reading.outcome"), 1.35},
                     {words.text("report.control.population"), 0.85, Align::Right},
                     {words.text("report.summary.exceptions"), 0.9, Align::Right}};
    for (const model::LinkResult& link : result.links)
        table.rows.push_back(linkRow(context, link));
    if (!table.rows.empty()) document.blocks.emplace_back(std::move(table));
    if (!control.missingTests.empty())
        document.blocks.emplace_back(Paragraph{words.count("report.control.missing-tests",
                                                           static_cast<std::int64_t>(control.missingTests.size()),
                                                           {{"tests", shortList(context, control.missingTests, 4)}}),
                                               Voice::Small});
    if (!control.xrefs.empty())
        document.blocks.emplace_back(Paragraph{
            words.text("report.control.xrefs", {{"references", referencesText(words, control)}}), Voice::Small});
    if (!control.procedure.empty())
        document.blocks.emplace_back(
            Paragraph{words.text("report.control.procedure", {{"text", control.procedure}}), Voice::Small});
}

void writeCitedRecords(const Context& context, const std::vector<const model::Finding*>& findings, Document& document) {
    std::vector<model::RecordId> ids;
    for (const model::Finding* finding : findings)
        if (finding->record && context.record(finding->record)) ids.push_back(finding->record);
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    if (ids.empty()) return;
    label(context, "report.control.records", document);
    Text text;
    for (const model::RecordId id : ids) {
        if (!text.empty()) text.add({.text = ", "});
        text.add({.text = context.words.text("report.record.name", {{"id", fmt::format("{}", id.value)}}),
                  .link = context.linkTo("records", recordAnchor(id))});
    }
    document.blocks.emplace_back(Paragraph{std::move(text)});
}

// The first few of each test, so that one noisy test does not hide another.
void writeExceptions(Context& context, const model::ControlResult& result, Document& document) {
    std::vector<const model::Finding*> shown;
    std::int64_t omitted = 0;
    for (const model::LinkResult& link : result.links) {
        if (link.link.kind == model::LinkKind::Indicator || link.exceptions == 0) continue;
        auto rows = context.findings(link.link.check, link.link.facet);
        const auto limit = static_cast<std::size_t>(context.outline.exceptionsPerControl);
        if (rows.size() > limit) {
            omitted += static_cast<std::int64_t>(rows.size() - limit);
            rows.resize(limit);
        }
        shown.insert(shown.end(), rows.begin(), rows.end());
    }
    if (shown.empty()) return;
    label(context, "report.control.exceptions", document);
    writeFindings(context, document, shown, omitted);
    writeCitedRecords(context, shown, document);
}

// Who decided is masked as in the record of the decision: the mask is the same there, and can be opened.
void writeDecisions(Context& context, const model::ControlResult& result, Document& document) {
    const Messages& words = context.words;
    Table table;
    table.columns = {{words.text("report.decision.what"), 1.5},
                     {words.text("report.decision.by"), 1.8},
                     {words.text("report.decision.when"), 1.3},
                     {words.text("report.decision.rationale"), 2.6}};
    for (const std::string& id : result.decisions) {
        const model::Decision* decision = context.decision(id);
        if (!decision) continue;
        Text what(words.text(fmt::format("decision.{}", model::idOf(decision->kind))));
        if (!decision->answer.empty()) what.add({.text = ": " + decision->answer});
        what.add({.text = "\n" + id, .muted = true});
        std::string by = context.masker.value(decision->by, FieldClass::PersonName);
        if (!decision->role.empty()) by += "\n" + decision->role;
        if (!decision->secondApprover.empty())
            by += "\n" + words.text("report.decision.second",
                                    {{"name", context.masker.value(decision->secondApprover, FieldClass::PersonName)}});
        std::string when = context.date(decision->decidedAt);
        if (decision->expiresAt)
            when += "\n" + words.text("report.decision.expires", {{"date", context.date(decision->expiresAt)}});
        std::string why = decision->rationale.empty() ? words.text("report.decision.no-rationale")
                                                      : context.masker.text(decision->rationale);
        if (!decision->compensating.empty())
            why += "\n" +
                   words.text("report.decision.compensating", {{"text", context.masker.text(decision->compensating)}});
        table.rows.push_back({Cell(std::move(what)), Cell(std::move(by)), Cell(std::move(when)), Cell(std::move(why))});
    }
    if (table.rows.empty()) return;
    label(context, "report.control.decisions", document);
    document.blocks.emplace_back(std::move(table));
}

void writeAuditorBoxes(const Messages& words, Document& document) {
    Table boxes;
    boxes.form = true;
    boxes.rowHeight = 52;
    boxes.columns = {{words.text("report.auditor.tick"), 0.8},
                     {words.text("report.auditor.note"), 4.4},
                     {words.text("report.auditor.initials"), 0.8},
                     {words.text("report.auditor.date"), 1}};
    boxes.rows.push_back({});
    document.blocks.emplace_back(std::move(boxes));
}

void writeNotApplicable(Context& context, const std::vector<const model::ControlResult*>& results, Document& document) {
    if (results.empty()) return;
    const Messages& words = context.words;
    document.blocks.emplace_back(Heading{.level = 2, .text = words.text("report.control.not-applicable")});
    Table table;
    table.columns = {{words.text("report.summary.control"), 2.4}, {words.text("report.control.ground"), 3}};
    for (const model::ControlResult* result : results) {
        const model::Control* control = context.control(*result);
        Text name(control ? control->title : result->control);
        name.add(
            {.text = fmt::format("\n{}  ·  {}", control ? control->citation : "", result->control), .muted = true});
        std::string ground = words.text("report.control.ground-scope",
                                        {{"roles", control ? roleList(context, control->appliesTo) : ""}});
        for (const std::string& id : result->decisions)
            if (const model::Decision* decision = context.decision(id); decision && !decision->rationale.empty())
                ground = words.text("report.control.ground-decision",
                                    {{"id", id}, {"text", context.masker.text(decision->rationale)}});
        table.rows.push_back({Cell(std::move(name), Mark::NotApplicable), Cell(std::move(ground))});
    }
    document.blocks.emplace_back(std::move(table));
}

} // namespace

void writeControls(Context& context, Document& document) {
    for (const model::Framework* one : context.frameworks()) {
        const model::Framework& framework = *one;
        document.blocks.emplace_back(
            Heading{.level = 1,
                    .text = context.words.text("report.control.title", {{"framework", framework.title}}),
                    .anchor = "framework-" + framework.id});
        std::vector<const model::ControlResult*> outOfScope;
        std::string area;
        for (const model::ControlResult* result : context.results(framework.id)) {
            const model::Control* control = context.control(*result);
            if (!control || result->status == model::Status::NotApplicable) {
                outOfScope.push_back(result);
                continue;
            }
            if (control->area != area && !control->area.empty())
                document.blocks.emplace_back(Heading{.level = 2, .text = control->area});
            area = control->area;
            writeHead(context, *result, *control, document);
            writeVerdict(context, *result, document);
            writeLinks(context, *result, *control, document);
            writeExceptions(context, *result, document);
            writeDecisions(context, *result, document);
            writeAuditorBoxes(context.words, document);
        }
        writeNotApplicable(context, outOfScope, document);
    }
}

} // namespace proofstead::pack
