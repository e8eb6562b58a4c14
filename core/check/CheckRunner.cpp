#include "check/CheckRunner.h"

#include "check/CoverageMath.h"
#include "check/Derivation.h"

#include <algorithm>
#include <tuple>

namespace proofstead::check {

namespace {

// Absence tests of this area ask whether recording itself was stopped or narrowed.
constexpr std::string_view kLoggingArea = "logging";

// What a check needs beside the source that it judges, taken together.
struct Linkage {
    bool imported = true;
    bool withheld = false;
    bool complete = true; // every source declared for it is there, with every expected interval
    bool stale = false;
};

bool isStaleState(const SourceState& state, const model::CheckDefinition& check, const model::Period& period) {
    return check.freshness && !state.isInterval() && isStale(state.coverage.observedTo, period, *check.freshness);
}

// A linkage need is met when at least one source that the scope declares for it is there: an exception that this one
// shows stands, whatever the missing ones would add. Without them nothing can pass.
void link(Linkage& linkage, const std::vector<const SourceState*>& sources, const model::CheckDefinition& check,
          const model::Period& period) {
    bool there = false, withheld = false;
    for (const auto* state : sources) {
        if (!state->inPeriod) continue;
        there = there || state->isThere();
        withheld = withheld || !state->declared.withheld.empty();
        linkage.complete = linkage.complete && state->isThere() && (!state->isInterval() || state->coverage.complete());
        linkage.stale = linkage.stale || (state->isThere() && isStaleState(*state, check, period));
    }
    linkage.imported = linkage.imported && there;
    linkage.withheld = linkage.withheld || (!there && withheld);
}

Linkage linkageOf(const model::CheckDefinition& check, const SourceStates& states, const model::Period& period) {
    Linkage linkage;
    for (const auto& need : check.needs)
        if (!need.driving) link(linkage, states.of(need.sources), check, period);
    return linkage;
}

std::vector<std::string> drivingSources(const model::CheckDefinition& check) {
    std::vector<std::string> sources;
    for (const auto& need : check.needs)
        if (need.driving) sources.insert(sources.end(), need.sources.begin(), need.sources.end());
    return sources;
}

std::vector<std::string> facetsOf(const model::CheckDefinition& check) {
    return check.facets.empty() ? std::vector<std::string>{""} : check.facets;
}

// Facts that are the same for every facet of a source.
OutcomeFacts factsOf(const model::CheckDefinition& check, const SourceState& state, const Linkage& linkage,
                     const model::Period& period) {
    OutcomeFacts facts;
    facts.declared = state.inPeriod;
    facts.withheld = !state.declared.withheld.empty();
    facts.imported = state.imported;
    facts.linkageWithheld = linkage.withheld;
    facts.linkageImported = linkage.imported;
    facts.stale = isStaleState(state, check, period) || linkage.stale;
    facts.coverageNeeded = state.isInterval() || check.type == model::TestType::Absence || !linkage.complete;
    // Nothing proves that a source without expected intervals was never silent, so an absence test cannot rest on it.
    facts.coverageComplete = state.isInterval() && state.coverage.complete() && linkage.complete;
    facts.unreadable = state.unreadable;
    facts.idReused = state.idReused;
    facts.undated = state.undated;
    facts.clockSkew = state.clockSkew;
    facts.digestNeeded = check.needsSourceDigest;
    facts.digestAbsent = !state.digests.there || state.digests.unproven;
    facts.digestUncovered = state.digests.uncovered;
    facts.digestBroken = state.digests.broken;
    facts.otherContent = state.digests.otherContent;
    facts.filesMissing = state.digests.filesMissing;
    facts.aboutLogging = check.area == kLoggingArea && check.type == model::TestType::Absence;
    facts.heuristic = check.heuristic;
    facts.tolerance = check.tolerance;
    return facts;
}

// An outcome that still has to be derived from its facts.
struct Pending {
    model::CheckOutcome outcome;
    OutcomeFacts facts;
};

Pending pending(const model::CheckDefinition& check, const SourceState* state, const std::string& facet,
                const OutcomeFacts& facts) {
    Pending pending{{}, facts};
    pending.outcome.check = check.id;
    pending.outcome.facet = facet;
    if (state) {
        pending.outcome.source = state->declared.source;
        pending.outcome.environment = state->declared.environment;
        pending.outcome.coverage = state->coverage;
    }
    return pending;
}

void derive(Pending& pending) {
    Derived derived = deriveOutcome(pending.facts);
    pending.outcome.outcome = derived.outcome;
    pending.outcome.cause = derived.cause;
    pending.outcome.reasons = std::move(derived.reasons);
    pending.outcome.population = pending.facts.population;
    pending.outcome.exceptions = pending.facts.exceptions;
}

// Takes the rows of the outcome's group, derives it and puts it into the result.
void add(CheckResult& result, Pending pending, base::Result<Groups>& groups) {
    auto& outcome = pending.outcome;
    if (!groups) {
        pending.facts.sqlFailed = true;
        outcome.detail = groups.error().toString();
    } else if (const auto found = groups->find({outcome.source, outcome.environment, outcome.facet});
               found != groups->end() && pending.facts.readable()) {
        auto& group = found->second;
        pending.facts.population = group.population;
        pending.facts.exceptions = static_cast<std::int64_t>(group.findings.size());
        outcome.repaired = group.repaired;
        std::move(group.findings.begin(), group.findings.end(), std::back_inserter(result.findings));
    }
    derive(pending);
    if (outcome.outcome != model::Outcome::Error) outcome.detail.clear();
    result.outcomes.push_back(std::move(outcome));
}

bool before(const model::Finding& a, const model::Finding& b) {
    return std::tie(a.check, a.source, a.environment, a.facet, a.at, a.subject, a.record, a.detail) <
           std::tie(b.check, b.source, b.environment, b.facet, b.at, b.subject, b.record, b.detail);
}

bool earlier(const model::CheckOutcome& a, const model::CheckOutcome& b) {
    return std::tie(a.check, a.source, a.environment, a.facet) < std::tie(b.check, b.source, b.environment, b.facet);
}

void sort(CheckResult& result) {
    std::sort(result.outcomes.begin(), result.outcomes.end(), earlier);
    std::sort(result.findings.begin(), result.findings.end(), before);
}

CheckResult notApplicable(const model::CheckDefinition& check) {
    OutcomeFacts facts;
    facts.declared = false;
    CheckResult result;
    base::Result<Groups> none = Groups{};
    for (const auto& facet : facetsOf(check))
        add(result, pending(check, nullptr, facet, facts), none);
    return result;
}

} // namespace

base::Result<CheckRunner> CheckRunner::open(store::CheckConnection& connection, const model::Scope& scope,
                                            const model::Period& period) {
    PS_TRY(auto states, SourceStates::read(connection, scope, period));
    return CheckRunner(connection, period, std::move(states));
}

base::Result<Groups> CheckRunner::rowsOf(const model::CheckDefinition& check) {
    const auto parameters = bindParameters(check, m_period);
    return parameters ? readRows(*m_connection, check, *parameters) : tl::unexpected<base::Error>(parameters.error());
}

base::Result<CheckResult> CheckRunner::run(const model::CheckDefinition& check) {
    const auto sources = m_states.of(drivingSources(check));
    if (sources.empty()) return notApplicable(check);
    const Linkage linkage = linkageOf(check, m_states, m_period);
    base::Result<Groups> groups = Groups{};
    if (std::any_of(sources.begin(), sources.end(),
                    [&](const auto* state) { return factsOf(check, *state, linkage, m_period).readable(); }))
        groups = rowsOf(check);
    if (!groups && groups.error().code == "cancelled") return tl::unexpected<base::Error>(groups.error());

    CheckResult result;
    for (const auto* state : sources)
        for (const auto& facet : facetsOf(check))
            add(result, pending(check, state, facet, factsOf(check, *state, linkage, m_period)), groups);
    sort(result);
    return result;
}

base::Result<CheckResult> CheckRunner::runAll(const std::vector<model::CheckDefinition>& checks,
                                              const std::function<void(std::size_t, const std::string&)>& started) {
    CheckResult all;
    for (std::size_t i = 0; i < checks.size(); ++i) {
        if (started) started(i, checks[i].id);
        PS_TRY(auto one, run(checks[i]));
        std::move(one.outcomes.begin(), one.outcomes.end(), std::back_inserter(all.outcomes));
        std::move(one.findings.begin(), one.findings.end(), std::back_inserter(all.findings));
    }
    sort(all);
    return all;
}

} // namespace proofstead::check
