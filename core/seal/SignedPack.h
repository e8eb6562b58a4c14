// Checks an evidence pack as a whole: the signature of the PDF, and the attachments inside it. Most callers want
// checkPackFile().
//
// Besides the steps of PdfSignature.h and PackCheck.h:
//   pdf.unsigned   note  the PDF carries no signature, and the manifest says of none; fails where the manifest names a
//                        certificate (the signature was taken away), or where the caller named one to be trusted
//   pdf.absent     note  only the attachments were given, so that nothing can be said about the signature; fails where
//                        the caller named a certificate to be trusted
//
// Error codes: those of PdfReader.h.
#pragma once

#include "seal/Opening.h"
#include "seal/PackCheck.h"
#include "seal/PdfSignature.h"

#include <optional>
#include <vector>

namespace proofstead::seal {

// What the caller received by another way than the pack: the log key, or certificates, or both.
struct PackTrust {
    std::optional<VerifierKey> key;
    std::vector<Certificate> certificates;       // for the signer
    std::vector<Certificate> timeCertificates{}; // for the time-stamp service
};

struct SignedPackVerdict {
    PackVerdict pack;                          // with the steps of the signature in front
    std::optional<SignatureVerdict> signature; // nullopt: none was there to be checked
    Attachments attachments;
};

base::Result<SignedPackVerdict> checkPackFile(Bytes pdf, const PackTrust& trust = {});
// Where the attachments come from a ZIP file or a folder.
SignedPackVerdict checkPackParts(Attachments attachments, const PackTrust& trust = {});

// Adds a step for each opened value; one that does not fit makes the pack fail.
void addOpenings(const std::vector<Opening>& openings, SignedPackVerdict& verdict);

// The members of toJson(PackVerdict), and "signature": null or { "subject", "certificate_sha256", "self_signed",
// "signed_at", "time_stamped_at", "time_stamped_by" }.
base::Json toJson(const SignedPackVerdict& verdict);

} // namespace proofstead::seal
