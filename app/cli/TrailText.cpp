#include "cli/TrailText.h"

#include "base/Text.h"
#include "cli/Command.h"
#include "cli/Text.h"
#include "cli/Words.h"
#include "present/StepText.h"

namespace proofstead::cli {
namespace {

void heading(const Session& session, const std::string& text) {
    say("\n" + session.terminal.toned(text, Tone::Strong));
}

std::string parametersOf(const model::CheckDefinition& check) {
    std::vector<std::string> list;
    for (const auto& one : check.parameters)
        list.push_back(one.name + " = " + one.value + (one.basis.empty() ? "" : " (" + one.basis + ")"));
    return list.empty() ? "none" : base::join(list, "; ");
}

std::string reasonsOf(const workspace::CitingVerdict& verdict) {
    std::vector<std::string> list;
    for (const auto reason : verdict.reasons)
        list.emplace_back(model::idOf(reason));
    return base::join(list, ", ");
}

void printCheck(const Terminal& terminal, const workspace::CitingCheck& check) {
    const auto& definition = check.definition;
    sayField(terminal, "check", definition.id);
    sayField(terminal, "asked", definition.question);
    sayField(terminal, "parameters", parametersOf(definition));
    sayField(terminal, "population", grouped(check.population));
    sayField(terminal, "exceptions", grouped(check.exceptions));
    for (const auto& finding : check.findings)
        sayField(terminal, "this record",
                 (finding.facet.empty() ? "" : finding.facet + ": ") + finding.subject + ": " + finding.detail);
    sayField(terminal, "query sha256", definition.digest);
}

void printVerdicts(const Session& session, const workspace::Workspace& workspace,
                   const workspace::CitingVerdicts& cited) {
    if (cited.run.empty()) return; // nothing was assessed yet
    const auto& terminal = session.terminal;
    heading(session, "Verdicts that rest on it (run " + cited.run + ")");
    if (cited.verdicts.empty() && cited.checks.empty())
        return sayWrapped(terminal, "no finding of this run names it, and it is no decision that counted", "  ");
    for (const auto& one : cited.verdicts) {
        const auto status = wordsFor(workspace, "status", std::string(model::idOf(one.status)));
        sayField(terminal, one.control,
                 status + (one.variant.empty() ? "" : " (" + one.variant + ")") + "  " + reasonsOf(one));
        sayField(terminal, "",
                 one.decision.empty() ? one.check + (one.facet.empty() ? "" : " / " + one.facet) + ": " +
                                            counted(one.exceptions, "exception") + " among " + grouped(one.population)
                                      : "decision " + one.decision);
    }
    for (const auto& check : cited.checks) {
        heading(session, "Found by");
        printCheck(terminal, check);
        sayField(terminal, "period",
                 base::formatSeconds(cited.period.from) + " to " + base::formatSeconds(cited.period.until));
    }
}

void printQueries(const Session& session, const workspace::CitingVerdicts& cited) {
    for (const auto& check : cited.checks) {
        heading(session, "Query of " + check.definition.id);
        say(check.query);
    }
}

void printSteps(const Session& session, const std::vector<model::TrailStep>& steps) {
    for (const auto& step : steps) {
        const auto text = present::stepText(step.what).toStdString() + "  " + base::shorten(step.value, 20);
        sayWrapped(session.terminal, text, "            ",
                   "  " + session.terminal.toned(step.holds ? "holds     " : "DIFFERENT ",
                                                 step.holds ? Tone::Good : Tone::Bad));
    }
}

base::Json checkJson(const workspace::CitingVerdicts& cited, const workspace::CitingCheck& check,
                     const workspace::CitingVerdict& verdict) {
    auto parameters = base::Json::array(), findings = base::Json::array();
    for (const auto& one : check.definition.parameters)
        parameters.push_back({{"name", one.name}, {"value", one.value}, {"basis", one.basis}});
    for (const auto& one : check.findings)
        findings.push_back({{"source", one.source},
                            {"environment", one.environment},
                            {"facet", one.facet},
                            {"subject", one.subject},
                            {"detail", one.detail},
                            {"at", timeOrNull(one.at)}});
    return {{"id", check.definition.id},
            {"facet", verdict.facet},
            {"question", check.definition.question},
            {"query", check.query},
            {"query_sha256", check.definition.digest},
            {"parameters", std::move(parameters)},
            {"from", base::formatSeconds(cited.period.from)},
            {"until", base::formatSeconds(cited.period.until)},
            {"population", verdict.population},
            {"exceptions", verdict.exceptions},
            {"findings", std::move(findings)}};
}

base::Json verdictsJson(const workspace::CitingVerdicts& cited) {
    auto list = base::Json::array();
    for (const auto& one : cited.verdicts) {
        base::Json json{{"run", cited.run},
                        {"framework", one.framework},
                        {"control", one.control},
                        {"citation", one.citation},
                        {"status", std::string(model::idOf(one.status))},
                        {"variant", one.variant},
                        {"reasons", ids(one.reasons)},
                        {"decision", one.decision},
                        {"check", base::Json()}};
        for (const auto& check : cited.checks)
            if (check.definition.id == one.check) json["check"] = checkJson(cited, check, one);
        list.push_back(std::move(json));
    }
    return list;
}

void printOrigin(const Session& session, const model::InclusionProof& proof) {
    const auto& origin = proof.origin;
    const auto& terminal = session.terminal;
    heading(session, "Delivered in");
    sayField(terminal, "file", origin.path);
    sayField(terminal, "member", origin.member);
    sayField(terminal, "item", origin.pointer);
    sayField(terminal, "index",
             std::to_string(origin.index) + " (record " + std::to_string(origin.leaf) + " of " +
                 std::to_string(proof.fileLeaves) + ", counted from 0)");
    sayField(terminal, "bytes",
             std::to_string(origin.offset) + " to " + std::to_string(origin.offset + origin.length) +
                 " of the content, unpacked");
    sayField(terminal, "file sha256", origin.fileSha256);
    if (origin.contentSha256 != origin.fileSha256) sayField(terminal, "content sha256", origin.contentSha256);
    sayField(terminal, "leaf", proof.leafHash);
    sayField(terminal, "file root", proof.fileRoot);
    sayField(terminal, "log entry", std::to_string(proof.custody) + " of " + std::to_string(proof.logSize));
    sayField(terminal, "log root", proof.logRoot);
}

} // namespace

void printTrail(const Session& session, const workspace::Workspace& workspace, const model::Trail& trail,
                const workspace::CitingVerdicts& cited, bool withQuery) {
    const auto& terminal = session.terminal;
    say(terminal.toned("Record " + std::to_string(trail.record.value), Tone::Strong) + "  " + trail.kind + " from " +
        trail.source);
    for (const auto& [name, value] : trail.fields)
        sayField(terminal, name, value);
    printVerdicts(session, workspace, cited);
    for (const auto& proof : trail.proofs)
        printOrigin(session, proof);
    heading(session, "Computed again");
    printSteps(session, cited.steps);
    printSteps(session, trail.steps);
    if (withQuery) printQueries(session, cited);
    say("");
    const bool holds = trail.holds && cited.holds;
    sayWrapped(terminal, holds ? "Bytes, leaf, roots and log agree" +
                                     std::string(cited.checks.empty() ? "." : ", and the checks find it again.")
                               : "Something does NOT agree: see the lines marked DIFFERENT.");
    if (!trail.columnsRead) sayWrapped(terminal, "The normalised columns were not read again from the bytes.");
    if (trail.erased) say("Its content was erased; the leaf remains.");
    if (!withQuery && !cited.checks.empty())
        say("The queries: proofstead trail " + std::to_string(trail.record.value) + " --query");
}

base::Json trailJson(const model::Trail& trail, const workspace::CitingVerdicts& cited) {
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
    for (const auto& step : cited.steps)
        steps.push_back({{"what", step.what}, {"value", step.value}, {"holds", step.holds}});
    return {{"record", trail.record.value},
            {"kind", trail.kind},
            {"source", trail.source},
            {"fields", std::move(fields)},
            {"origins", std::move(origins)},
            {"steps", std::move(steps)},
            {"erased", trail.erased},
            {"holds", trail.holds && cited.holds},
            {"columns_read", trail.columnsRead},
            {"verdicts", verdictsJson(cited)},
            {"raw", base::isValidUtf8(trail.raw) ? base::Json(trail.raw) : base::Json()},
            {"raw_base64", base::toBase64(base::asBytes(trail.raw))},
            {"checkpoint", trail.checkpoint}};
}

} // namespace proofstead::cli
