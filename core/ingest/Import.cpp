#include "ingest/Import.h"

#include "ingest/FileImport.h"
#include "ingest/Paths.h"
#include "ingest/Unpacking.h"
#include "source/readers/ArchiveReader.h"
#include "store/ImportWriter.h"

#include <algorithm>

namespace proofstead::ingest {

namespace {

// Looked at to recognise a file; the second time when its first record is larger than that.
constexpr std::size_t kGlance = std::size_t{1} << 20;
constexpr std::size_t kLook = std::size_t{16} << 20;
// An archive in an archive is read, one inside that is not.
constexpr int kArchives = 2;
// Members of an archive that are looked at.
constexpr int kMembers = 1'000'000;
constexpr std::size_t kArchiveGlance = 512;
// Files after which a batch is committed.
constexpr int kCommitFiles = 500;

// Errors of the file itself; everything else is the vault's and ends the import.
bool concernsFile(const std::string& code) {
    for (const auto* known : {"file-missing", "permission-denied", "file-unreadable", "file-too-large", "is-a-folder",
                              "unrecognised-source", "source-unknown", "file-empty", "file-binary", "gzip-truncated",
                              "gzip-damaged", "zstd-truncated", "zstd-damaged", "archive-damaged", "archive-encrypted",
                              "archive-too-deep", "unpacks-too-large"})
        if (code == known) return true;
    return false;
}

// One file of evidence: what a person named, or a member of an archive.
struct Delivered {
    const InputFile& input;
    FileStream& file; // that it lies in
    std::string member;
    std::optional<std::int64_t> modified;
    int archives = 0; // around it

    // What a report calls it.
    std::string name() const { return member.empty() ? input.name : input.name + "/" + member; }
    std::string path() const { return member.empty() ? input.path : input.path + "/" + member; }
};

class Importer {
public:
    Importer(store::Vault& vault, const source::SourceSet& sources, const ImportJob& job)
        : m_vault(vault), m_sources(sources), m_job(job) {}

