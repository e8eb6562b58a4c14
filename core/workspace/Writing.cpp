// Reports as files: written, digested, and noted in the evidence log.

#include "seal/Digest.h"
#include "workspace/Parts.h"

#include <filesystem>

namespace proofstead::workspace {

namespace {

constexpr std::size_t kLargestPack = std::size_t{4} << 30;

base::Status put(const ReportResult& report, ReportFormat format, const std::string& out, const PackPrinter& print) {
    if (format == ReportFormat::Pdf) return print(report.document, report.attachments, out);
    return base::writeFile(out, format == ReportFormat::Json ? report.json : report.csv);
}

} // namespace

base::Result<WrittenReport> Workspace::writeReport(const ReportOptions& options, ReportFormat format,
                                                   const std::string& out, const PackPrinter& print,
                                                   const Progress& progress) {
    PS_TRY(const auto result, report(options, progress));
    if (progress.stop()) return base::fail("cancelled");
    PS_CHECK(put(result, format, out, print));
    PS_TRY(const auto bytes, base::readFile(out, kLargestPack));
    WrittenReport written{result.runId, seal::sha256Hex(bytes), static_cast<std::int64_t>(bytes.size())};
    PS_CHECK(recordExport(std::filesystem::path(out).filename(), written.sha256, result, options.masked,
                          options.unmaskReason));
    return written;
}

} // namespace proofstead::workspace
