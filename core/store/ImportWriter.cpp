#include "store/ImportWriter.h"

#include "base/Text.h"
#include "store/Environments.h"
#include "store/Fingerprints.h"
#include "store/ImportStatements.h"
#include "store/OpenImports.h"
#include "store/Rollups.h"
#include "store/SnapshotRows.h"
#include "store/TermTable.h"

#include <algorithm>
#include <cstring>
#include <sqlite3.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace proofstead::store {

std::uint64_t keyedHash(std::uint64_t seed, std::string_view bytes) {
    return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

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
    explicit Private(Vault& v) : vault(v) {}

    Vault& vault;
    std::string actor;
    std::int64_t import = 0;
    std::int64_t file = 0;
    std::int64_t sourceTerm = 0;
    NewFile current;
    std::int64_t nextRecord = 1;
    std::uint64_t seed = 0;
    bool inTransaction = false;
    EnvironmentTally environments;
    TermTable terms;
    Fingerprints fingerprints;
    bool buildIndexes = false;
    Rollups rollups;
    SnapshotRows snapshots;
    ImportStatements insert;

    sqlite3* handle() const { return vault.handle(); }

    base::Status prepare() {
        PS_CHECK(terms.prepare(handle()));
        PS_CHECK(rollups.prepare(handle()));
        PS_CHECK(snapshots.prepare(handle()));
        PS_CHECK(insert.prepare(handle()));
        return {};
    }

    // Inside an open import a lost batch is only read again; closing it makes everything before durable. SQLite heeds
    // this outside a transaction only.
    void syncCheckpointsOnly() const {
        sqlite3_exec(handle(), "PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=16000", nullptr, nullptr, nullptr);
    }
    void syncEveryCommit() const {
        sqlite3_exec(handle(), "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000", nullptr, nullptr, nullptr);
    }

    base::Status ensureTransaction() {
        if (!inTransaction) {
            PS_CHECK(vault.begin());
            inTransaction = true;
        }
        return {};
    }

    // Sources with an id of their own are told apart across files, the others within one.
    std::uint64_t fingerprint(std::string_view nativeId, std::uint64_t content) const {
        const auto base = seed ^ static_cast<std::uint64_t>(sourceTerm) * 0x9E3779B97F4A7C15ULL;
        if (!nativeId.empty()) return keyedHash(base, nativeId);
        return keyedHash(base + static_cast<std::uint64_t>(file), {reinterpret_cast<const char*>(&content), 8});
    }

    base::Status flagReused(const std::vector<std::int64_t>& records) {
        for (const auto record : records) {
            insert.flag.bind(1, std::int64_t{model::kIdReused});
            insert.flag.bind(2, record);
            PS_CHECK(insert.flag.run());
        }
        return {};
    }

    void note(const model::EventFields& event, std::int64_t environment) {
        const bool timed = !(event.flags & model::kNoTime);
        environments.add(environment, timed ? std::optional(event.at) : std::nullopt);
    }

    base::Status writeEvent(const EventPlace& place, const model::EventFields& e, bool reused) {
        std::int64_t ids[14];
        const std::string_view texts[14] = {e.environment, e.region, e.eventClass, e.activity,       e.service,
                                            e.action,      e.actor,  e.actorType,  e.actorPrincipal, e.actorAccount,
                                            e.error,       e.srcIp,  e.userAgent,  e.category};
        for (int i = 0; i < 14; ++i) {
            PS_TRY(ids[i], terms.id(texts[i]));
        }
        auto& s = insert.event;
        const bool timed = !(e.flags & model::kNoTime);
        int column = 0;
        for (const auto value :
             {nextRecord, file, place.leaf, place.index, place.offset, place.length, sourceTerm, ids[0], ids[1]})
            s.bind(++column, value);
        if (timed)
            s.bind(++column, e.at);
        else
            s.bindNull(++column);
        for (int i = 2; i < 10; ++i)
            s.bind(++column, ids[i]);
        s.bind(++column, std::int64_t{e.outcome == "success" ? 1 : e.outcome == "failure" ? 2 : 0});
        for (int i = 10; i < 14; ++i)
            s.bind(++column, ids[i]);
        s.bind(++column, static_cast<std::int64_t>(e.flags | (reused ? model::kIdReused : 0U)));
        s.bindTextOrNull(++column, e.target);
        s.bindTextOrNull(++column, e.nativeId);
        s.bindTextOrNull(++column, e.attributes);
        PS_CHECK(s.run());
        if (timed)
            rollups.add({sourceTerm, ids[0], ids[1], ids[13], ids[8], ids[4], ids[5], e.at, e.outcome == "failure"});
        note(e, ids[0]);
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

base::Status ImportWriter::expectBytes(std::int64_t bytes) {
    // From about a hundred thousand events on, sorting once beats keeping three trees in order.
    constexpr std::int64_t kLarge = std::int64_t{128} << 20;
    PS_TRY(const bool fresh, holdsNoEvents(m_d->handle()));
    if (!fresh || bytes < kLarge) return {};
    PS_CHECK(m_d->ensureTransaction());
    m_d->buildIndexes = true;
    return dropEventIndexes(m_d->handle());
}

base::Result<ImportWriter> ImportWriter::begin(Vault& vault, const std::string& actor) {
    auto d = std::make_unique<Private>(vault);
    d->actor = actor;
    PS_TRY(auto seed, Statement::prepare(vault.handle(), "SELECT value FROM meta WHERE name = 'fingerprint_seed'"));
    PS_TRY(const bool row, seed.step());
    if (row && seed.blob(0).size() == sizeof d->seed) std::memcpy(&d->seed, seed.blob(0).data(), sizeof d->seed);
    seed.reset();
    PS_CHECK(d->prepare());
    PS_CHECK(d->fingerprints.load(vault.handle()));
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
                                                       "imported_at, collected_at) VALUES(?,?,?,?,?,?,?)"));
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
    PS_CHECK(insert.run());
    d.file = sqlite3_last_insert_rowid(d.handle());
    d.current = file;
    d.environments.forget();
    return model::FileId{d.file};
}

