// The signature inside a signed PDF: CMS SignedData (RFC 5652) over bytes that lie elsewhere, with the signed
// attributes of CAdES B-B (EN 319 122-1: content type, message digest, signing certificate) and, for B-T, a time stamp.
//
// There is one encoding for one set of parts: whatever is read is written again and compared, so that no bit of the
// container can be changed unnoticed. What else CMS allows (several signers, other digests, other attributes, open
// lengths) is refused.
//
// Error codes: "cms-malformed" (detail: what), and those of Certificate.h.
#pragma once

#include "seal/Certificate.h"

#include <string>
#include <string_view>
#include <vector>

namespace proofstead::seal {

struct Cms {
    Certificate signer;
    std::vector<Certificate> issuers; // of the signer's certificate, as far as they are known
    std::string signature;            // over signedAttributes()
    std::string timeStamp;            // RFC 3161 token over the signature, DER; "" none
};

// What the signature is made over: the attributes as a SET, DER. `digest`: SHA-256 of the content.
std::string signedAttributes(const Hash& digest, const Certificate& signer);
std::string writeCms(const Cms& cms, const Hash& digest);

// Takes the parts out of an encoding; whether it is the one for these parts, writeCms() shows.
base::Result<Cms> readCms(std::string_view der);

} // namespace proofstead::seal
