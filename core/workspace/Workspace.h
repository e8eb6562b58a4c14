// The verbs that every front end calls: opens a vault together with the content (sources, frameworks, checks) and does
// the main job: scope, import, assess, ask, trail, report, verify. A front end adds words and pictures, never a rule.
//
// Long verbs take a Progress: they report often, stop soon after `cancelled` turns true, and leave the vault
// consistent.
#pragma once

#include "base/Json.h"
#include "base/Result.h"
#include "base/Time.h"
#include "catalog/Catalog.h"
#include "check/CoverageDetail.h"
#include "model/Check.h"
#include "model/Evidence.h"
#include "model/Import.h"
#include "model/Run.h"
#include "model/Scope.h"
#include "pack/Document.h"
#include "pack/PackInput.h"
#include "seal/Opening.h"
#include "seal/PdfSign.h"
#include "store/EvidenceStore.h"
#include "store/Vault.h"
#include "trail/DigestCheck.h"
#include "workspace/Verdicts.h"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace proofstead::workspace {

struct ProgressState {
    std::string stage; // message key: "import", "reread", "assess", "verify", "report"
    std::string item;  // the file or check at hand
    std::int64_t done = 0;
    std::int64_t total = 0; // 0: unknown
    std::string unit;       // "bytes", "checks", "files"
};
struct Progress {
    std::function<void(const ProgressState&)> report; // may be empty; called from the calling thread
    std::atomic<bool>* cancelled = nullptr;
    bool stop() const { return cancelled && cancelled->load(); }
};

struct OpenOptions {
    std::string vaultPath;
    std::string resourcesDir;
    std::string userDir; // "" none
    std::string language = "en";
    std::string actor; // who acts; "" whose passphrase opened the vault, in a plain one the operating-system user
    std::string toolVersion;
    bool write = false;
    store::VaultKey key = {}; // of an encrypted vault: store::unlock()
};

struct ImportOptions {
    std::vector<std::string> paths; // files and folders; "-" standard input
    bool dryRun = false;
    std::string as;                          // source id that overrides recognition; ""
    std::optional<base::Millis> collectedAt; // when the extract was made, as stated by the user
};

// Whether one of the named paths gave nothing at all, though the import went on with the others.
bool namedPathWasMissed(const ImportOptions& options, const model::ImportReport& report);

struct AssessOptions {
    std::optional<base::Millis> from, until, asOf; // default: the scope's period, else the 90 days to as_of (now)
    std::vector<std::string> frameworks;           // default: the scope's, else all
    bool keep = true;                              // store the run and log it
};

// One row of `gaps`: a control that is in scope and not Supported (not applicable ones are no gap).
struct Gap {
    std::string framework, control, citation, title;
    model::Status status = model::Status::NotEvaluable;
    std::string variant;
    std::vector<model::Reason> reasons;
    std::int64_t exceptions = 0;
    model::Severity severity = model::Severity::Medium; // the worst of its linked checks
};

struct EventFilter {
    std::optional<base::Millis> from, until;
    std::string actor, action, outcome, source, environment; // "" any; `*` and `?` are wildcards in actor and action
    std::int64_t limit = 200;                                // -1 all
    bool newestFirst = false;
    bool perOrigin = false; // one row per origin, with source_file and index
};
// Called for each row with the values of the wanted columns, as text ("" for NULL; times as ISO 8601 UTC).
using RowSink = std::function<bool(const std::vector<std::string>&)>;
// Columns that events() knows, in their default order; source_file, index, offset and length come from the origin.
const std::vector<std::string>& eventColumns();

struct SourceStatus {
    std::string source, environment, title;
    bool declared = false;
    std::string expectation;
    std::int64_t files = 0, records = 0, events = 0, rejected = 0;
    std::optional<base::Millis> observedFrom, observedTo;
};

struct CoverageRow {
    std::string source, environment;
    model::Coverage coverage;
    check::CoverageDetail detail = {};
    std::vector<trail::ChainSummary> digests = {}; // of the provider itself, trail by trail
    std::int64_t unnamedFiles = 0;                 // imported files that none of them names
};

// How a pack is signed, and who stands for it.
struct SigningOptions {
    std::shared_ptr<const seal::SigningKey> key; // nullptr: the actor's own, made on first use and kept in the vault
    seal::TimeStamper stamper;                   // empty: no time stamp, nobody is asked
    std::string officer;                         // "Name, role" of who signs off; "" nobody
};

