// HIPAA addressable specifications (45 CFR 164.306(d)(3)): what was decided about one, and what that does to its
// status.
#pragma once

#include "assess/Facts.h"
#include "assess/Reasons.h"

namespace proofstead::assess {

enum class Addressed {
    NotAsked,    // the control is not addressable
    Undecided,   // no decision, or one that does not say enough
    Implemented, // its tests speak
    Alternative, // an equivalent measure is documented: its tests speak; untested is partial
    Declined,    // not implemented, with a complete rationale
};

struct AddressableDecision {
    Addressed answer = Addressed::NotAsked;
    std::string id;    // register key; "" where undecided
    std::string check; // alternative: the check that tests the measure; "" the control's own
};

// The newest decision counts. Every answer needs who and when; an alternative also rationale and measure; not
// implemented needs rationale, basis (the risk analysis) and a review date that has not passed.
AddressableDecision addressableDecision(const Facts& facts, const model::Control& control);

// Status after the decision: exceptions stay exceptions, whatever was decided.
model::Status withDecision(const AddressableDecision& decision, model::Status status, Reasons& reasons);

} // namespace proofstead::assess
