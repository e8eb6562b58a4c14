// Writes what `report` makes to a file and logs that it left the vault.
#pragma once

#include "cli/Session.h"

#include <string>

namespace proofstead::cli {

using workspace::ReportFormat;
using workspace::WrittenReport;

// Draws a pack into a PDF file; needs a command that prints().
base::Status drawPack(const pack::Document& document, const std::map<std::string, std::string>& attachments,
                      const std::string& path);

// `out` "-" is standard output.
base::Result<WrittenReport> writeReport(const Session& session, workspace::Workspace& workspace,
                                        const workspace::ReportOptions& options, ReportFormat format,
                                        const std::string& out);

} // namespace proofstead::cli
