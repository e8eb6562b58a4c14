// One control: its facts in, exactly one status and its reasons out. Parents are rolled up afterwards (RollUp.h).
#pragma once

#include "assess/Parts.h"

namespace proofstead::assess {

// How a control was tested, for the shares of the summary; worst last.
enum class Tested { Machine, Document, Attested, Untested };

struct Verdict {
    model::ControlResult result;
    Tested tested = Tested::Untested;
    bool decidedAway = false; // not applicable by decision (a child that applies contradicts that)
};

// `decisionStands` false: an approved decision that the control does not apply is taken as contradicted.
Verdict judgeControl(const Facts& facts, const std::string& framework, const model::Control& control,
                     bool decisionStands = true);

} // namespace proofstead::assess
