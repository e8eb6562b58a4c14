#include "assess/Links.h"

#include "assess/Reasons.h"

#include <algorithm>

namespace proofstead::assess {

using model::NoEvidence;
using model::Outcome;
using model::Reason;

namespace {

// Worst first; not_applicable has no place, it drops out.
constexpr Outcome kOrder[] = {Outcome::Fail,   Outcome::Error,  Outcome::NoEvidence,
                              Outcome::NotRun, Outcome::Review, Outcome::PassWithExceptions,
                              Outcome::Pass};

// Reasons that a passing outcome may carry without losing weight; every other one caps it.
bool isRemark(Reason reason) {
    return reason == Reason::IdReused || reason == Reason::ClockSkew || reason == Reason::SignerUnproven;
}

bool lacksEvidence(const model::CheckOutcome& outcome) {
    if (!outcome.coverage.missing.empty()) return true;
    return std::any_of(outcome.reasons.begin(), outcome.reasons.end(), [](Reason reason) {
        return reason == Reason::CoverageGap || reason == Reason::SourceStale || reason == Reason::NoSource ||
               reason == Reason::PermissionDenied;
    });
}

// What an outcome counts as. A heuristic hit in incomplete evidence is both; the missing evidence weighs more.
Outcome weigh(const model::CheckOutcome& outcome) {
    return outcome.outcome == Outcome::Review && lacksEvidence(outcome) ? Outcome::NoEvidence : outcome.outcome;
}

// Stale evidence was evidence once: there was something to look at, and nothing was missing.
bool testedOnce(const model::CheckOutcome& outcome) {
    const auto& reasons = outcome.reasons;
    return outcome.cause == NoEvidence::Stale && outcome.population > 0 && outcome.coverage.missing.empty() &&
           std::find(reasons.begin(), reasons.end(), Reason::CoverageGap) == reasons.end();
}

bool speaksTo(const model::CheckOutcome& outcome, const std::string& facet) {
    return facet.empty() || outcome.facet == facet;
}

struct Tally {
    int passed = 0, capped = 0, review = 0, stale = 0, empty = 0, untested = 0;
};

void count(Tally& tally, const model::CheckOutcome& outcome) {
    switch (weigh(outcome)) {
    case Outcome::Pass:
    case Outcome::PassWithExceptions: {
        const auto reasons = reasonsOf(outcome);
        ++(std::all_of(reasons.begin(), reasons.end(), isRemark) ? tally.passed : tally.capped);
        break;
    }
    case Outcome::Review:
        ++tally.review;
        break;
    case Outcome::NoEvidence:
        ++(outcome.cause == NoEvidence::PopulationEmpty ? tally.empty
           : testedOnce(outcome)                        ? tally.stale
                                                        : tally.untested);
        break;
    default:
        ++tally.untested;
    }
}

LinkState stateOf(const Tally& tally) {
    const int tested = tally.passed + tally.capped + tally.review;
    const int lacking = tally.stale + tally.empty + tally.untested;
    if (tested > 0) return tally.passed == tested && lacking == 0 ? LinkState::Passed : LinkState::Some;
    if (tally.untested > 0) return tally.stale > 0 ? LinkState::Stale : LinkState::Untested;
    if (tally.stale > 0) return LinkState::Stale;
    return tally.empty > 0 ? LinkState::Empty : LinkState::Untested;
}

Outcome worst(Outcome a, Outcome b) {
    const auto rank = [](Outcome outcome) { return std::find(std::begin(kOrder), std::end(kOrder), outcome); };
    return rank(a) <= rank(b) ? a : b;
}

void add(JudgedLink& judged, const model::CheckOutcome& outcome) {
    auto& result = judged.result;
    result.outcome = worst(result.outcome, weigh(outcome));
    result.population += outcome.population;
    result.exceptions += outcome.exceptions;
    if (outcome.outcome == Outcome::Fail) judged.failing.push_back(&outcome);
    if (outcome.outcome == Outcome::Pass || outcome.outcome == Outcome::PassWithExceptions)
        judged.deviations += std::max(outcome.exceptions, outcome.repaired);
    if (outcome.outcome == Outcome::NoEvidence && outcome.cause == NoEvidence::PopulationEmpty)
        judged.emptySources.insert(outcome.source);
}

Reason reasonOf(NoEvidence cause) {
    switch (cause) {
    case NoEvidence::NotPermitted:
        return Reason::PermissionDenied;
    case NoEvidence::Stale:
        return Reason::SourceStale;
    case NoEvidence::PartialCoverage:
        return Reason::CoverageGap;
    case NoEvidence::PopulationEmpty:
        return Reason::EmptyPopulation;
    case NoEvidence::SourceAbsent:
    case NoEvidence::None:
        break;
    }
    return Reason::NoSource;
}

} // namespace

std::vector<Reason> reasonsOf(const model::CheckOutcome& outcome) {
    Reasons reasons;
    reasons.add(outcome.reasons);
    switch (outcome.outcome) {
    case Outcome::Fail:
        reasons.add(Reason::CheckFailed);
        break;
    case Outcome::Error:
        reasons.add(Reason::CheckError);
        break;
    case Outcome::NotRun:
        reasons.add(Reason::CheckNotRun);
        break;
    case Outcome::Review:
        reasons.add(Reason::ReviewPending);
        break;
    case Outcome::NoEvidence:
        reasons.add(reasonOf(outcome.cause));
        break;
    case Outcome::NotApplicable:
        reasons.add(Reason::NoSource);
        break;
    case Outcome::Pass:
    case Outcome::PassWithExceptions:
        break;
    }
    if (!outcome.verified) reasons.add(Reason::HashMismatch);
    return reasons.sorted();
}

JudgedLink judgeLink(const Facts& facts, const model::Link& link) {
    JudgedLink judged;
    judged.result.link = link;
    judged.result.outcome = Outcome::NotApplicable;
    Tally tally;
    Reasons reasons;
    bool asked = false, dropped = false;
    for (const auto* outcome : facts.outcomesOf(link.check)) {
        if (!speaksTo(*outcome, link.facet)) continue;
        if (outcome->outcome == Outcome::NotApplicable) {
            dropped = true;
            continue;
        }
        asked = true;
        count(tally, *outcome);
        add(judged, *outcome);
        reasons.add(reasonsOf(*outcome));
    }
    if (!asked) {
        judged.state = dropped ? LinkState::Dropped : LinkState::Untested;
        judged.result.outcome = dropped ? Outcome::NotApplicable : Outcome::NotRun;
        reasons.add(dropped ? Reason::NoSource : Reason::CheckNotRun);
    } else {
        judged.state = judged.failing.empty() ? stateOf(tally) : LinkState::Failed;
    }
    if (!link.reviewed) {
        reasons.add(Reason::MappingUnreviewed);
        if (judged.state != LinkState::Failed && judged.state != LinkState::Dropped) judged.state = LinkState::Untested;
    }
    judged.result.reasons = reasons.sorted();
    return judged;
}

} // namespace proofstead::assess
