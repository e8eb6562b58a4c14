// Asks a time-stamp service over HTTP (RFC 3161 section 3.4): the one place from which anything of Proofstead speaks to
// a network, and only when a service was named. Not part of proofstead-verify.
//
// Error codes: "timestamp-url" (not http://host[:port]/path; a reply is signed, so it needs no TLS),
// "timestamp-unreachable" (detail: what the connection said), and those of TimeStamp.h.
#pragma once

#include "base/Result.h"
#include "seal/PdfSign.h"

#include <string>

namespace proofstead::seal {

// What asks the service at this address; waits for 30 seconds at most each time. The address is looked at here, the
// service asked when it is called.
base::Result<TimeStamper> timeStamper(const std::string& url);

} // namespace proofstead::seal
