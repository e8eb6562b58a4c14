#include "cli/PackFile.h"

#include "cli/ProgressLine.h"
#include "print/Preview.h"
#include "print/Print.h"
#include "seal/Digest.h"

#include <cstdio>

namespace proofstead::cli {
namespace {

base::Result<WrittenReport> toStandardOutput(const Session& session, workspace::Workspace& workspace,
                                             const workspace::ReportOptions& options, ReportFormat format) {
    base::Result<workspace::ReportResult> report;
    {
        const ProgressLine line(session);
        report = workspace.report(options, line.progress());
    }
    if (!report) return tl::unexpected(report.error());
    const auto& text = format == ReportFormat::Json ? report->json : report->csv;
    std::fwrite(text.data(), 1, text.size(), stdout);
    PS_CHECK(flushOutput());
    WrittenReport written{report->runId, seal::sha256Hex(text), static_cast<std::int64_t>(text.size())};
    PS_CHECK(workspace.recordExport("standard output", written.sha256, *report, options.masked, options.unmaskReason));
    return written;
}

} // namespace

base::Result<WrittenPair> writeWithTwin(const Session& session, workspace::Workspace& workspace,
                                        const workspace::ReportOptions& options, const std::string& pdf,
                                        const std::string& zip) {
    const ProgressLine line(session);
    return workspace.writePair(options, pdf, zip, drawPack, line.progress());
}

base::Result<std::vector<std::pair<std::string, std::size_t>>> measurePack(const pack::Document& document) {
    PS_TRY(const auto preview, print::Preview::of(document));
    auto chapters = preview->chapters();
    chapters.emplace_back(std::string(), preview->pages());
    return chapters;
}

base::Status drawPack(const pack::Document& document, const std::map<std::string, std::string>& attachments,
                      const std::string& path) {
    PS_CHECK(print::printPack(document, attachments, path));
    return {};
}

base::Result<WrittenReport> writeReport(const Session& session, workspace::Workspace& workspace,
                                        const workspace::ReportOptions& options, ReportFormat format,
                                        const std::string& out) {
    if (out == "-")
        return format == ReportFormat::Pdf || format == ReportFormat::Zip
                   ? base::fail("report-needs-out")
                   : toStandardOutput(session, workspace, options, format);
    const ProgressLine line(session);
    return workspace.writeReport(options, format, out, drawPack, line.progress());
}

} // namespace proofstead::cli
