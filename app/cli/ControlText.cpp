#include "cli/ControlText.h"

#include "base/Text.h"
#include "cli/Text.h"
#include "cli/Words.h"

namespace proofstead::cli {
namespace {

constexpr std::size_t kShownFindings = 10;

void printTests(const Session& session, const workspace::Workspace& workspace, const model::ControlResult& control) {
    say("\n" + session.terminal.toned("Tests", Tone::Strong));
    if (control.links.empty()) say("  none: no check speaks to this control");
    for (const auto& result : control.links) {
        const auto* check = workspace.content().check(result.link.check);
        sayWrapped(session.terminal,
                   result.link.check + (result.link.facet.empty() ? "" : " / " + result.link.facet) + "  " +
                       wordsFor(workspace, "outcome", std::string(model::idOf(result.outcome))),
                   "    ", "  ");
        if (check) sayWrapped(session.terminal, check->question, "    ");
        std::string facts = std::string(model::idOf(result.link.kind)) + ", " +
                            counted(result.exceptions, "exception") + " among " + grouped(result.population);
        for (const auto reason : result.reasons)
            facts += ", " + std::string(model::idOf(reason));
        sayWrapped(session.terminal, facts, "    ");
    }
}

void printFindings(const Session& session, const model::Run& run, const model::ControlResult& control) {
    std::size_t count = 0;
    for (const auto& finding : run.findings)
        for (const auto& result : control.links) {
            if (finding.check != result.link.check) continue;
            if (!result.link.facet.empty() && result.link.facet != finding.facet) continue;
            if (count++ == 0) say("\n" + session.terminal.toned("Findings", Tone::Strong));
            if (count <= kShownFindings)
                sayWrapped(session.terminal,
                           (finding.record ? std::to_string(finding.record.value) : std::string("-")) + "  " +
                               (finding.at ? base::formatSeconds(*finding.at) + "  " : std::string()) +
                               finding.subject + ": " + finding.detail,
                           "    ", "  ");
            break;
        }
    if (count > kShownFindings) say("  … " + counted(count, "finding") + " in all: proofstead findings");
    if (count) say("\nFollow one to its line in a file: proofstead trail RECORD");
}

base::Json linkJson(const model::LinkResult& result) {
    return {{"check", result.link.check},
            {"facet", result.link.facet},
            {"kind", std::string(model::idOf(result.link.kind))},
            {"part", std::string(model::idOf(result.link.part))},
            {"required", result.link.required},
            {"outcome", std::string(model::idOf(result.outcome))},
            {"reasons", ids(result.reasons)},
            {"population", result.population},
            {"exceptions", result.exceptions}};
}

} // namespace

base::Json controlJson(const workspace::Workspace& workspace, const model::ControlResult& control) {
    auto tests = base::Json::array();
    for (const auto& result : control.links)
        tests.push_back(linkJson(result));
    base::Json json{{"framework", control.framework},
                    {"id", control.control},
                    {"status", std::string(model::idOf(control.status))},
                    {"variant", control.variant},
                    {"reasons", ids(control.reasons)},
                    {"exceptions", control.exceptions},
                    {"accepted", control.accepted},
                    {"deviations", control.deviations},
                    {"tests", std::move(tests)},
                    {"decisions", control.decisions},
                    {"roles", control.roles}};
    if (const auto* definition = workspace.content().control(control.control)) {
        json["citation"] = definition->citation;
        json["title"] = definition->title;
        json["area"] = definition->area;
        json["requirement"] = definition->requirement;
        json["counsel_confirmed"] = definition->counselConfirmed;
    }
    return json;
}

void printControl(const Session& session, const workspace::Workspace& workspace, const model::Run& run,
                  const model::ControlResult& control) {
    const auto* definition = workspace.content().control(control.control);
    say(session.terminal.toned(control.control, Tone::Strong) + (definition ? "  " + definition->citation : ""));
    if (definition) {
        sayWrapped(session.terminal, definition->title);
        say("");
        sayWrapped(session.terminal, definition->requirement, "  ");
        if (!definition->counselConfirmed) say("  (not yet confirmed by counsel)");
    }
    const std::string status(model::idOf(control.status));
    say("\n" + session.terminal.toned("Status  ", Tone::Strong) +
        session.terminal.toned(wordsFor(workspace, "status", status), toneOf(control.status)) +
        (control.variant.empty() ? "" : " (" + control.variant + ")"));
    for (const auto reason : control.reasons) {
        const std::string id(model::idOf(reason));
        const auto text = wordsFor(workspace, "reason", id);
        sayWrapped(session.terminal, id + (text == base::replaceAll(id, "_", " ") ? "" : "  " + text), "    ", "  ");
    }
    printTests(session, workspace, control);
    printFindings(session, run, control);
    if (definition && !definition->procedure.empty()) {
        say("\n" + session.terminal.toned("What a person does", Tone::Strong));
        sayWrapped(session.terminal, definition->procedure, "  ");
    }
}

} // namespace proofstead::cli
