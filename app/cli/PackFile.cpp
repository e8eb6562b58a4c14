#include "cli/PackFile.h"

#include "cli/ProgressLine.h"
#include "print/Preview.h"
#include "print/Print.h"
#include "seal/Digest.h"
#include "seal/Zip.h"

#include <cstdio>
#include <filesystem>

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

using Digests = std::map<std::string, std::string>;

std::string nameOf(const std::string& path) {
    return std::filesystem::path(path).filename();
}

base::Result<WrittenReport> putZip(workspace::Workspace& workspace, const workspace::ReportOptions& options,
                                   const workspace::ReportResult& report, const std::string& out,
                                   const Digests& beside) {
    auto files = report.attachments;
    files[seal::kDigestListName] = seal::digestList(report.attachments, beside);
    PS_TRY(const auto bytes, seal::zipOf(files));
    PS_CHECK(base::writeFile(out, bytes));
    WrittenReport written{report.runId, seal::sha256Hex(bytes), static_cast<std::int64_t>(bytes.size())};
    PS_CHECK(workspace.recordExport(nameOf(out), written.sha256, report, options.masked, options.unmaskReason));
    return written;
}

base::Result<WrittenReport> putPdf(workspace::Workspace& workspace, const workspace::ReportOptions& options,
                                   const workspace::ReportResult& report, const std::string& out) {
    constexpr std::size_t kLargestPack = std::size_t{4} << 30;
    PS_CHECK(drawPack(report.document, report.attachments, out));
    PS_TRY(const auto bytes, base::readFile(out, kLargestPack));
    WrittenReport written{report.runId, seal::sha256Hex(bytes), static_cast<std::int64_t>(bytes.size())};
    PS_CHECK(workspace.recordExport(nameOf(out), written.sha256, report, options.masked, options.unmaskReason));
    return written;
}

} // namespace

base::Result<WrittenReport> writeZip(const Session& session, workspace::Workspace& workspace,
                                     const workspace::ReportOptions& options, const std::string& out) {
    const ProgressLine line(session);
    PS_TRY(const auto report, workspace.report(options, line.progress()));
    return putZip(workspace, options, report, out, {});
}

base::Result<WrittenPair> writeWithTwin(const Session& session, workspace::Workspace& workspace,
                                        const workspace::ReportOptions& options, const std::string& pdf,
                                        const std::string& zip) {
    const ProgressLine line(session);
    PS_TRY(const auto report, workspace.report(options, line.progress()));
    WrittenPair pair;
    PS_TRY(pair.pdf, putPdf(workspace, options, report, pdf));
    PS_TRY(pair.zip, putZip(workspace, options, report, zip, {{nameOf(pdf), pair.pdf.sha256}}));
    return pair;
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
        return format == ReportFormat::Pdf ? base::fail("report-needs-out")
                                           : toStandardOutput(session, workspace, options, format);
    const ProgressLine line(session);
    return workspace.writeReport(options, format, out, drawPack, line.progress());
}

} // namespace proofstead::cli
