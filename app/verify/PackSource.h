// Where proofstead-verify takes a pack from, and where it puts its attachments: a PDF, its ZIP twin, or a folder of the
// same files.
//
// Error codes: those of seal/PdfReader.h, seal/Zip.h ("zip-list": its list names another digest for a file) and
// base::readFile(); "file-exists", "file-unwritable", "bad-name" (an attachment that would be written outside the
// folder).
#pragma once

#include "base/Result.h"
#include "seal/SignedPack.h"

#include <string>

namespace proofstead::verify {

struct CheckedPack {
    seal::SignedPackVerdict verdict;
    std::string sha256; // of the file; "" for a folder
};

base::Result<CheckedPack> checkPackAt(const std::string& path, const seal::PackTrust& trust);

// Writes every attachment below `folder`, which is made when it is missing. Nothing that exists is overwritten.
base::Status extract(const seal::Attachments& attachments, const std::string& folder);

} // namespace proofstead::verify
