#include "cli/PackFile.h"

#include "base/Text.h"
#include "cli/ProgressLine.h"
#include "print/Print.h"
#include "seal/Digest.h"

#include <cstdio>
#include <filesystem>

namespace proofstead::cli {
namespace {

constexpr std::size_t kLargestPack = std::size_t{4} << 30;

base::Status put(const workspace::ReportResult& report, ReportFormat format, const std::string& out) {
    if (format == ReportFormat::Pdf) {
        PS_CHECK(print::printPack(report.document, report.attachments, out));
        return {};
    }
    const auto& text = format == ReportFormat::Json ? report.json : report.csv;
    if (out != "-") return base::writeFile(out, text);
    std::fwrite(text.data(), 1, text.size(), stdout);
    return flushOutput();
}

} // namespace

base::Result<WrittenReport> writeReport(const Session& session, workspace::Workspace& workspace,
                                        const workspace::ReportOptions& options, ReportFormat format,
                                        const std::string& out) {
    if (format == ReportFormat::Pdf && out == "-") return base::fail("report-needs-out");
    base::Result<workspace::ReportResult> report;
    {
        const ProgressLine line(session);
        report = workspace.report(options, line.progress());
    }
    if (!report) return tl::unexpected(report.error());
    PS_CHECK(put(*report, format, out));

    WrittenReport written;
    written.run = report->runId;
    std::string name = "standard output";
    if (format == ReportFormat::Pdf) {
        PS_TRY(const auto bytes, base::readFile(out, kLargestPack));
        written.sha256 = seal::sha256Hex(bytes);
        written.size = static_cast<std::int64_t>(bytes.size());
    } else {
        const auto& text = format == ReportFormat::Json ? report->json : report->csv;
        written.sha256 = seal::sha256Hex(text);
        written.size = static_cast<std::int64_t>(text.size());
    }
    if (out != "-") name = std::filesystem::path(out).filename();
    PS_CHECK(workspace.recordExport(name, written.sha256, *report, options.masked, options.unmaskReason));
    return written;
}

} // namespace proofstead::cli
