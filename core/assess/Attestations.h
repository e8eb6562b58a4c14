// What people's word covers of one part of a control: attestations for either part, approved documents for design; and
// the signed statement that nothing happened (nil return).
#pragma once

#include "assess/Extent.h"
#include "assess/Facts.h"
#include "assess/Reasons.h"

namespace proofstead::assess {

struct Word {
    Extent extent = Extent::None;
    bool denied = false;                // somebody attested "no" for this part in this period
    bool document = false;              // an approved document counted
    Reasons reasons;                    // why a decision did not count
    std::vector<std::string> decisions; // register keys of those that did
};

// `failed`: a direct or supporting test of the control failed in this period, which voids every attestation in it.
//
// An attestation counts when it names who, when, which period and until when it holds, has not expired at as_of, and
// has a second person where a critical check is linked. It speaks about no day after the one on which it was made.
// Several may cover the period together. A document counts when it is approved by somebody and current at as_of (review
// or expiry date not passed); it is in force from its period, or else from its approval.
Word wordFor(const Facts& facts, const model::Control& control, model::Part part, bool failed);

// The nil returns that cover the whole period, by register key; empty: none does.
struct NilReturns {
    std::vector<std::string> decisions;
    // Each names what was looked at besides the register under test, and somebody else confirmed it.
    bool secondSource = false;
};
NilReturns nilReturns(const Facts& facts, const model::Control& control);

} // namespace proofstead::assess
