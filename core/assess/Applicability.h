// Whether a control applies at all: by the roles somebody in scope holds, by the scope's conditions, and by decision.
#pragma once

#include "assess/Links.h"
#include "assess/Reasons.h"

namespace proofstead::assess {

struct Applicability {
    bool applies = true;
    std::string ground;                 // "role", "condition", "decision" where it does not apply
    Reasons reasons;                    // why a claim that it does not apply was not followed
    std::vector<std::string> roles;     // roles of the scope to which the control applies
    std::vector<std::string> decisions; // the decision that counted
};

// A scope in which nobody has a role yet is unfinished, not exempt: role conditions are then taken as met.
// So is one that never answered a condition of the control: it applies, and NA_UNJUSTIFIED says that this is open.
// Evidence against the ground cancels it: an exception on a direct or supporting link; against a decision also anything
// that a direct link looked at.
Applicability applicabilityOf(const Facts& facts, const model::Control& control, const std::vector<JudgedLink>& links);

} // namespace proofstead::assess
