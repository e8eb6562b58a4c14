// From a vault and a period to a run: immutable, with the digest of everything that went into it.

#include "assess/Assess.h"
#include "check/CheckRunner.h"
#include "seal/Digest.h"
#include "store/CheckConnection.h"
#include "trail/LogHead.h"
#include "workspace/Known.h"
#include "workspace/Parts.h"

#include <algorithm>
#include <map>
#include <set>

namespace proofstead::workspace {

namespace {

constexpr base::Millis kDefaultPeriod = 90 * base::kDay;
// Raised when the same inputs may give another answer.
constexpr const char* kEngine = "2";

std::vector<std::string> wantedFrameworks(const AssessOptions& options, const model::Scope& scope,
                                          const catalog::Catalog& content) {
    if (!options.frameworks.empty()) return options.frameworks;
    if (!scope.frameworks.empty()) return scope.frameworks;
    std::vector<std::string> all;
    for (const auto& framework : content.frameworks)
        all.push_back(framework.id);
    return all;
}

base::Result<std::vector<model::Framework>> frameworksOf(const std::vector<std::string>& ids,
                                                         const catalog::Catalog& content) {
    PS_CHECK(mustBeKnown(content, Named::Framework, ids));
    std::vector<model::Framework> list;
    for (const auto& id : ids)
        list.push_back(*content.framework(id));
    return list;
}

std::vector<model::CheckDefinition> checksOf(const std::vector<model::Framework>& frameworks,
                                             const catalog::Catalog& content) {
    std::set<std::string> linked;
    for (const auto& framework : frameworks)
        for (const auto& control : framework.controls)
            for (const auto& link : control.links)
                linked.insert(link.check);
    std::vector<model::CheckDefinition> list;
    for (const auto& check : content.checks)
        if (linked.contains(check.id)) list.push_back(check);
    return list;
}

void addReason(model::CheckOutcome& outcome, model::Reason reason) {
    auto& reasons = outcome.reasons;
    const auto at = std::lower_bound(reasons.begin(), reasons.end(), reason);
    if (at == reasons.end() || *at != reason) reasons.insert(at, reason);
}

// Sources with a file whose compressed data is damaged: its checksum vouches for nothing that was read of it. A later
// delivery under the same name that is whole lifts it.
std::set<std::string> damagedWrappers(const std::vector<store::StoredFile>& files) {
    std::map<std::pair<std::string, std::string>, bool> last; // source, path -> damaged
    for (const auto& file : files)
        last[{file.source, file.path}] = file.problem == "gzip-damaged";
    std::set<std::string> sources;
    for (const auto& [key, damaged] : last)
        if (damaged) sources.insert(key.first);
    return sources;
}

// Sources whose stored bytes no longer give the digests of their import: what they show is not verified. What a damaged
// wrapper held counts as read in part.
void capUnverified(std::vector<model::CheckOutcome>& outcomes, const std::vector<store::StoredFile>& files) {
    std::set<std::string> changed;
    for (const auto& file : files)
        if (file.mismatch) changed.insert(file.source);
    const auto damaged = damagedWrappers(files);
    for (auto& outcome : outcomes) {
        if (damaged.contains(outcome.source)) addReason(outcome, model::Reason::ParseErrors);
        if (!changed.contains(outcome.source)) continue;
        outcome.verified = false;
        addReason(outcome, model::Reason::HashMismatch);
    }
}

} // namespace

model::Period effectivePeriod(const model::Scope& scope, const AssessOptions& options, base::Millis now) {
    model::Period period;
    const auto fallback = scope.period;
    period.asOf = options.asOf ? *options.asOf : options.until ? *options.until : fallback ? fallback->asOf : now;
    period.until = options.until ? *options.until : options.asOf || !fallback ? period.asOf : fallback->until;
    period.from = options.from                                 ? *options.from
                  : options.until || options.asOf || !fallback ? period.until - kDefaultPeriod
                                                               : fallback->from;
    return period;
}

base::Result<model::Run> Workspace::assess(const AssessOptions& options, const Progress& progress) {
    auto& vault = *m_d->vault;
    model::Run run;
    PS_TRY(run.scope, scope());
    run.period = effectivePeriod(run.scope, options, base::now());
    if (run.period.from >= std::min(run.period.until, run.period.asOf))
        return base::fail("period-empty", base::formatSeconds(run.period.from) + " to " +
                                              base::formatSeconds(std::min(run.period.until, run.period.asOf)));
    PS_TRY(const auto frameworks, frameworksOf(wantedFrameworks(options, run.scope, m_d->content), m_d->content));
    const auto checks = checksOf(frameworks, m_d->content);

    PS_TRY(const auto stored, files());
    for (const auto& file : stored)
        run.asOfSeq = std::max(run.asOfSeq, file.custody);
    PS_TRY(const auto tree, trail::logTree(vault, run.asOfSeq + 1));
    run.logRoot = seal::toHex(tree.root());

    PS_TRY(auto connection, store::CheckConnection::open(vault, run.asOfSeq));
    connection.setCancelFlag(progress.cancelled);
    PS_TRY(auto runner, check::CheckRunner::open(connection, run.scope, run.period));
    PS_TRY(auto result, runner.runAll(checks, [&](std::size_t at, const std::string& id) {
        if (progress.report)
            progress.report(
                {"assess", id, static_cast<std::int64_t>(at), static_cast<std::int64_t>(checks.size()), "checks"});
    }));
    run.outcomes = std::move(result.outcomes);
    run.findings = std::move(result.findings);
    capUnverified(run.outcomes, stored);

    PS_TRY(const auto decisions, readDecisions(vault));
    std::set<std::string> critical;
    for (const auto& check : checks)
        if (check.severity == model::Severity::Critical) critical.insert(check.id);
    auto judged = assess::assess({frameworks, run.outcomes, run.findings, decisions, run.scope, run.period, critical});
    run.controls = std::move(judged.controls);
    run.summaries = std::move(judged.summaries);

    run.content["engine"] = kEngine;
    std::vector<std::pair<std::string, std::string>> origins; // digest, path
    for (const auto& framework : frameworks) {
        run.content["framework:" + framework.id] = framework.digest;
        origins.emplace_back(framework.digest, framework.origin);
    }
    for (const auto& check : checks) {
        run.content["check:" + check.id] = check.digest;
        origins.emplace_back(check.digest, check.origin);
    }
    run.id = runIdOf(run);
    if (!options.keep) return run;
    const auto kept = logged(vault, [&]() -> base::Status {
        for (const auto& [digest, path] : origins) {
            PS_TRY(const auto bytes, base::readFile(path));
            PS_CHECK(vault.keepContent(digest, "content", path, bytes));
        }
        const auto text = base::canonicalJson(model::toJson(run));
        PS_TRY(const auto seq,
               vault.append("assessment", m_d->options.actor, {{"run", run.id}, {"sha256", seal::sha256Hex(text)}}));
        return vault.addRun(run.id, seq, text);
    });
    PS_CHECK(kept);
    return run;
}

base::Result<model::Run> Workspace::run(const std::string& id) const {
    PS_TRY(const auto text, m_d->vault->run(id));
    if (!text && id.empty()) return base::fail("no-run");
    if (!text) return base::fail("run-unknown", id);
    const auto document = base::parseJson(*text, {1'024, std::size_t{1} << 30});
    auto read = document ? model::runFromJson(*document)
                         : base::Result<model::Run>(tl::unexpected<base::Error>(document.error()));
    // Its id is the digest of what it says: a run that was changed afterwards does not pass for the one that was made.
    if (!read || runIdOf(*read) != read->id || (!id.empty() && id != "latest" && read->id != id))
        return base::fail("run-damaged", read ? read->id : id, m_d->options.vaultPath);
    return read;
}

base::Result<std::vector<std::string>> Workspace::runIds() const {
    return m_d->vault->runIds();
}

base::Result<std::vector<Gap>> Workspace::gaps(const model::Run& run) const {
    std::vector<Gap> gaps;
    for (const auto& result : run.controls) {
        if (!assess::isGap(result)) continue;
        const auto* control = m_d->content.control(result.control);
        Gap gap{result.framework,
                result.control,
                control ? control->citation : "",
                control ? control->title : "",
                result.status,
                result.variant,
                result.reasons,
                result.exceptions,
                model::Severity::Low};
        for (const auto& link : result.links)
            if (const auto* check = m_d->content.check(link.link.check))
                gap.severity = std::max(gap.severity, check->severity);
        gaps.push_back(std::move(gap));
    }
    std::stable_sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) {
        const int first = model::rankOf(a.status), second = model::rankOf(b.status);
        return first != second            ? first < second
               : a.severity != b.severity ? a.severity > b.severity
                                          : a.exceptions > b.exceptions;
    });
    return gaps;
}

} // namespace proofstead::workspace