base::Status ImportWriter::addSegment(const SegmentData& segment) {
    auto& s = m_d->insert.segment;
    PS_CHECK(m_d->ensureTransaction());
    s.bind(1, m_d->file);
    s.bind(2, segment.firstLeaf);
    s.bind(3, segment.leaves);
    s.bind(4, segment.rawSize);
    s.bindBlob(5, base::asBytes(segment.layout));
    s.bindBlob(6, base::asBytes(segment.salts));
    s.bindBlob(7, base::asBytes(segment.hashes));
    s.bindBlob(8, base::asBytes(segment.packed));
    return s.run();
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
    auto& d = *m_d;
    PS_CHECK(d.ensureTransaction());
    const auto fp = d.fingerprint(event.nativeId, contentHash);
    PS_TRY(const auto match, d.fingerprints.match(fp, event.nativeId, contentHash, d.file));
    if (match.duplicateOf != 0) {
        int column = 0;
        for (const auto value : {match.duplicateOf, d.file, place.leaf, place.index, place.offset, place.length})
            d.insert.duplicate.bind(++column, value);
        PS_CHECK(d.insert.duplicate.run());
        PS_TRY(const auto environment, d.terms.id(event.environment));
        d.note(event, environment);
        return EventVerdict::Duplicate;
    }
    PS_CHECK(d.flagReused(match.reused));
    PS_CHECK(d.writeEvent(place, event, !match.reused.empty()));
    d.fingerprints.add(fp, d.nextRecord, contentHash);
    ++d.nextRecord;
    return EventVerdict::Accepted;
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

base::Status ImportWriter::addSnapshot(const model::AccessSnapshot& snapshot,
                                       const std::function<std::int64_t(const std::string&)>& leafOf) {
    PS_CHECK(m_d->ensureTransaction());
    return m_d->snapshots.add(snapshot, m_d->file, m_d->nextRecord, leafOf);
}

base::Status ImportWriter::dropFile() {
    PS_CHECK(m_d->ensureTransaction());
    // The fingerprints stay in memory: a look into the table then finds nothing, and the event counts as new.
    m_d->rollups.forget();
    PS_CHECK(m_d->fingerprints.flush());
    return deleteFile(m_d->handle(), m_d->file);
}

base::Result<model::LogSeq> ImportWriter::closeFile(const FileTotals& t) {
    auto& d = *m_d;
    PS_CHECK(d.ensureTransaction());
    PS_CHECK(d.rollups.flush(d.import)); // not before, or an unclosed file would count as delivered
    PS_CHECK(d.environments.write(d.handle(), d.file));
    auto environment = t.environment;
    if (environment.empty()) {
        PS_TRY(environment, d.terms.text(d.environments.only()));
    }
    const auto from = t.observedFrom ? t.observedFrom : d.environments.first();
    const auto to = t.observedTo ? t.observedTo : d.environments.last();
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
    PS_TRY(auto first,
           Statement::prepare(d.handle(), "UPDATE import SET first_custody = coalesce(first_custody, ?) WHERE id = ?"));
    first.bind(1, seq);
    first.bind(2, d.import);
    PS_CHECK(first.run());
    return seq;
}

base::Status ImportWriter::commit() {
    auto& d = *m_d;
    if (!d.inTransaction) return {};
    PS_CHECK(d.fingerprints.flush());
    PS_TRY(auto next, Statement::prepare(d.handle(), "INSERT INTO meta(name, value) VALUES('next_record', ?) "
                                                     "ON CONFLICT(name) DO UPDATE SET value = excluded.value"));
    next.bind(1, d.nextRecord);
    PS_CHECK(next.run());
    d.inTransaction = false;
    return d.vault.commit();
}

base::Status ImportWriter::finish() {
    PS_CHECK(commit());
    m_d->syncEveryCommit();
    PS_CHECK(m_d->ensureTransaction());
    PS_CHECK(runWith(m_d->handle(), "UPDATE import SET state = 'closed' WHERE id = ?", m_d->import));
    if (m_d->buildIndexes) PS_CHECK(buildEventIndexes(m_d->handle()));
    return commit();
}

} // namespace proofstead::store
