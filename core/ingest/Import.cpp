#include "ingest/Import.h"

#include "ingest/FileImport.h"
#include "ingest/Paths.h"
#include "source/readers/GzipStream.h"
#include "store/ImportWriter.h"

namespace proofstead::ingest {

namespace {

// Looked at to recognise a file; the second time when its first record is larger than that.
constexpr std::size_t kGlance = std::size_t{1} << 20;
constexpr std::size_t kLook = std::size_t{16} << 20;
// Files after which a batch is committed.
constexpr int kCommitFiles = 500;

// Errors of the file itself; everything else is the vault's and ends the import.
bool concernsFile(const std::string& code) {
    for (const auto* known :
         {"file-missing", "permission-denied", "file-unreadable", "file-too-large", "is-a-folder",
          "unrecognised-source", "source-unknown", "file-empty", "file-binary", "gzip-truncated", "gzip-damaged"})
        if (code == known) return true;
    return false;
}

class Importer {
public:
    Importer(store::Vault& vault, const source::SourceSet& sources, const ImportJob& job)
        : m_vault(vault), m_sources(sources), m_job(job) {}

    base::Result<model::ImportReport> run() {
        const auto inputs = findInputs(m_job.paths, m_vault.path());
        m_report.dryRun = m_job.dryRun;
        m_report.problems = inputs.problems;
        m_total = inputs.bytes;
        PS_TRY(auto writer, store::ImportWriter::begin(m_vault, m_job.actor));
        int uncommitted = 0;
        std::int64_t committed = 0;
        for (const auto& input : inputs.files) {
            if (auto done = file(writer, input); !done) {
                if (done.error().code != "cancelled") return base::climb(done.error(), input.path);
                PS_CHECK(drop(writer));
                m_report.cancelled = true;
                break;
            }
            m_done += input.size;
            if (++uncommitted >= kCommitFiles || m_report.bytes - committed >= kCommitBytes) {
                PS_CHECK(writer.commit());
                uncommitted = 0;
                committed = m_report.bytes;
            }
        }
        PS_CHECK(writer.finish());
        return std::move(m_report);
    }

private:
    void problem(const std::string& path, const base::Error& error) {
        m_report.problems.push_back({path, error.code, error.detail});
    }

    // The file at hand leaves nothing behind, in the vault or in the report.
    base::Status drop(store::ImportWriter& writer) {
        if (!m_open) return {};
        m_open = false;
        std::erase_if(m_report.rejected, [&](const auto& reject) { return reject.file == m_file; });
        return writer.dropFile();
    }

    void reportKnown(const store::StoredFile& known, const InputFile& input) {
        model::FileReport report;
        report.file = known.id;
        report.path = input.name;
        report.source = known.source;
        report.sha256 = known.sha256;
        report.size = known.size;
        report.records = known.records;
        report.events = known.events;
        report.alreadyImported = true;
        report.root = known.root;
        report.custody = known.custody;
        m_report.files.push_back(std::move(report));
    }

    // Known bytes are found without reading them twice in the usual case: only files of a known size are hashed ahead.
    base::Result<bool> alreadyThere(store::ImportWriter& writer, const InputFile& input) {
        if (input.path == "-") return false;
        PS_TRY(const bool size, writer.knownSize(input.size));
        if (!size) return false;
        const auto digest = digestOfFile(input.path);
        if (!digest) return false;
        PS_TRY(const auto known, writer.known(*digest));
        if (!known) return false;
        reportKnown(*known, input);
        return true;
    }

    base::Status file(store::ImportWriter& writer, const InputFile& input) {
        if (m_job.progress && !m_job.progress(input.path, m_done, m_total)) return base::fail("cancelled");
        PS_TRY(const bool known, alreadyThere(writer, input));
        if (known) return {};
        auto stream = FileStream::open(input.path);
        if (!stream) {
            problem(input.path, stream.error());
            return {};
        }
        auto done = content(writer, input, **stream);
        if (!done && concernsFile(done.error().code)) {
            PS_CHECK(drop(writer));
            problem(input.path, done.error());
            return {};
        }
        return done;
    }

