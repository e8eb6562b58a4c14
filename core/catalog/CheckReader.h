// A check's .sql file -> model::CheckDefinition. Error code "invalid-check" with "line <n>" and the path.
//
// The file opens with header lines "-- key: value" (no blank line between them), then the SELECT of the exceptions, the
// line "-- population" and the SELECT that counts what was looked at. Keys: id title question severity test nature
// needs needs-also freshness tolerance heuristic facets parameter overrides; resources/README.md says what each means.
// Comments after the header are free.
#pragma once

#include "catalog/Files.h"
#include "model/Check.h"

namespace proofstead::catalog {

struct CheckFile {
    model::CheckDefinition check;
    std::string overrides; // digest of the shipped file that it replaces; "" none
};

// `area` is the name of the folder that holds the file.
base::Result<CheckFile> readCheck(const FileText& file, const std::string& area);

} // namespace proofstead::catalog