    base::Result<model::ImportReport> run() {
        auto inputs = findInputs(m_job.paths, m_vault.path());
        m_report.dryRun = m_job.dryRun;
        m_report.problems = inputs.problems;
        m_total = inputs.bytes;
        PS_TRY(auto writer, store::ImportWriter::begin(m_vault, m_job.actor));
        PS_CHECK(takeUp(writer, inputs));
        int uncommitted = 0;
        std::int64_t committed = 0;
        for (const auto& input : inputs.files) {
            if (auto done = file(writer, input); !done) {
                if (done.error().code != "cancelled") return base::climb(done.error(), input.path);
                PS_CHECK(leave(writer));
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
    // What interrupted imports left: files that are named again come first, so that nothing is taken for a copy of what
    // nobody sees yet; the others are dropped.
    base::Status takeUp(store::ImportWriter& writer, Inputs& inputs) {
        PS_TRY(auto left, writer.interrupted());
        for (auto& one : left) {
            const auto path = base::stringAt(one.mark, "real_path");
            const auto named = std::stable_partition(inputs.files.begin(), inputs.files.end(), [&](const auto& file) {
                return !path.empty() && file.realPath() == path;
            });
            // Of an archive nobody knows whether the members before this one are still what they were.
            if (named == inputs.files.begin() || !one.member.empty())
                PS_CHECK(writer.abandon(one));
            else
                m_left.push_back(std::move(one));
        }
        return {};
    }

    // What is left of this file, if it can be gone on with; what cannot is dropped.
    base::Result<std::optional<store::ImportWriter::Interrupted>>
    leftOf(store::ImportWriter& writer, const Delivered& delivered, const source::Recognised& what) {
        const auto found = std::find_if(m_left.begin(), m_left.end(), [&](const auto& one) {
            return delivered.member.empty() && base::stringAt(one.mark, "real_path") == delivered.input.realPath();
        });
        if (found == m_left.end()) return std::nullopt;
        auto one = std::move(*found);
        m_left.erase(found);
        if (what.log && one.source == what.id() && !m_anew) return std::optional(std::move(one));
        if (!m_anew) PS_CHECK(writer.abandon(one)); // else it was taken back already
        return std::nullopt;
    }

    void problem(const std::string& path, const base::Error& error) {
        m_report.problems.push_back({path, error.code, error.detail});
    }

    // What is marked of the file at hand stays, unseen, for the next import to go on with.
    base::Status leave(store::ImportWriter& writer) {
        if (!m_open || !writer.isMarked()) return drop(writer);
        m_open = false;
        std::erase_if(m_report.rejected, [&](const auto& reject) { return reject.file == m_file; });
        return {};
    }

    // The file at hand leaves nothing behind, in the vault or in the report.
    base::Status drop(store::ImportWriter& writer) {
        if (!m_open) return {};
        m_open = false;
        std::erase_if(m_report.rejected, [&](const auto& reject) { return reject.file == m_file; });
        return writer.dropFile();
    }

    void reportKnown(const store::StoredFile& known, const std::string& name) {
        model::FileReport report;
        report.file = known.id;
        report.path = name;
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
        reportKnown(*known, input.name);
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
        m_unpacked = 0;
        HashingStream bytes(**stream, Hashing::No); // the file hashes itself
        const Delivered delivered{input, **stream, "", (*stream)->modified(), 0};
        auto done = one(writer, delivered, bytes);
        if (done || done.error().code != "prefix-differs" || m_anew) return done;
        // Another file under the name of one that was interrupted: what is stored of that one goes.
        PS_CHECK(drop(writer));
        m_anew = true;
        done = this->file(writer, input);
        m_anew = false;
        return done;
    }

    // What is wrong with a file is its own affair.
    base::Status one(store::ImportWriter& writer, const Delivered& delivered, HashingStream& bytes) {
        auto done = content(writer, delivered, bytes);
        if (!done && concernsFile(done.error().code)) {
            PS_CHECK(drop(writer));
            problem(delivered.path(), done.error());
            return {};
        }
        return done;
    }

    base::Status content(store::ImportWriter& writer, const Delivered& delivered, HashingStream& bytes) {
        PS_TRY(auto unpacking, Unpacking::of(bytes, delivered.file, m_unpacked));
        auto& text = unpacking.text();
        PS_TRY(auto glance, text.peek(kArchiveGlance));
        if (source::looksLikeArchive(glance)) return archive(writer, delivered, text);
        PS_TRY(glance, text.peek(kGlance));
        if (glance.empty() && !text.problem().empty()) return base::fail(text.problem());
        auto what = m_sources.recognise(glance, m_job.as);
        if (!what && what.error().code == "unrecognised-source" && glance.size() == kGlance) {
            PS_TRY(glance, text.peek(kLook));
            what = m_sources.recognise(glance, m_job.as);
        }
        // What breaks off before it says what it is: that it breaks off is the matter.
        if (!what && what.error().code == "unrecognised-source" && !text.problem().empty())
            return base::fail(text.problem());
        if (!what) return tl::unexpected<base::Error>(what.error());
        return recognised(writer, delivered, bytes, unpacking, *what);
    }

    // Each member is a file of its own, with its own custody entry.
    base::Status archive(store::ImportWriter& writer, const Delivered& outer, source::ByteStream& packed) {
        if (outer.archives >= kArchives) return base::fail("archive-too-deep");
        source::ArchiveReader reader(packed);
        for (int count = 0; count < kMembers; ++count) {
            PS_TRY(const bool more, reader.next());
            if (!more) return {};
            // Spreadsheets and documents are archives, too.
            if (count == 0 && reader.member() == "[Content_Types].xml") return base::fail("file-binary");
            auto member = outer.member.empty() ? reader.member() : outer.member + "/" + reader.member();
            Delivered inner{outer.input, outer.file, std::move(member),
                            reader.modified() ? reader.modified() : outer.modified, outer.archives + 1};
            BoundedStream bounded(reader, outer.file, m_unpacked);
            HashingStream bytes(bounded);
            PS_CHECK(one(writer, inner, bytes));
            if (bounded.problem() == "unpacks-too-large") return base::fail(bounded.problem());
        }
        return {};
    }

    base::Status recognised(store::ImportWriter& writer, const Delivered& delivered, HashingStream& bytes,
                            Unpacking& unpacking, const source::Recognised& what) {
        auto& text = unpacking.text();
        const auto collected = m_job.collectedAt ? *m_job.collectedAt : delivered.modified.value_or(base::now());
        model::FileReport report;
        report.path = delivered.name();
        report.source = what.id();
        store::NewFile wanted{
            what.id(), what.registers ? what.registers->name : "", delivered.input.name, delivered.member, collected,
            {}};
        PS_TRY(const auto before, predecessor(writer, delivered, what, unpacking));
        if (before) wanted.predecessor = before->id;
        PS_TRY(const auto left, leftOf(writer, delivered, what));
        if (left) {
            PS_CHECK(writer.goOn(*left, wanted));
            report.file = left->file;
        } else {
            PS_TRY(report.file, writer.beginFile(wanted));
        }
        m_open = true;
        m_file = report.file;
        store::FileTotals totals;
        FileImport job{writer, text,
                       what,   what.lists,
                       report, m_report.rejected,
                       totals, collected,
                       {},     delivered.input.realPath(),
                       {},     {}};
        if (left) job.mark = left->mark;
        job.tick = [&] {
            return !m_job.progress || m_job.progress(delivered.path(), m_done + delivered.file.bytes(), m_total);
        };
        PS_CHECK(what.log ? importLog(job) : what.registers ? importRegister(job) : importAccess(job));
        PS_CHECK(bytes.drain());
        if (delivered.member.empty()) {
            PS_TRY(totals.sha256, delivered.file.finish());
        } else {
            totals.sha256 = bytes.digest();
        }
        // Of standard input and of members this is known only now.
        PS_TRY(const auto known, writer.known(totals.sha256));
        if (known) {
            reportKnown(*known, delivered.name());
            return drop(writer);
        }
        totals.size = bytes.bytes();
        totals.contentSha256 = unpacking.plain() ? totals.sha256 : text.digest();
        totals.contentSize = text.bytes();
        totals.problem = !text.problem().empty() ? text.problem() : job.readerProblem;
        describe(totals.custody, what, unpacking, delivered.modified.has_value());
        if (before)
            totals.custody["predecessor"] = {
                {"file", before->id.value}, {"sha256", before->sha256}, {"size", before->size}};
        if (!what.log && !totals.observedTo) totals.observedTo = collected;
        if (!totals.problem.empty())
            m_report.problems.push_back({delivered.path(), totals.problem, "what lies before the defect was read"});
        return close(writer, report, totals);
    }

    // A log that is written on is delivered again and again: the file that this one was, if it still begins with it.
    static base::Result<std::optional<store::StoredFile>> predecessor(store::ImportWriter& writer,
                                                                      const Delivered& delivered,
                                                                      const source::Recognised& what,
                                                                      const Unpacking& unpacking) {
        const auto& input = delivered.input;
        if (!what.log || !delivered.member.empty() || !unpacking.plain() || input.path == "-") return std::nullopt;
        PS_TRY(auto shorter, writer.evidence().shorter(input.name, what.id(), input.size));
        for (auto& file : shorter) {
            PS_TRY(const auto digest, digestOfBeginning(input.path, file.size));
            if (digest == file.sha256) return std::optional(std::move(file));
        }
        return std::nullopt;
    }

    // What somebody needs who reads the stored records again.
    void describe(base::Json& custody, const source::Recognised& what, const Unpacking& unpacking, bool dated) const {
        custody["source_digest"] = what.digest();
        custody["tool_version"] = m_job.toolVersion;
        custody["collected_basis"] = m_job.collectedAt ? "stated" : dated ? "file-time" : "import-time";
        if (what.reading.container != source::Container::Json) custody["reading"] = what.reading.toJson();
        if (!unpacking.encoding().empty()) custody["encoding"] = unpacking.encoding();
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
    std::int64_t m_done = 0, m_total = 0, m_unpacked = 0;
    std::vector<store::ImportWriter::Interrupted> m_left; // by interrupted imports, to go on with
    bool m_anew = false;                                  // what an interrupted import left is of no use
    bool m_open = false;                                  // m_file is begun and not closed
    model::FileId m_file;
};

} // namespace

base::Result<model::ImportReport> importInto(store::Vault& vault, const source::SourceSet& sources,
                                             const ImportJob& job) {
    if (job.dryRun) PS_CHECK(vault.begin()); // everything below nests in this transaction, which is taken back
    auto report = Importer(vault, sources, job).run();
    if (job.dryRun) vault.rollback();
    return report;
}

} // namespace proofstead::ingest