    base::Status content(store::ImportWriter& writer, const InputFile& input, FileStream& file) {
        HashingStream delivered(file, false);
        PS_TRY(const auto beginning, delivered.peek(3));
        std::unique_ptr<source::GzipStream> gzip;
        if (source::looksLikeGzip(beginning)) gzip = std::make_unique<source::GzipStream>(delivered);
        HashingStream stream(gzip ? static_cast<source::ByteStream&>(*gzip) : delivered, gzip != nullptr);
        PS_TRY(auto glance, stream.peek(kGlance));
        if (glance.empty() && gzip && !gzip->problem().empty()) return base::fail(gzip->problem());
        auto what = m_sources.recognise(glance, m_job.as);
        if (!what && what.error().code == "unrecognised-source" && glance.size() == kGlance) {
            PS_TRY(glance, stream.peek(kLook));
            what = m_sources.recognise(glance, m_job.as);
        }
        if (!what) return tl::unexpected<base::Error>(what.error());
        return recognised(writer, input, file, stream, gzip.get(), *what);
    }

    base::Status recognised(store::ImportWriter& writer, const InputFile& input, FileStream& file,
                            HashingStream& stream, source::GzipStream* gzip, const source::Recognised& what) {
        const auto collected = m_job.collectedAt ? *m_job.collectedAt : file.modified().value_or(base::now());
        model::FileReport report;
        report.path = input.name;
        report.source = what.id();
        PS_TRY(report.file,
               writer.beginFile({what.id(), what.registers ? what.registers->name : "", report.path, "", collected}));
        m_open = true;
        m_file = report.file;
        store::FileTotals totals;
        FileImport job{writer, stream, what, m_sources.lists(), report, m_report.rejected, totals, collected, {}, {}};
        job.tick = [&] { return !m_job.progress || m_job.progress(input.path, m_done + file.bytes(), m_total); };
        PS_CHECK(what.log ? importLog(job) : what.registers ? importRegister(job) : importAccess(job));
        PS_TRY(totals.sha256, file.finish());
        // Of standard input this is known only now.
        PS_TRY(const auto known, writer.known(totals.sha256));
        if (known) {
            reportKnown(*known, input);
            return drop(writer);
        }
        totals.size = file.bytes();
        totals.contentSha256 = gzip ? stream.digest() : totals.sha256;
        totals.contentSize = stream.bytes();
        totals.problem = gzip && !gzip->problem().empty() ? gzip->problem() : job.readerProblem;
        totals.custody["source_digest"] = what.digest();
        totals.custody["tool_version"] = m_job.toolVersion;
        totals.custody["collected_basis"] = m_job.collectedAt ? "stated"
                                            : file.modified() ? "file-time"
                                                              : "import-time";
        if (!what.log) totals.observedTo = collected;
        if (!totals.problem.empty())
            m_report.problems.push_back({input.path, totals.problem, "what lies before the defect was read"});
        return close(writer, report, totals);
    }

    base::Status close(store::ImportWriter& writer, model::FileReport& report, const store::FileTotals& totals) {
        PS_TRY(report.custody, writer.closeFile(totals));
        m_open = false;
        report.sha256 = totals.sha256;
        report.size = totals.size;
        report.records = totals.records;
        report.events = totals.events;
        report.accepted = totals.accepted;
        report.duplicate = totals.duplicate;
        report.rejected = totals.rejected;
        report.root = totals.root;
        m_report.accepted += totals.accepted;
        m_report.duplicate += totals.duplicate;
        m_report.rejectedCount += totals.rejected;
        m_report.bytes += totals.contentSize;
        m_report.files.push_back(report);
        return {};
    }

    store::Vault& m_vault;
    const source::SourceSet& m_sources;
    const ImportJob& m_job;
    model::ImportReport m_report;
    std::int64_t m_done = 0, m_total = 0;
    bool m_open = false; // m_file is begun and not closed
    model::FileId m_file;
};

} // namespace

base::Result<model::ImportReport> importInto(store::Vault& vault, const source::SourceSet& sources,
                                             const ImportJob& job) {
    if (job.dryRun) PS_CHECK(vault.begin()); // everything below nests in this transaction, which is taken back
    PS_TRY(const auto left, store::ImportWriter::abandonOpen(vault));
    (void)left;
    auto report = Importer(vault, sources, job).run();
    if (job.dryRun)
        vault.rollback();
    else if (!report)
        (void)store::ImportWriter::abandonOpen(vault); // on a full disk this waits for the next import
    return report;
}

} // namespace proofstead::ingest
