// Which exceptions of a control somebody accepted (waiver) or explained (disposition). Neither changes what a test saw:
// they change the label and the clock only.
#pragma once

#include "assess/Links.h"
#include "assess/Reasons.h"

namespace proofstead::assess {

struct Exceptions {
    std::int64_t total = 0;    // past the tolerance, over the direct and supporting links
    std::int64_t repaired = 0; // of them, put right inside the period
    std::int64_t accepted = 0; // of them, under an active waiver or disposition
    std::string variant;       // "", accepted, partly-accepted, repaired
    Reasons reasons;
    std::vector<std::string> decisions; // also plans to remedy
};

// A waiver holds when it names approver, requester (another person), reason and compensating control, has not expired
// at as_of and was made before the exception; an exception without a time of its own stands as of as_of. A disposition
// explains the named subject, after the fact too, and needs author, reason and expiry.
Exceptions exceptionsOf(const Facts& facts, const model::Control& control, const std::vector<JudgedLink>& links);

// The label of `accepted` and `repaired` among `total` exceptions.
std::string variantOf(std::int64_t total, std::int64_t accepted, std::int64_t repaired);

} // namespace proofstead::assess
