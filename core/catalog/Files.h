// Finding and reading the files of a content folder. Errors carry the path as `where`.
#pragma once

#include "base/Json.h"
#include "base/Result.h"

#include <string>
#include <vector>

namespace proofstead::catalog {

// One file as read.
struct FileText {
    std::string path;
    std::string stem; // file name without its extension
    std::string text;
    std::string digest; // SHA-256, hex
};

// Paths of the regular files in `folder` that end in `extension` (".json"), sorted by name; none when there is no such
// folder. Names that start with a dot are passed over. Error code "permission-denied" or "file-unreadable".
base::Result<std::vector<std::string>> filesIn(const std::string& folder, const std::string& extension);
// Likewise the folders in `folder`.
base::Result<std::vector<std::string>> foldersIn(const std::string& folder);

base::Result<FileText> readText(const std::string& path);
// Error code "invalid-json" with the path besides those of base::readFile().
base::Result<base::Json> parseDocument(const FileText& file);

// Lower-case letters, digits and single inner hyphens: the form of every id of content.
bool isContentId(const std::string& id);

} // namespace proofstead::catalog
