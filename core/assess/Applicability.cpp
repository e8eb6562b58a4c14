#include "assess/Applicability.h"

#include <algorithm>

namespace proofstead::assess {

using model::Reason;

namespace {

bool failed(const JudgedLink& link) {
    return link.counts() && !link.failing.empty();
}

bool foundSomething(const JudgedLink& link) {
    return link.result.link.kind == model::LinkKind::Direct &&
           (link.result.population > 0 || link.result.exceptions > 0);
}

// A decision says that there is nothing of the kind; a condition only that one fact is not so, and much that a test
// looks at exists without that fact.
bool contradicted(const std::vector<JudgedLink>& links, bool byDecision) {
    return std::any_of(links.begin(), links.end(),
                       [&](const JudgedLink& link) { return failed(link) || (byDecision && foundSomething(link)); });
}

bool contains(const std::vector<std::string>& items, const std::string& item) {
    return std::find(items.begin(), items.end(), item) != items.end();
}

// "" when the decision holds, else why not.
std::optional<Reason> flawOf(const model::Decision& decision, base::Millis asOf) {
    const bool approved = !decision.by.empty() && decision.by != decision.requestedBy;
    if (!approved || decision.rationale.empty() || !decision.decidedAt || !decision.reviewBy)
        return Reason::NaUnjustified;
    const auto lapses = decision.expiresAt ? std::min(*decision.expiresAt, *decision.reviewBy) : *decision.reviewBy;
    if (endOfDay(lapses) <= asOf) return Reason::NaReviewDue;
    return std::nullopt;
}

} // namespace

Applicability applicabilityOf(const Facts& facts, const model::Control& control, const std::vector<JudgedLink>& links) {
    Applicability result;
    const auto held = model::rolesOf(facts.scope);
    for (const auto& role : held)
        if (contains(control.appliesTo, role)) result.roles.push_back(role);
    if (!control.appliesTo.empty() && !held.empty() && result.roles.empty()) {
        result.applies = false;
        result.ground = "role";
        result.reasons.add(Reason::NaJustified);
        return result;
    }
    const auto anyIs = [&](model::Answer answer) {
        return std::any_of(control.conditions.begin(), control.conditions.end(),
                           [&](const auto& item) { return model::answerOf(facts.scope, item) == answer; });
    };
    const bool denied = anyIs(model::Answer::No);
    const auto decisions = facts.decisionsOn(control.id, model::DecisionKind::Applicability);
    const bool decided = !decisions.empty() && decisions.back()->answer == "not-applicable"; // the newest stands
    const auto flaw = decided ? flawOf(*decisions.back(), facts.period.asOf) : std::nullopt;
    if (flaw) result.reasons.add(*flaw);
    const bool stands = decided && !flaw;
    if (!denied && !stands && anyIs(model::Answer::Unset)) result.reasons.add(Reason::NaUnjustified);
    if (!denied && !stands) return result;
    if (contradicted(links, !denied)) {
        result.reasons.add(Reason::NaContradicted);
        return result;
    }
    result.applies = false;
    result.ground = denied ? "condition" : "decision";
    if (stands) result.decisions.push_back(decisions.back()->id);
    result.reasons = {};
    result.reasons.add(Reason::NaJustified);
    return result;
}

} // namespace proofstead::assess
