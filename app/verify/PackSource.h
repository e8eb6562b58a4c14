// Where proofstead-verify takes a pack's attachments from, and where it puts them: a PDF, its ZIP twin, or a folder
// of the same files.
//
// Error codes: those of seal/PdfReader.h, seal/Zip.h ("zip-list": its list names another digest for a file) and
// base::readFile(); "file-exists", "file-unwritable", "bad-name" (an attachment that would be written outside the
// folder).
#pragma once

#include "base/Result.h"
#include "seal/PackCheck.h"

#include <string>

namespace proofstead::verify {

struct Pack {
    seal::Attachments attachments;
    std::string sha256; // of the PDF; "" for a folder
};

base::Result<Pack> readPack(const std::string& path);

// Writes every attachment below `folder`, which is made when it is missing. Nothing that exists is overwritten.
base::Status extract(const seal::Attachments& attachments, const std::string& folder);

} // namespace proofstead::verify
