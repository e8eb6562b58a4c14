// Writes what `report` makes to a file and logs that it left the vault.
#pragma once

#include "cli/Session.h"

#include <string>

namespace proofstead::cli {

enum class ReportFormat { Pdf, Json, Csv };

struct WrittenReport {
    std::string run, sha256;
    std::int64_t size = 0;
};

// `out` "-" is standard output.
base::Result<WrittenReport> writeReport(const Session& session, workspace::Workspace& workspace,
                                        const workspace::ReportOptions& options, ReportFormat format,
                                        const std::string& out);

} // namespace proofstead::cli
