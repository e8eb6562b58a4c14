// The signature of a signed pack, read strictly and checked against the file's own bytes. Most callers want
// readPdfSignature(); checkSignature() turns it into steps of a verdict.
//
// Only what PdfSign.h writes counts as sound: one signature field; a byte range from the first byte of the file to the
// last, with a gap that /Contents fills exactly; lower-case hexadecimal digits, then zeros; one encoding of the
// container (Cms.h). Source: ISO 32000-1 section 12.8, EN 319 142-1.
//
// Error codes: those of PdfReader.h; what is wrong with a signature is a problem of it, no error.
#pragma once

#include "seal/Cms.h"
#include "seal/PackCheck.h"

#include <optional>
#include <string>
#include <vector>

namespace proofstead::seal {

struct PdfSignature {
    std::string range;     // what is wrong with the byte range, in the machine's words; "" nothing
    std::string container; // with the container; "" nothing
    std::string value;     // with the signature itself; "" nothing
    std::optional<Cms> cms;
    base::Millis claimedAt = 0; // /M: the clock of the machine that signed
};

// nullopt: the file carries no signature.
base::Result<std::optional<PdfSignature>> readPdfSignature(Bytes pdf);

// What the caller knows about the signer: certificates received by another way (of the signer, or of who vouches for
// the signer or the time-stamp service), and the certificate that the manifest of the pack names ("" none).
struct SignerTrust {
    std::vector<Certificate> certificates;       // that vouch for the signer
    std::vector<Certificate> timeCertificates{}; // that vouch for a time-stamp service, and for nobody who signs
    std::string named{};                         // SHA-256, hex
};

// Steps, in this order; the first that fails is what to say first:
//   pdf.range       the signature spans the whole file
//   pdf.container   its container has the one form
//   pdf.signature   it is sound: no byte was changed since (detail: whose)
//   pdf.certificate its certificate is the one that the manifest names
//   pdf.validity    the certificate was valid when it was used
//   pdf.time        when that was: by a time stamp, or (note) by the signer's own clock
//   pdf.signer      somebody trusted vouches for it (note "signer not proven" without --trust)
struct SignatureVerdict {
    std::vector<PackStep> steps;
    bool signerProven = false;
    std::string subject, certificateSha256;
    bool selfSigned = false;
    base::Millis signedAt = 0;
    std::string timeStampedAt, timeStampedBy; // "" none
};
SignatureVerdict checkSignature(const PdfSignature& signature, const SignerTrust& trust);

} // namespace proofstead::seal
