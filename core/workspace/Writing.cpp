// Reports as files: written, digested, and noted in the evidence log.

#include "seal/Digest.h"
#include "seal/Zip.h"
#include "workspace/Parts.h"

#include <filesystem>
#include <fstream>

namespace proofstead::workspace {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestPack = std::size_t{4} << 30;

// The same file by device and inode, through whatever links, or the same name where one of them is not there yet.
bool same(const fs::path& a, const fs::path& b) {
    std::error_code problem;
    if (fs::equivalent(a, b, problem)) return true;
    const auto whole = fs::weakly_canonical(a, problem);
    return !problem && whole == fs::weakly_canonical(b, problem) && !problem;
}

bool isDatabase(const fs::path& path) {
    constexpr std::string_view kMagic("SQLite format 3\0", 16);
    std::string head(kMagic.size(), ' ');
    std::ifstream(path, std::ios::binary).read(head.data(), static_cast<std::streamsize>(head.size()));
    return head == kMagic || store::isEncrypted(path).value_or(false);
}

using Digests = std::map<std::string, std::string>;

base::Status putZip(const ReportResult& report, const std::string& out, const Digests& beside) {
    auto files = report.attachments;
    files[seal::kDigestListName] = seal::digestList(report.attachments, beside);
    PS_TRY(const auto bytes, seal::zipOf(files));
    return base::writeFile(out, bytes);
}

base::Status put(const ReportResult& report, ReportFormat format, const std::string& out, const PackPrinter& print) {
    switch (format) {
    case ReportFormat::Pdf:
        return print(report.document, report.attachments, out);
    case ReportFormat::Zip:
        return putZip(report, out, {});
    case ReportFormat::Json:
        return base::writeFile(out, report.json);
    case ReportFormat::Csv:
        break;
    }
    return base::writeFile(out, report.csv);
}

base::Result<WrittenReport> describe(const ReportResult& report, const std::string& out) {
    PS_TRY(const auto bytes, base::readFile(out, kLargestPack));
    return WrittenReport{report.runId, seal::sha256Hex(bytes), static_cast<std::int64_t>(bytes.size())};
}

} // namespace

base::Status mayWrite(const std::string& out, const std::string& vault) {
    for (const char* suffix : {"", "-wal", "-shm", "-lock", "-journal"})
        if (same(out, vault + suffix)) return base::fail("out-is-vault", {}, out);
    std::error_code problem;
    const auto there = fs::status(out, problem);
    if (!fs::exists(there)) return {};
    if (fs::is_directory(there)) return base::fail("is-a-folder", {}, out);
    if (!fs::is_regular_file(there)) return base::fail("out-not-regular", {}, out);
    return isDatabase(out) ? base::Status(base::fail("out-is-vault", {}, out)) : base::Status{};
}

base::Result<WrittenReport> Workspace::writeReport(const ReportOptions& options, ReportFormat format,
                                                   const std::string& out, const PackPrinter& print,
                                                   const Progress& progress) {
    PS_CHECK(mayWrite(out, m_d->vault->path()));
    PS_TRY(const auto result, report(options, progress));
    if (progress.stop()) return base::fail("cancelled");
    PS_CHECK(put(result, format, out, print));
    PS_TRY(const auto written, describe(result, out));
    PS_CHECK(recordExport(fs::path(out).filename(), written.sha256, result, options.masked, options.unmaskReason));
    return written;
}

base::Result<WrittenPair> Workspace::writePair(const ReportOptions& options, const std::string& pdf,
                                               const std::string& zip, const PackPrinter& print,
                                               const Progress& progress) {
    for (const auto& out : {pdf, zip})
        PS_CHECK(mayWrite(out, m_d->vault->path()));
    PS_TRY(const auto result, report(options, progress));
    if (progress.stop()) return base::fail("cancelled");
    WrittenPair pair;
    PS_CHECK(put(result, ReportFormat::Pdf, pdf, print));
    PS_TRY(pair.pdf, describe(result, pdf));
    PS_CHECK(putZip(result, zip, {{fs::path(pdf).filename(), pair.pdf.sha256}}));
    PS_TRY(pair.zip, describe(result, zip));
    for (const auto& [out, written] : {std::pair{&pdf, &pair.pdf}, std::pair{&zip, &pair.zip}})
        PS_CHECK(
            recordExport(fs::path(*out).filename(), written->sha256, result, options.masked, options.unmaskReason));
    return pair;
}

} // namespace proofstead::workspace
