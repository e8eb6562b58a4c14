#include "store/ImportWriter.h"

#include "base/Failpoint.h"
#include "base/Text.h"
#include "store/ImportStatements.h"
#include "store/OpenImports.h"
#include "store/SnapshotRows.h"
#include "store/TermTable.h"

#include <algorithm>
#include <sqlite3.h>
#include <utility>

namespace proofstead::store {

namespace {

base::Result<std::int64_t> number(sqlite3* handle, std::string_view sql, std::int64_t argument = 0) {
    PS_TRY(auto statement, Statement::prepare(handle, sql));
    statement.bind(1, argument);
    PS_TRY(const bool row, statement.step());
    return row ? statement.integer(0) : 0;
}

base::Status runWith(sqlite3* handle, std::string_view sql, std::int64_t argument) {
    PS_TRY(auto statement, Statement::prepare(handle, sql));
    statement.bind(1, argument);
    return statement.run();
}

} // namespace

struct ImportWriter::Private {
    explicit Private(Vault& v) : vault(v), events(v.handle(), terms, nextRecord) {}

    Vault& vault;
    std::string actor;
    std::int64_t import = 0;
    std::int64_t file = 0;
    std::int64_t sourceTerm = 0;
    NewFile current;
    std::int64_t nextRecord = 1;
    std::uint64_t seed = 0;
    bool inTransaction = false;
    bool marked = false; // the file at hand can be gone on with
    bool triedToLeave = false, logLess = false;
    TermTable terms;
    EventWriter events;
    SnapshotRows snapshots;
    ImportStatements insert;

    sqlite3* handle() const { return vault.handle(); }

    base::Status prepare() {
        PS_CHECK(terms.prepare(handle()));
        PS_CHECK(events.prepare());
        PS_CHECK(snapshots.prepare(handle()));
        PS_CHECK(insert.prepare(handle()));
        return {};
    }

    // Inside an open import a lost batch is only read again; closing it makes everything before durable. SQLite heeds
    // this outside a transaction only. What is written is hardly ever looked at again, so that a small cache does.
    void syncCheckpointsOnly() const {
        sqlite3_exec(handle(), "PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=16000; PRAGMA cache_size=-16384",
                     nullptr, nullptr, nullptr);
    }
    void syncEveryCommit() const {
        if (logLess) sqlite3_exec(handle(), "PRAGMA journal_mode=WAL", nullptr, nullptr, nullptr);
        sqlite3_exec(handle(), "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-65536",
                     nullptr, nullptr, nullptr);
    }

    // What a long import adds is nearly all new pages. The write-ahead log would hold each of them once more; a
    // rollback journal holds only the few that are changed. So after the first batch it takes the log's place, unless
    // somebody else has the vault open: readers of a log cannot follow. The cache holds a batch, so that others can
    // read until it is committed.
    void leaveLog() {
        if (std::exchange(triedToLeave, true)) return;
        auto mode = Statement::prepare(handle(), "PRAGMA journal_mode=DELETE");
        if (!mode) return;
        const auto row = mode->step();
        logLess = row && *row && mode->text(0) == "delete";
        mode->reset();
        if (logLess)
            sqlite3_exec(handle(), "PRAGMA synchronous=FULL; PRAGMA cache_size=-20480", nullptr, nullptr, nullptr);
    }

    base::Status commit();