struct ReportOptions {
    std::string run;              // "" the newest
    std::string outline = "full"; // resources/packs/<outline>.json
    bool masked = true;
    std::string unmaskReason;     // needed when not masked; logged
    base::Millis generatedAt = 0; // 0: now
    SigningOptions signing = {};  // of a pack that is written as a file
};
struct ReportResult {
    pack::Document document;                        // for PDF
    std::map<std::string, std::string> attachments; // name -> bytes
    std::string json, csv;                          // the other formats
    std::string runId;
};

enum class ReportFormat { Pdf, Json, Csv, Zip }; // Zip: the attachments of a pack as files
// Draws a pack into a file; the program that runs brings it, since drawing needs more than this module may see.
using PackPrinter = std::function<base::Status(
    const pack::Document& document, const std::map<std::string, std::string>& attachments, const std::string& path)>;
struct WrittenReport {
    std::string run, sha256;
    std::int64_t size = 0;
    std::string signer = {};     // name in the certificate; "" not signed
    bool ownCertificate = false; // which nobody else vouches for
};

struct WrittenPair {
    WrittenReport pdf, zip;
};

struct VerifyStep {
    std::string what; // message key
    std::string detail;
    bool holds = true;
};
struct VerifyReport {
    std::vector<VerifyStep> steps;
    std::int64_t files = 0, leaves = 0, bytes = 0;
    bool columnsRead = false; // whether the records were normalised again and compared with the columns
    bool holds = false;
};

class Workspace {
public:
    // Creates a vault, encrypted when there is a lock, and writes its first log entry and checkpoint. The key opens it.
    static base::Result<store::VaultKey> create(const OpenOptions& options, const store::NewLock* lock = nullptr);
    static base::Result<Workspace> open(const OpenOptions& options);
    Workspace(Workspace&&) noexcept;
    Workspace& operator=(Workspace&&) noexcept;
    ~Workspace();

    const catalog::Catalog& content() const;
    const store::Vault& vault() const;
    // Text of a message key in the workspace's language; the key itself when there is none.
    std::string message(const std::string& key) const;

    base::Result<model::Scope> scope() const; // an empty scope when never set
    // Error codes of mustBeKnown() (Known.h) for a source, framework, role, condition or time zone that nobody knows.
    base::Status setScope(const model::Scope& scope);

    base::Result<model::ImportReport> import(const ImportOptions& options, const Progress& progress);
    // Maps the stored bytes of a log again under its definition as it is now. Error codes of ingest/Reread.h; after
    // one, "cancelled" too, the vault is as it was.
    base::Result<model::RereadReport> reread(const std::string& source, const Progress& progress);
    // Removes what an interrupted import left behind; returns how many files.
    base::Result<std::int64_t> abandonImport();
    // Records that could not be read; and, where a file breaks off or its checksum fails, that place of it (length 0).
    base::Result<std::vector<model::RejectedRecord>> rejects(std::int64_t limit = -1) const;
    base::Result<std::vector<store::StoredFile>> files() const;
    base::Result<std::vector<SourceStatus>> sources() const;

    base::Result<model::Run> assess(const AssessOptions& options, const Progress& progress);
    // Error codes "no-run", "run-unknown", "run-damaged" (what is kept of it does not give its id).
    base::Result<model::Run> run(const std::string& id = {}) const;
    base::Result<std::vector<std::string>> runIds() const;
    base::Result<std::vector<Gap>> gaps(const model::Run& run) const; // worst first

    base::Status events(const EventFilter& filter, const std::vector<std::string>& columns, const RowSink& row) const;
    base::Result<std::vector<CoverageRow>> coverage(const model::Period& period) const;
    base::Result<model::Trail> trail(model::RecordId record) const;
    // What of a run (default: the newest) rests on the record, computed again as far as it goes; nothing when nothing
    // was assessed yet. Error code "run-unknown".
    base::Result<CitingVerdicts> verdictsOn(model::RecordId record, const std::string& run = {}) const;
    // "123" or a source's own event id -> record; error codes "record-unknown", "record-ambiguous".
    base::Result<model::RecordId> findRecord(const std::string& text) const;

