// What one link of a control came to over the sources and environments of its check.
#pragma once

#include "assess/Facts.h"

#include <set>

namespace proofstead::assess {

enum class LinkState {
    Dropped,  // no source of the check is declared: it is not asked
    Failed,   // at least one source has exceptions past the tolerance
    Untested, // no source could be tested: absent, withheld, a gap, an error, not run, or the mapping is not accepted
    Empty,    // every source was complete, and there was nothing to look at
    Stale,    // what there was to look at is older than its window; the rest is empty or missing
    Some, // something was tested, but not everything counts: other sources lack evidence, review pending, unverified
    Passed,
};

struct JudgedLink {
    model::LinkResult result;
    LinkState state = LinkState::Untested;
    std::int64_t deviations = 0;                     // inside a tolerance, or repaired
    std::vector<const model::CheckOutcome*> failing; // outcomes with exceptions past the tolerance
    std::set<std::string> emptySources;              // source ids that showed an empty population
    bool counts() const { return result.link.kind != model::LinkKind::Indicator; }
    bool required() const { return counts() && result.link.required && state != LinkState::Dropped; }
};

JudgedLink judgeLink(const Facts& facts, const model::Link& link);

// The reason that belongs to an outcome, besides those it carries itself.
std::vector<model::Reason> reasonsOf(const model::CheckOutcome& outcome);

} // namespace proofstead::assess
