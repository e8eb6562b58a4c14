// Reports as files: written, digested, and noted in the evidence log.

#include "seal/Digest.h"
#include "seal/Zip.h"
#include "sheet/PrivateFolder.h"
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

base::Status put(const ReportResult& report, ReportFormat format, const std::string& out) {
    switch (format) {
    case ReportFormat::Zip:
        return putZip(report, out, {});
    case ReportFormat::Json:
        return base::writeFile(out, report.json);
    case ReportFormat::Pdf:
    case ReportFormat::Csv:
        break;
    }
    return base::writeFile(out, report.csv);
}

base::Result<WrittenReport> describe(const ReportResult& report, const std::string& out) {
    PS_TRY(const auto bytes, base::readFile(out, kLargestPack));
    return WrittenReport{report.runId, seal::sha256Hex(bytes), static_cast<std::int64_t>(bytes.size()), {}, false};
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

// Printed into a folder of our own first: nobody ever sees a pack under its name that is not signed yet.
base::Result<WrittenReport> Workspace::writePdf(const ReportOptions& options, const ReportResult& result,
                                                const std::string& out, const PackPrinter& print) const {
    PS_TRY(const auto folder, sheet::PrivateFolder::beside(out));
    const std::string unsignedPack = folder.path() + "/pack.pdf";
    PS_CHECK(print(result.document, result.attachments, unsignedPack));
    PS_TRY(auto pdf, base::readFile(unsignedPack, kLargestPack));
    const auto& key = *options.signing.key;
    const seal::PdfSigning signing{key.certificate().subject, result.document.title + ", " + result.document.subject,
                                   options.generatedAt};
    PS_TRY(pdf, seal::signPdf(std::move(pdf), key, signing, options.signing.stamper));
    PS_CHECK(base::writeFile(out, pdf));
    return WrittenReport{result.runId, seal::sha256Hex(pdf), static_cast<std::int64_t>(pdf.size()),
                         key.certificate().subject, key.certificate().selfSigned};
}

base::Result<WrittenReport> Workspace::writeReport(const ReportOptions& wanted, ReportFormat format,
                                                   const std::string& out, const PackPrinter& print,
                                                   const Progress& progress) {
    PS_CHECK(mayWrite(out, m_d->vault->path()));
    ReportOptions options = wanted;
    WrittenReport written;
    ReportResult result;
    if (format == ReportFormat::Pdf) {
        PS_TRY(result, signedReport(options, progress));
        PS_TRY(written, writePdf(options, result, out, print));
    } else {
        PS_TRY(result, report(options, progress));
        if (progress.stop()) return base::fail("cancelled");
        PS_CHECK(put(result, format, out));
        PS_TRY(written, describe(result, out));
    }
    PS_CHECK(recordExport(fs::path(out).filename(), written.sha256, result, options.masked, options.unmaskReason));
    return written;
}

base::Result<WrittenPair> Workspace::writePair(const ReportOptions& wanted, const std::string& pdf,
                                               const std::string& zip, const PackPrinter& print,
                                               const Progress& progress) {
    for (const auto& out : {pdf, zip})
        PS_CHECK(mayWrite(out, m_d->vault->path()));
    ReportOptions options = wanted;
    PS_TRY(const auto result, signedReport(options, progress));
    WrittenPair pair;
    PS_TRY(pair.pdf, writePdf(options, result, pdf, print));
    PS_CHECK(putZip(result, zip, {{fs::path(pdf).filename(), pair.pdf.sha256}}));
    PS_TRY(pair.zip, describe(result, zip));
    for (const auto& [out, written] : {std::pair{&pdf, &pair.pdf}, std::pair{&zip, &pair.zip}})
        PS_CHECK(
            recordExport(fs::path(*out).filename(), written->sha256, result, options.masked, options.unmaskReason));
    return pair;
}

} // namespace proofstead::workspace
