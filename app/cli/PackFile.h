// Writes what `report` makes to a file and logs that it left the vault.
#pragma once

#include "cli/Session.h"

#include <string>

namespace proofstead::cli {

using workspace::ReportFormat;
using workspace::WrittenPair;
using workspace::WrittenReport;

// Where the chapters of a pack begin, and last "" with the number of pages; both need a command that prints().
base::Result<std::vector<std::pair<std::string, std::size_t>>> measurePack(const pack::Document& document);
// Draws a pack into a PDF file.
base::Status drawPack(const pack::Document& document, const std::map<std::string, std::string>& attachments,
                      const std::string& path);

// Writes a PDF and beside it its ZIP twin, whose SHA256SUMS names the PDF, too. Both hold the same attachments.
base::Result<WrittenPair> writeWithTwin(const Session& session, workspace::Workspace& workspace,
                                        const workspace::ReportOptions& options, const std::string& pdf,
                                        const std::string& zip);

// `out` "-" is standard output.
base::Result<WrittenReport> writeReport(const Session& session, workspace::Workspace& workspace,
                                        const workspace::ReportOptions& options, ReportFormat format,
                                        const std::string& out);

} // namespace proofstead::cli
