#include "cli/TrailText.h"

#include "base/Text.h"
#include "cli/Words.h"
#include "present/StepText.h"

#include <algorithm>

namespace proofstead::cli {
namespace {

void heading(const Session& session, const std::string& text) {
    say("\n" + session.terminal.toned(text, Tone::Strong));
}

void field(const std::string& name, const std::string& value) {
    if (value.empty()) return;
    const std::size_t width = 16;
    say("  " + name + std::string(name.size() < width ? width - name.size() : 1, ' ') + base::printable(value));
}

// Controls of the run that read the check.
std::vector<std::string> controlsOf(const model::Run& run, const model::Finding& finding) {
    std::vector<std::string> names;
    for (const auto& control : run.controls)
        for (const auto& link : control.links)
            if (link.link.check == finding.check && (link.link.facet.empty() || link.link.facet == finding.facet)) {
                names.push_back(control.control + " (" + std::string(model::idOf(control.status)) + ")");
                break;
            }
    return names;
}

void printVerdicts(const Session& session, const workspace::Workspace& workspace, const model::Trail& trail) {
    const auto run = workspace.run();
    if (!run) return; // nothing was assessed yet
    heading(session, "Verdicts that rest on it (run " + run->id + ")");
    bool any = false;
    for (const auto& finding : run->findings) {
        if (finding.record != trail.record) continue;
        any = true;
        field("check", finding.check + (finding.facet.empty() ? "" : " / " + finding.facet));
        field("finding", finding.subject + ": " + finding.detail);
        field("controls", base::join(controlsOf(*run, finding), ", "));
    }
    if (!any) say("  no finding of this run names it");
}

void printOrigin(const Session& session, const model::InclusionProof& proof) {
    const auto& origin = proof.origin;
    heading(session, "Delivered in");
    field("file", origin.path);
    field("member", origin.member);
    field("item", origin.pointer);
    field("index", std::to_string(origin.index) + " (record " + std::to_string(origin.leaf) + " of " +
                       std::to_string(proof.fileLeaves) + ", counted from 0)");
    field("bytes", std::to_string(origin.offset) + " to " + std::to_string(origin.offset + origin.length) +
                       " of the content, unpacked");
    field("file sha256", origin.fileSha256);
    if (origin.contentSha256 != origin.fileSha256) field("content sha256", origin.contentSha256);
    field("leaf", proof.leafHash);
    field("file root", proof.fileRoot);
    field("log entry", std::to_string(proof.custody) + " of " + std::to_string(proof.logSize));
    field("log root", proof.logRoot);
}

} // namespace

void printTrail(const Session& session, const workspace::Workspace& workspace, const model::Trail& trail) {
    say(session.terminal.toned("Record " + std::to_string(trail.record.value), Tone::Strong) + "  " + trail.kind +
        " from " + trail.source);
    for (const auto& [name, value] : trail.fields)
        field(name, value);
    printVerdicts(session, workspace, trail);
    for (const auto& proof : trail.proofs)
        printOrigin(session, proof);
    heading(session, "Computed again");
    for (const auto& step : trail.steps)
        say("  " +
            session.terminal.toned(step.holds ? "holds     " : "DIFFERENT ", step.holds ? Tone::Good : Tone::Bad) +
            present::stepText(step.what).toStdString() + "  " + base::shorten(step.value, 20));
    say("");
    say(trail.holds ? session.terminal.toned("The record is as it was when it was imported.", Tone::Good)
                    : session.terminal.toned("The record is NOT as it was when it was imported.", Tone::Bad));
    if (trail.erased) say("Its content was erased; the leaf remains.");
}

base::Json trailJson(const model::Trail& trail) {
    auto fields = base::Json::object();
    for (const auto& [name, value] : trail.fields)
        fields[name] = value;
    auto origins = base::Json::array();
    for (const auto& proof : trail.proofs) {
        const auto& origin = proof.origin;
        origins.push_back({{"path", origin.path},
                           {"member", origin.member},
                           {"pointer", origin.pointer},
                           {"leaf", origin.leaf},
                           {"index", origin.index},
                           {"offset", origin.offset},
                           {"length", origin.length},
                           {"file_sha256", origin.fileSha256},
                           {"content_sha256", origin.contentSha256},
                           {"salt", proof.salt.size() == 16 ? base::toHex(base::asBytes(proof.salt)) : proof.salt},
                           {"leaf_hash", proof.leafHash},
                           {"file_leaves", proof.fileLeaves},
                           {"file_path", proof.filePath},
                           {"file_root", proof.fileRoot},
                           {"log_entry", proof.custody},
                           {"log_size", proof.logSize},
                           {"log_path", proof.logPath},
                           {"log_root", proof.logRoot}});
    }
    auto steps = base::Json::array();
    for (const auto& step : trail.steps)
        steps.push_back({{"what", step.what}, {"value", step.value}, {"holds", step.holds}});
    return {{"record", trail.record.value},
            {"kind", trail.kind},
            {"source", trail.source},
            {"fields", std::move(fields)},
            {"origins", std::move(origins)},
            {"steps", std::move(steps)},
            {"erased", trail.erased},
            {"holds", trail.holds},
            {"raw", base::isValidUtf8(trail.raw) ? base::Json(trail.raw) : base::Json()},
            {"raw_base64", base::toBase64(base::asBytes(trail.raw))},
            {"checkpoint", trail.checkpoint}};
}

} // namespace proofstead::cli
