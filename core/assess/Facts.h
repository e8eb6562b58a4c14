// The inputs of an assessment, indexed by check and by control and put in one order, so that no rule depends on the
// order in which they arrived.
#pragma once

#include "assess/Assess.h"

#include <map>
#include <string>
#include <vector>

namespace proofstead::assess {

class Facts {
public:
    explicit Facts(const AssessInput& input);

    const std::vector<const model::CheckOutcome*>& outcomesOf(const std::string& check) const;
    const std::vector<const model::Finding*>& findingsOf(const std::string& check) const;
    // Decisions of one kind about a control, made until asOf or undated; oldest first, undated before all.
    std::vector<const model::Decision*> decisionsOn(const std::string& control, model::DecisionKind kind) const;
    bool isCritical(const model::Control& control) const;

    const model::Scope& scope;
    const model::Period period;
    const base::Millis neededUntil; // end of what evidence and attestations must cover: min(until, asOf)

private:
    std::map<std::string, std::vector<const model::CheckOutcome*>> m_outcomes;
    std::map<std::string, std::vector<const model::Finding*>> m_findings;
    std::map<std::string, std::vector<const model::Decision*>> m_decisions;
    const std::set<std::string>& m_criticalChecks;
};

// First moment after the day (UTC) of `time`: dates of expiry and review hold until the end of their day.
base::Millis endOfDay(base::Millis time);

} // namespace proofstead::assess