    base::Status ensureTransaction() {
        if (!inTransaction) {
            PS_CHECK(vault.begin());
            inTransaction = true;
        }
        return {};
    }
};

ImportWriter::ImportWriter(std::unique_ptr<Private> d) : m_d(std::move(d)) {}
ImportWriter::ImportWriter(ImportWriter&&) noexcept = default;

ImportWriter::~ImportWriter() {
    if (!m_d) return;
    if (m_d->inTransaction) m_d->vault.rollback();
    m_d->syncEveryCommit();
}

base::Result<ImportWriter> ImportWriter::begin(Vault& vault, const std::string& actor) {
    auto d = std::make_unique<Private>(vault);
    d->actor = actor;
    PS_TRY(d->seed, fingerprintSeed(vault.handle()));
    PS_CHECK(d->prepare());
    PS_TRY(d->nextRecord, number(vault.handle(), "SELECT value + ?1 FROM meta WHERE name = 'next_record'"));
    d->nextRecord = std::max<std::int64_t>(d->nextRecord, 1);
    d->syncCheckpointsOnly();
    PS_CHECK(d->ensureTransaction());
    PS_TRY(auto insert,
           Statement::prepare(vault.handle(), "INSERT INTO import(state, started_at, actor) VALUES('open', ?, ?)"));
    insert.bind(1, base::now());
    insert.bind(2, std::string_view(actor));
    PS_CHECK(insert.run());
    d->import = sqlite3_last_insert_rowid(vault.handle());
    return ImportWriter(std::move(d));
}

std::uint64_t ImportWriter::seed() const {
    return m_d->seed;
}

EvidenceStore ImportWriter::evidence() const {
    return EvidenceStore(m_d->vault);
}

base::Result<bool> ImportWriter::knownSize(std::int64_t size) const {
    PS_TRY(auto statement,
           Statement::prepare(m_d->handle(), "SELECT 1 FROM file WHERE size = ? AND custody IS NOT NULL LIMIT 1"));
    statement.bind(1, size);
    return statement.step();
}

base::Result<std::optional<StoredFile>> ImportWriter::known(const std::string& sha256) const {
    PS_TRY(auto statement,
           Statement::prepare(m_d->handle(), "SELECT id FROM file WHERE sha256 = ? AND custody IS NOT NULL"));
    statement.bind(1, std::string_view(sha256));
    PS_TRY(const bool row, statement.step());
    if (!row) return std::optional<StoredFile>();
    PS_TRY(auto file, EvidenceStore(m_d->vault).file({statement.integer(0)}));
    return std::optional<StoredFile>(std::move(file));
}

base::Result<model::FileId> ImportWriter::beginFile(const NewFile& file) {
    auto& d = *m_d;
    PS_CHECK(d.ensureTransaction());
    PS_TRY(d.sourceTerm, d.terms.id(file.source));
    PS_TRY(auto insert, Statement::prepare(d.handle(), "INSERT INTO file(import_id, source_id, register, path, member, "
                                                       "imported_at, collected_at, predecessor) "
                                                       "VALUES(?,?,?,?,?,?,?,?)"));
    insert.bind(1, d.import);
    insert.bind(2, d.sourceTerm);
    insert.bindTextOrNull(3, file.registerName);
    insert.bind(4, std::string_view(file.path));
    insert.bind(5, std::string_view(file.member));
    insert.bind(6, base::now());
    if (file.collectedAt)
        insert.bind(7, *file.collectedAt);
    else
        insert.bindNull(7);
    insert.bindNull(8);
    if (file.predecessor) insert.bind(8, file.predecessor->value);
    PS_CHECK(insert.run());
    d.file = sqlite3_last_insert_rowid(d.handle());
    d.marked = false;
    d.current = file;
    PS_CHECK(d.events.beginFile(d.file, d.sourceTerm));
    return model::FileId{d.file};
}

base::Result<std::vector<ImportWriter::Interrupted>> ImportWriter::interrupted() const {
    PS_TRY(auto statement,
           Statement::prepare(m_d->handle(), "SELECT f.id, s.text, f.member, m.mark FROM file f JOIN resume_mark m ON "
                                             "m.file_id = f.id JOIN term s ON s.id = f.source_id "
                                             "WHERE f.custody IS NULL ORDER BY f.id"));
    std::vector<Interrupted> list;
    for (;;) {
        PS_TRY(const bool row, statement.step());
        if (!row) return list;
        auto mark = base::parseJson(statement.text(3));
        list.push_back({{statement.integer(0)},
                        statement.string(1),
                        statement.string(2),
                        mark ? std::move(*mark) : base::Json::object()});
    }
}

base::Status ImportWriter::goOn(const Interrupted& left, const NewFile& file) {
    auto& d = *m_d;
    PS_CHECK(d.ensureTransaction());
    PS_TRY(d.sourceTerm, d.terms.id(file.source));
    d.file = left.file.value;
    d.marked = true;
    d.current = file;
    PS_TRY(auto update, Statement::prepare(d.handle(), "UPDATE file SET import_id = ?, path = ? WHERE id = ?"));
    update.bind(1, d.import);
    update.bind(2, std::string_view(file.path));
    update.bind(3, d.file);
    PS_CHECK(update.run());
    PS_CHECK(d.events.beginFile(d.file, d.sourceTerm));
    return d.events.countAgain();
}

base::Status ImportWriter::abandon(const Interrupted& left) {
    PS_CHECK(m_d->ensureTransaction());
    return deleteFile(m_d->handle(), left.file.value);
}

bool ImportWriter::isMarked() const {
    return m_d->marked;
}

base::Status ImportWriter::setMark(const base::Json& mark) {
    m_d->marked = true;
    PS_CHECK(m_d->ensureTransaction());
    PS_TRY(auto statement,
           Statement::prepare(m_d->handle(), "INSERT OR REPLACE INTO resume_mark(file_id, mark) VALUES(?, ?)"));
    const auto text = base::canonicalJson(mark);
    statement.bind(1, m_d->file);
    statement.bind(2, std::string_view(text));
    return statement.run();
}

base::Status ImportWriter::addSegment(const SegmentData& segment) {
    auto& s = m_d->insert.segment;
    PS_CHECK(m_d->ensureTransaction());
    PS_CHECK(m_d->events.endBlock());
    s.bind(1, m_d->file);
    s.bind(2, segment.firstLeaf);
    s.bind(3, segment.leaves);
    s.bind(4, segment.rawSize);
    s.bindBlob(5, base::asBytes(segment.layout));
    s.bindBlob(6, base::asBytes(segment.salts));
    s.bindBlob(7, base::asBytes(segment.hashes));
    s.bindBlob(8, base::asBytes(segment.packed));
    PS_CHECK(s.run());
    base::passFailpoint(base::Failpoint::SegmentWritten);
    return {};
}

base::Status ImportWriter::addPointer(std::int64_t leaf, const std::string& pointer) {
    auto& s = m_d->insert.pointer;
    s.bind(1, m_d->file);
    s.bind(2, leaf);
    s.bind(3, std::string_view(pointer));
    return s.run();
}

base::Status ImportWriter::addReject(const model::RejectedRecord& reject) {
    auto& s = m_d->insert.reject;
    PS_CHECK(m_d->ensureTransaction());
    int column = 0;
    for (const auto value : {m_d->file, reject.leaf, reject.line, reject.offset, reject.length})
        s.bind(++column, value);
    s.bind(6, std::string_view(reject.reason));
    s.bind(7, std::string_view(reject.detail));
    return s.run();
}

base::Result<EventVerdict> ImportWriter::addEvent(const EventPlace& place, const model::EventFields& event,
                                                  std::uint64_t contentHash) {
    PS_CHECK(m_d->ensureTransaction());
    return m_d->events.add(place, event, contentHash);
}

base::Status ImportWriter::addRegisterRow(std::int64_t leaf, const std::string& key, const base::Json& data) {
    auto& s = m_d->insert.registerRow;
    PS_CHECK(m_d->ensureTransaction());
    const auto text = base::canonicalJson(data);
    s.bind(1, m_d->nextRecord++);
    s.bind(2, m_d->file);
    s.bind(3, leaf);
    s.bind(4, std::string_view(m_d->current.registerName));
    s.bind(5, std::string_view(key));
    s.bind(6, std::string_view(text));
    return s.run();
}

base::Status ImportWriter::addDocument(std::int64_t leaf) {
    auto& s = m_d->insert.document;
    PS_CHECK(m_d->ensureTransaction());
    s.bind(1, m_d->nextRecord++);
    s.bind(2, m_d->file);
    s.bind(3, leaf);
    return s.run();
}

base::Status ImportWriter::addSnapshot(const model::AccessSnapshot& snapshot,
                                       const std::function<std::int64_t(const std::string&)>& leafOf) {
    PS_CHECK(m_d->ensureTransaction());
    return m_d->snapshots.add(snapshot, m_d->file, m_d->nextRecord, leafOf);
}

base::Status ImportWriter::dropFile() {
    PS_CHECK(m_d->ensureTransaction());
    // The fingerprints stay in memory: a look for their events then finds nothing, and the event counts as new.
    m_d->events.dropFile();
    return deleteFile(m_d->handle(), m_d->file);
}

base::Result<model::LogSeq> ImportWriter::closeFile(const FileTotals& t) {
    auto& d = *m_d;
    base::passFailpoint(base::Failpoint::BeforeClosing);
    PS_CHECK(d.ensureTransaction());
    PS_CHECK(d.events.closeFile(d.import)); // not before, or an unclosed file would count as delivered
    const auto& environments = d.events.environments();
    auto environment = t.environment;
    if (environment.empty()) {
        PS_TRY(environment, d.terms.text(environments.only()));
    }
    const auto from = t.observedFrom ? t.observedFrom : environments.first();
    const auto to = t.observedTo ? t.observedTo : environments.last();
    base::Json body = t.custody.is_object() ? t.custody : base::Json::object();
    body.update({{"file", d.file},
                 {"source", d.current.source},
                 {"path", d.current.path},
                 {"sha256", t.sha256},
                 {"content_sha256", t.contentSha256},
                 {"size", t.size},
                 {"content_size", t.contentSize},
                 {"records", t.records},
                 {"accepted", t.accepted},
                 {"duplicate", t.duplicate},
                 {"rejected", t.rejected},
                 {"root", t.root}});
    if (!d.current.member.empty()) body["member"] = d.current.member;
    if (d.current.collectedAt) body["collected_at"] = base::formatTime(*d.current.collectedAt);
    if (!t.problem.empty()) body["problem"] = t.problem;
    PS_TRY(const auto seq, d.vault.append("custody", d.actor, body));
    base::passFailpoint(base::Failpoint::CustodyWritten);
    PS_TRY(auto update,
           Statement::prepare(d.handle(), "UPDATE file SET environment = ?, sha256 = ?, content_sha256 = ?, size = ?, "
                                          "content_size = ?, records = ?, events = ?, accepted = ?, duplicate = ?, "
                                          "rejected = ?, root = ?, custody = ?, observed_from = ?, observed_to = ?, "
                                          "problem = ? WHERE id = ?"));
    update.bindTextOrNull(1, environment);
    update.bind(2, std::string_view(t.sha256));
    update.bind(3, std::string_view(t.contentSha256));
    int column = 3;
    for (const auto value : {t.size, t.contentSize, t.records, t.events, t.accepted, t.duplicate, t.rejected})
        update.bind(++column, value);
    update.bind(11, std::string_view(t.root));
    update.bind(12, seq);
    if (from) update.bind(13, *from);
    if (to) update.bind(14, *to);
    update.bind(15, std::string_view(t.problem));
    update.bind(16, d.file);
    PS_CHECK(update.run());
    base::passFailpoint(base::Failpoint::ClosedInPart);
    PS_CHECK(runWith(d.handle(), "DELETE FROM resume_mark WHERE file_id = ?", d.file));
    PS_TRY(auto first,
           Statement::prepare(d.handle(), "UPDATE import SET first_custody = coalesce(first_custody, ?) WHERE id = ?"));
    first.bind(1, seq);
    first.bind(2, d.import);
    PS_CHECK(first.run());
    return seq;
}

base::Status ImportWriter::commit() {
    PS_CHECK(m_d->commit());
    m_d->leaveLog();
    return {};
}

base::Status ImportWriter::Private::commit() {
    auto& d = *this;
    if (!d.inTransaction) return {};
    PS_CHECK(d.events.endBlock());
    PS_CHECK(d.events.flush());
    PS_TRY(auto next, Statement::prepare(d.handle(), "INSERT INTO meta(name, value) VALUES('next_record', ?) "
                                                     "ON CONFLICT(name) DO UPDATE SET value = excluded.value"));
    next.bind(1, d.nextRecord);
    PS_CHECK(next.run());
    d.inTransaction = false;
    base::passFailpoint(base::Failpoint::BeforeCommit);
    PS_CHECK(d.vault.commit());
    base::passFailpoint(base::Failpoint::AfterCommit);
    return {};
}

base::Status ImportWriter::finish() {
    PS_CHECK(m_d->commit());
    m_d->syncEveryCommit();
    PS_CHECK(m_d->ensureTransaction());
    PS_CHECK(runWith(m_d->handle(), "UPDATE import SET state = 'closed' WHERE id = ?", m_d->import));
    return m_d->commit();
}

} // namespace proofstead::store
