// Asks a time-stamp service over HTTP (RFC 3161 section 3.4): the one place from which anything of Proofstead speaks to
// a network, and only when a service was named. Not part of proofstead-verify.
//
// Error codes: "timestamp-url" (not http://host[:port]/path; a reply is signed, so it needs no TLS),
// "timestamp-unreachable" (detail: what the connection said), and those of TimeStamp.h.
#pragma once

#include "base/Result.h"

#include <string>

namespace proofstead::seal {

// A token over the signature. Waits for 30 seconds at most.
base::Result<std::string> timeStampFrom(const std::string& url, const std::string& signature);

} // namespace proofstead::seal