    base::Result<ReportResult> report(const ReportOptions& options, const Progress& progress);
    // Writes a report to a file and logs that it left the vault; a PDF is signed. Error codes "out-is-vault" (this
    // vault, what SQLite keeps beside it, or another database), "out-not-regular", "is-a-folder",
    // "certificate-expired", "sign-off-incomplete", and those of seal/PdfSign.h and the time stamper: nothing was
    // written. A sign-off stays in the evidence log even where writing fails after it.
    base::Result<WrittenReport> writeReport(const ReportOptions& options, ReportFormat format, const std::string& out,
                                            const PackPrinter& print, const Progress& progress);
    // A pack and beside it its ZIP twin: the same attachments, and a list of digests that names the PDF, too.
    base::Result<WrittenPair> writePair(const ReportOptions& options, const std::string& pdf, const std::string& zip,
                                        const PackPrinter& print, const Progress& progress);
    // The actor's own certificate, for those who receive packs; made on first use with its key.
    base::Result<seal::Certificate> ownCertificate();
    // Opens one mask of a run's pack ("‹masked:user:1a2b3c4d›", or its digits) and logs mask and reason, never the
    // value. Error codes "mask-unknown", "mask-ambiguous" (detail: the masks), "reveal-reason-missing".
    base::Result<seal::Opening> reveal(const std::string& mask, const std::string& reason, const std::string& run,
                                       const Progress& progress);
    // Logs that a pack left the vault (its file name, digest, run, masked or not).
    base::Status recordExport(const std::string& name, const std::string& sha256, const ReportResult& result,
                              bool masked, const std::string& reason);

    // Of an encrypted vault; error codes of store/KeyHolders.h, and "not-your-passphrase": people change their own, or
    // any with the recovery key. Everything is logged but the secrets.
    base::Status setPassphrase(const std::string& user, const seal::Secret& passphrase);
    // The new recovery key in letters, to be shown once.
    base::Result<seal::Secret> renewRecoveryKey();
    // Writes the vault anew under another key, with nobody else reading; error codes of store/VaultCopy.h.
    static base::Result<store::VaultKey> changeKey(const OpenOptions& options);
    // A SQLite file in clear, for other tools; logged. Error codes of store/VaultCopy.h and "out-is-vault".
    base::Status exportPlain(const std::string& out);

    // Computes bytes, leaves, roots and log again, and, unless `quick`, reads the columns of events from the bytes.
    base::Result<VerifyReport> verify(const Progress& progress, bool quick = false);

private:
    base::Result<pack::PackInput> packInput(const ReportOptions& options, const Progress& progress) const;
    base::Result<ReportResult> packOf(pack::PackInput input, const std::string& outline) const;
    base::Result<ReportResult> signedReport(ReportOptions& options, const Progress& progress);
    base::Result<WrittenReport> writePdf(const ReportOptions& options, const ReportResult& result,
                                         const std::string& out, const PackPrinter& print) const;
    base::Status readRuns(VerifyReport& report) const;
    base::Status readColumns(const std::vector<store::StoredFile>& files, const Progress& progress,
                             VerifyReport& report, std::set<model::FileId>& damaged) const;
    struct Private;
    explicit Workspace(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

// The name that somebody is logged in with.
std::string operatingSystemUser();

// Declares every source that was imported and is not declared yet: logs are expected every hour, what comes as one
// extract as a snapshot. Sets the period to that of the logs when the scope has none.
void declareImported(model::Scope& scope, const std::vector<SourceStatus>& imported);

// The period that an assessment uses: options, else the scope's, else the 90 days to as_of.
model::Period effectivePeriod(const model::Scope& scope, const AssessOptions& options, base::Millis now);

// CSV header of a register (its short name: "incident"), as it is filled in before there is a vault, and on request one
// example row, which an import rejects when it is left in; error code "register-unknown".
base::Result<std::string> registerTemplate(const catalog::Catalog& content, const std::string& name,
                                           bool withExample = false);

// Sets up the demo engagement: DIR/demo.vault with scope and imports of <resources>/demo. Returns the vault's path;
// error code "file-exists" when it is there already.
base::Result<std::string> createDemo(const std::string& directory, OpenOptions options, const Progress& progress);

} // namespace proofstead::workspace
