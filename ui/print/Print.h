// Document -> PDF file with attachments. Works without a display: the caller has a QGuiApplication and, on a machine
// without one, sets QT_QPA_PLATFORM=offscreen before making it. Most callers want printPack().
//
// Error codes: "font-missing" (file and Debian package), "pdf-unwritable", "permission-denied", "disk-full",
// "file-unwritable".
#pragma once

#include "base/Result.h"
#include "pack/Document.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace proofstead::print {

struct PrintOptions {
    // Where the font files are looked for first; afterwards wherever the platform keeps fonts.
    std::vector<std::string> fontFolders = {"/usr/share/fonts/truetype/noto", "/usr/share/fonts/truetype/dejavu"};
};

struct Printed {
    std::size_t pages = 0;
};

// Attachments: name -> bytes. The file appears whole or not at all, with mode 0600.
base::Result<Printed> printPack(const pack::Document& document, const std::map<std::string, std::string>& attachments,
                                const std::string& outFile, const PrintOptions& options = {});

} // namespace proofstead::print
