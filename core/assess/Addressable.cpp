#include "assess/Addressable.h"

namespace proofstead::assess {

using model::Decision;
using model::Reason;
using model::Status;

namespace {

Addressed answerOf(const Decision& decision, base::Millis asOf) {
    if (decision.by.empty() || !decision.decidedAt) return Addressed::Undecided;
    if (decision.answer == "implemented") return Addressed::Implemented;
    if (decision.answer == "alternative")
        return decision.rationale.empty() || decision.compensating.empty() ? Addressed::Undecided
                                                                           : Addressed::Alternative;
    const bool complete = decision.answer == "not-implemented" && !decision.rationale.empty() &&
                          !decision.basis.empty() && decision.reviewBy && endOfDay(*decision.reviewBy) > asOf;
    return complete ? Addressed::Declined : Addressed::Undecided;
}

} // namespace

AddressableDecision addressableDecision(const Facts& facts, const model::Control& control) {
    AddressableDecision result;
    if (control.specType != "addressable") return result;
    result.answer = Addressed::Undecided;
    const auto decisions = facts.decisionsOn(control.id, model::DecisionKind::Addressable);
    if (decisions.empty()) return result;
    const Decision& newest = *decisions.back();
    result.answer = answerOf(newest, facts.period.asOf);
    if (result.answer != Addressed::Undecided) result.id = newest.id;
    if (result.answer == Addressed::Alternative) result.check = newest.check;
    return result;
}

Status withDecision(const AddressableDecision& decision, Status status, Reasons& reasons) {
    if (decision.answer == Addressed::Undecided) reasons.add(Reason::DecisionMissing);
    if (status == Status::Exceptions) return status;
    switch (decision.answer) {
    case Addressed::Undecided:
        return model::rankOf(status) > model::rankOf(Status::Partial) ? Status::Partial : status;
    case Addressed::Alternative:
        if (model::rankOf(status) >= model::rankOf(Status::Partial)) return status;
        reasons.add(Reason::AttestationOnly);
        return Status::Partial;
    case Addressed::Declined:
        reasons = {};
        reasons.add(Reason::AttestationOnly);
        return Status::Addressed;
    case Addressed::NotAsked:
    case Addressed::Implemented:
        break;
    }
    return status;
}

} // namespace proofstead::assess
