#include "assess/Waivers.h"

#include <algorithm>
#include <set>

namespace proofstead::assess {

using model::Decision;
using model::DecisionKind;
using model::Finding;
using model::Reason;

namespace {

bool isComplete(const Decision& decision) {
    if (decision.by.empty() || decision.rationale.empty() || !decision.decidedAt || !decision.expiresAt) return false;
    if (decision.kind == DecisionKind::Disposition) return !decision.subject.empty();
    return !decision.requestedBy.empty() && decision.requestedBy != decision.by && !decision.compensating.empty();
}

bool covers(const Decision& decision, const Finding& finding) {
    if (!decision.check.empty() && decision.check != finding.check) return false;
    if (!decision.subject.empty() && decision.subject != finding.subject) return false;
    if (decision.kind == DecisionKind::Disposition || !finding.at) return true;
    return *decision.decidedAt <= *finding.at; // never backwards
}

bool belongsTo(const Finding& finding, const model::CheckOutcome& outcome) {
    return finding.source == outcome.source && finding.environment == outcome.environment &&
           finding.facet == outcome.facet;
}

std::set<const model::CheckOutcome*> failingOutcomes(const std::vector<JudgedLink>& links) {
    std::set<const model::CheckOutcome*> failing;
    for (const auto& link : links)
        if (link.counts()) failing.insert(link.failing.begin(), link.failing.end());
    return failing;
}

class Acceptance {
public:
    Acceptance(const Facts& facts, const model::Control& control) : m_asOf(facts.period.asOf) {
        for (const auto kind : {DecisionKind::Waiver, DecisionKind::Disposition})
            for (const auto* decision : facts.decisionsOn(control.id, kind))
                if (isComplete(*decision)) m_decisions.push_back(decision);
    }

    bool accepts(const Finding& finding) {
        bool accepted = false;
        for (const auto* decision : m_decisions) {
            if (!covers(*decision, finding)) continue;
            const bool waiver = decision->kind == DecisionKind::Waiver;
            if (endOfDay(*decision->expiresAt) <= m_asOf) {
                if (waiver) reasons.add(Reason::WaiverExpired);
                continue;
            }
            if (waiver) reasons.add(Reason::WaiverActive);
            counted.insert(decision->id);
            accepted = true;
        }
        return accepted;
    }

    Reasons reasons;
    std::set<std::string> counted;

private:
    base::Millis m_asOf;
    std::vector<const Decision*> m_decisions;
};

} // namespace

std::string variantOf(std::int64_t total, std::int64_t accepted, std::int64_t repaired) {
    if (total > 0 && accepted >= total) return "accepted";
    if (total > 0 && repaired >= total) return "repaired";
    return accepted > 0 ? "partly-accepted" : "";
}

Exceptions exceptionsOf(const Facts& facts, const model::Control& control, const std::vector<JudgedLink>& links) {
    Exceptions result;
    Acceptance acceptance(facts, control);
    for (const auto* outcome : failingOutcomes(links)) {
        result.total += outcome->exceptions;
        result.repaired += outcome->repaired;
        for (const auto* finding : facts.findingsOf(outcome->check))
            if (belongsTo(*finding, *outcome) && acceptance.accepts(*finding)) ++result.accepted;
    }
    result.accepted = std::min(result.accepted, result.total);
    result.variant = variantOf(result.total, result.accepted, result.repaired);
    result.reasons.add(acceptance.reasons);
    result.decisions.assign(acceptance.counted.begin(), acceptance.counted.end());
    if (result.total > 0)
        for (const auto* decision : facts.decisionsOn(control.id, DecisionKind::Remediation))
            result.decisions.push_back(decision->id);
    return result;
}

} // namespace proofstead::assess
