// Time stamps of a trusted third party over a signature (RFC 3161): the request, the reply, and what a token proves.
// Most callers want TimeStampRequest::tokenOf() when signing and checkTimeStamp() when verifying.
//
// Error codes: "timestamp-refused" (the service says why in `detail`), "timestamp-malformed" (no reply, or a token in
// another form than DER asks for), "timestamp-mismatch" (a token for something else, or not properly signed).
#pragma once

#include "seal/Certificate.h"

#include <string>
#include <string_view>
#include <vector>

namespace proofstead::seal {

struct TimeStampRequest {
    std::string der;       // TimeStampReq with a nonce; asks for the authority's certificate
    std::string signature; // that it is about

    static TimeStampRequest about(std::string_view signature);
    // The token in a reply (TimeStampResp, DER), after checking that it answers this request and holds. Issuers that do
    // not lead to a root in the token are left out of it: nothing would hold them.
    base::Result<std::string> tokenOf(std::string_view reply) const;
};

struct TimeStamp {
    base::Millis at = 0;
    Certificate authority;
    std::vector<Certificate> issuers;
};

// A token that holds: one signer with a certificate for time stamps, over this signature. Digests SHA-256, SHA-384 and
// SHA-512; RSA PKCS #1 v1.5 or ECDSA. Whether the authority is to be trusted is not asked here (leadsTo()). Every bit
// of the token counts, but for an issuer's certificate whose own issuer is not in it.
base::Result<TimeStamp> checkTimeStamp(std::string_view token, std::string_view signature);

} // namespace proofstead::seal
