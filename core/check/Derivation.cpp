#include "check/Derivation.h"

#include <algorithm>

namespace proofstead::check {

using model::NoEvidence;
using model::Outcome;
using model::Reason;

namespace {

Derived noEvidence(NoEvidence cause, Reason reason) {
    return {Outcome::NoEvidence, cause, {reason}};
}

bool hasGap(const OutcomeFacts& facts) {
    return (facts.coverageNeeded && !facts.coverageComplete) || facts.filesMissing ||
           (facts.digestNeeded && facts.digestUncovered);
}

// What could be said before the rows were looked at; NotRun means that they decide.
Derived beforeRows(const OutcomeFacts& facts) {
    if (!facts.declared) return {Outcome::NotApplicable, NoEvidence::None, {}};
    if (facts.withheld || facts.linkageWithheld) return noEvidence(NoEvidence::NotPermitted, Reason::PermissionDenied);
    if (!facts.imported || !facts.linkageImported) return noEvidence(NoEvidence::SourceAbsent, Reason::NoSource);
    if (facts.sqlFailed) return {Outcome::Error, NoEvidence::None, {Reason::CheckError}};
    return {};
}

Derived fromRows(const OutcomeFacts& facts) {
    if (facts.exceptions > facts.tolerance) {
        if (facts.heuristic) return {Outcome::Review, NoEvidence::None, {Reason::ReviewPending}};
        return {Outcome::Fail, NoEvidence::None, {Reason::CheckFailed}};
    }
    if (facts.digestNeeded && facts.digestAbsent) return noEvidence(NoEvidence::SourceAbsent, Reason::NoSource);
    if (facts.stale) return noEvidence(NoEvidence::Stale, Reason::SourceStale);
    if (hasGap(facts)) return noEvidence(NoEvidence::PartialCoverage, Reason::CoverageGap);
    if (facts.population <= 0) return noEvidence(NoEvidence::PopulationEmpty, Reason::EmptyPopulation);
    return {facts.exceptions > 0 ? Outcome::PassWithExceptions : Outcome::Pass, NoEvidence::None, {}};
}

// Reasons that go with an outcome and do not decide it.
void remark(const OutcomeFacts& facts, Derived& derived) {
    if (facts.unreadable) derived.reasons.push_back(Reason::ParseErrors);
    if (facts.idReused) derived.reasons.push_back(Reason::IdReused);
    if (facts.undated) derived.reasons.push_back(Reason::PopulationUnproven);
    if (facts.clockSkew) derived.reasons.push_back(Reason::ClockSkew);
    if (facts.digestBroken) derived.reasons.push_back(Reason::DigestBroken);
    if (facts.otherContent) derived.reasons.push_back(Reason::HashMismatch);
    if (facts.aboutLogging && derived.outcome == Outcome::Fail) derived.reasons.push_back(Reason::LoggingStopped);
}

} // namespace

Derived deriveOutcome(const OutcomeFacts& facts) {
    Derived derived = beforeRows(facts);
    if (derived.outcome == Outcome::NotApplicable) return derived;
    if (derived.outcome == Outcome::NotRun) {
        derived = fromRows(facts);
        if (facts.stale) derived.reasons.push_back(Reason::SourceStale);
        if (hasGap(facts)) derived.reasons.push_back(Reason::CoverageGap);
    }
    remark(facts, derived);
    std::sort(derived.reasons.begin(), derived.reasons.end());
    derived.reasons.erase(std::unique(derived.reasons.begin(), derived.reasons.end()), derived.reasons.end());
    return derived;
}

} // namespace proofstead::check
