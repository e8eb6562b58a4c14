// Takes the attachments out of a PDF: a small strict reader for packs, which has to hold against a file made to harm
// it. Most callers want readAttachments().
//
// Reads classic cross-reference tables and cross-reference streams, /Prev chains of incremental updates, object
// streams, FlateDecode with PNG predictors, and Root -> Names -> EmbeddedFiles. Refuses what a pack never has:
// encryption, other filters, a table and a stream side by side (hybrid files), bytes behind the last %%EOF. Nothing is
// repaired. Source: ISO 32000-1, sections 7.3 (objects), 7.5 (file structure), 7.11.4 (embedded files).
//
// Error codes: "not-a-pdf", "pdf-malformed" (detail: what and where), "pdf-unsupported", "pdf-encrypted",
// "pdf-too-large" (a limit below was reached).
#pragma once

#include "base/Result.h"
#include "seal/Digest.h"

#include <map>
#include <string>

namespace proofstead::seal {

struct PdfLimits {
    std::size_t attachments = 200'000;
    std::size_t bytes = std::size_t{2} << 30; // all unpacked streams together
};

// Attachments by name (as UTF-8), with their bytes; empty when the document has none. Two of the same name are an
// error.
base::Result<std::map<std::string, std::string>> readAttachments(Bytes pdf, const PdfLimits& limits = {});

} // namespace proofstead::seal
