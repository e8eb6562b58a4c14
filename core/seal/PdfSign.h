// Signs a PDF: appends an update that holds a signature over everything before and after it, and changes no byte of
// what is there (ISO 32000-1 sections 7.5.6 and 12.8; PAdES B-B and, with a time stamp, B-T: EN 319 142-1). Most
// callers want signPdf().
//
// The first page and the document catalogue are written anew with a signature field that takes no room on the page.
//
// Error codes: those of PdfReader.h, "pdf-unsupported" (a file with cross-reference streams only, or one whose form is
// not its own object), "signature-too-large" (certificates and time stamp do not fit into 16 KiB), and those of the
// time stamper.
#pragma once

#include "seal/SigningKey.h"

#include <functional>
#include <string>

namespace proofstead::seal {

struct PdfSigning {
    std::string name;   // who signs, as a viewer shows it
    std::string reason; // why, in one sentence
    base::Millis at = 0;
};

// An RFC 3161 token over a signature, DER (TimeStamp.h); empty: no time stamp is asked for.
using TimeStamper = std::function<base::Result<std::string>(const std::string& signature)>;

// The signed file.
base::Result<std::string> signPdf(std::string pdf, const SigningKey& key, const PdfSigning& signing,
                                  const TimeStamper& stamper = {});

// Room for a signature, in bytes of DER; the rest of it is filled with zeros.
inline constexpr std::size_t kSignatureRoom = 16 * 1024;
// Entry of the signature dictionary that binds the issuers' certificates, which no attribute of the signature covers:
// SHA-256 of each, in ascending order. Names that begin with XX are for private use (ISO 32000-1 annex E).
inline constexpr const char* kIssuersEntry = "XXIssuers";

} // namespace proofstead::seal
