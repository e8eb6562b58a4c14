#include "store/EventRewriter.h"

#include "store/ImportStatements.h"

#include <algorithm>
#include <map>
#include <set>

namespace proofstead::store {

namespace {

constexpr const char* kReplaced[] = {"event_block", "duplicate_row", "reject_row", "file_environment"};

base::Status runWith(sqlite3* handle, const std::string& sql, std::int64_t argument) {
    PS_TRY(auto statement, Statement::prepare(handle, sql));
    statement.bind(1, argument);
    return statement.run();
}

base::Result<std::int64_t> number(sqlite3* handle, std::string_view sql, std::int64_t argument) {
    PS_TRY(auto statement, Statement::prepare(handle, sql));
    statement.bind(1, argument);
    PS_TRY(const bool row, statement.step());
    return row ? statement.integer(0) : 0;
}

// What an event was before.
struct Former {
    std::int64_t leaf = 0, index = 0, record = 0;
    std::uint64_t columns = 0, nativeId = 0; // keyed hashes
    std::uint32_t flags = 0;
    bool isCopy = false; // of an event that was delivered before
};

} // namespace

struct EventRewriter::Private {
    explicit Private(Vault& v) : vault(v), blocks(v.handle()), events(v.handle(), terms, nextRecord) {}

    Vault& vault;
    std::int64_t source = 0, import = 0, nextRecord = 1;
    std::uint64_t seed = 0;
    StoredFile file;
    TermTable terms;
    EventBlocks blocks; // as they were
    EventWriter events;
    ImportStatements insert;
    std::vector<Former> former;                            // of the file at hand, by leaf and number in it
    std::size_t seen = 0;                                  // of them, those that came again
    std::set<std::pair<std::int64_t, std::int64_t>> added; // leaf and ordinal of events that were not there
    std::map<std::int64_t, bool> records;                  // leaf -> every event of it a copy; accepted and copies only
    Counts counts;

    sqlite3* handle() const { return vault.handle(); }

    base::Status readBlocks() {
        PS_TRY(auto list, Statement::prepare(handle(), std::string("SELECT ") + kBlockColumns +
                                                           " FROM event_block WHERE file_id = ? ORDER BY id"));
        list.bind(1, file.id.value);
        for (;;) {
            PS_TRY(const bool row, list.step());
            if (!row) return {};
            PS_TRY(const auto block, blocks.open(readInfo(list)));
            for (std::size_t i = 0; i < block->count(); ++i)
                former.push_back({block->columns().leaves()[i], block->columns().indexes()[i], block->record(i),
                                  EventWriter::columnsHash(*block, i), keyedHash(seed, block->nativeId(i)),
                                  static_cast<std::uint32_t>(block->columns().flags().at(i)), false});
            PS_CHECK(block->check());
        }
    }

    base::Status readCopies() {
        PS_TRY(auto list,
               Statement::prepare(handle(), "SELECT leaf, idx, event_id FROM duplicate_row WHERE file_id = ?"));
        list.bind(1, file.id.value);
        for (;;) {
            PS_TRY(const bool row, list.step());
            if (!row) return {};
            former.push_back({list.integer(0), list.integer(1), list.integer(2), 0, 0, 0, true});
        }
    }

    // The nth event of a leaf as it was; nullptr: it had fewer.
    const Former* find(std::int64_t leaf, std::int64_t ordinal) const {
        auto at = std::lower_bound(former.begin(), former.end(), leaf,
                                   [](const Former& one, std::int64_t wanted) { return one.leaf < wanted; });
        for (; at != former.end() && at->leaf == leaf; ++at)
            if (ordinal-- == 0) return &*at;
        return nullptr;
    }

    void note(std::int64_t leaf, bool isCopy) {
        auto& allCopies = records.try_emplace(leaf, true).first->second;
        allCopies = allCopies && isCopy;
        ++counts.events;
    }
};

EventRewriter::EventRewriter(std::unique_ptr<Private> d) : m_d(std::move(d)) {}
EventRewriter::EventRewriter(EventRewriter&&) noexcept = default;
EventRewriter::~EventRewriter() = default;

std::uint64_t EventRewriter::seed() const {
    return m_d->seed;
}

base::Result<EventRewriter> EventRewriter::begin(Vault& vault, const std::string& source) {
    auto d = std::make_unique<Private>(vault);
    PS_TRY(d->seed, fingerprintSeed(vault.handle()));
    PS_CHECK(d->terms.prepare(vault.handle()));
    PS_CHECK(d->events.prepare());
    PS_CHECK(d->insert.prepare(vault.handle()));
    PS_TRY(d->nextRecord, number(vault.handle(), "SELECT value + ?1 FROM meta WHERE name = 'next_record'", 0));
    d->nextRecord = std::max<std::int64_t>(d->nextRecord, 1);
    PS_TRY(d->source, d->terms.id(source));
    // Hours of open files are not among them yet; those of closed ones are counted again, file by file.
    PS_CHECK(runWith(vault.handle(), "DELETE FROM hour_row WHERE source_id = ?", d->source));
    return EventRewriter(std::move(d));
}

base::Status EventRewriter::beginFile(const StoredFile& file) {
    auto& d = *m_d;
    d.file = file;
    d.counts = {};
    d.seen = 0;
    d.former.clear();
    d.added.clear();
    d.records.clear();
    PS_TRY(d.import, number(d.handle(), "SELECT import_id FROM file WHERE id = ?", file.id.value));
    PS_CHECK(d.readBlocks());
    PS_CHECK(d.readCopies());
    std::sort(d.former.begin(), d.former.end(),
              [](const Former& a, const Former& b) { return std::tie(a.leaf, a.index) < std::tie(b.leaf, b.index); });
    PS_CHECK(runWith(d.handle(), "DELETE FROM block_data WHERE id IN (SELECT id FROM event_block WHERE file_id = ?)",
                     file.id.value));
    for (const auto* table : kReplaced)
        PS_CHECK(runWith(d.handle(), std::string("DELETE FROM ") + table + " WHERE file_id = ?", file.id.value));
    d.blocks.forget();
    d.events.dropFile();
    PS_CHECK(d.events.beginFile(file.id.value, d.source));
    return {};
}

base::Status EventRewriter::put(const EventPlace& place, std::int64_t ordinal, const model::EventFields& event,
                                std::uint64_t content) {
    auto& d = *m_d;
    const auto* former = d.find(place.leaf, ordinal);
    if (!former) {
        d.added.emplace(place.leaf, ordinal);
        return {};
    }
    ++d.seen;
    d.note(place.leaf, former->isCopy);
    if (former->isCopy) return d.events.addDuplicate(place, event, former->record);
    EventWriter::Kept kept{former->record, former->flags, keyedHash(d.seed, event.nativeId) == former->nativeId};
    PS_TRY(const auto columns, d.events.keep(place, event, content, kept));
    d.counts.changed += columns == former->columns ? 0 : 1;
    return {};
}

base::Status EventRewriter::reject(const model::RejectedRecord& reject) {
    auto& s = m_d->insert.reject;
    int column = 0;
    for (const auto value : {m_d->file.id.value, reject.leaf, reject.line, reject.offset, reject.length})
        s.bind(++column, value);
    s.bind(6, std::string_view(reject.reason));
    s.bind(7, std::string_view(reject.detail));
    ++m_d->counts.rejected;
    return s.run();
}

bool EventRewriter::wantsNew() const {
    return !m_d->added.empty();
}

base::Status EventRewriter::putNew(const EventPlace& place, std::int64_t ordinal, const model::EventFields& event,
                                   std::uint64_t content) {
    auto& d = *m_d;
    if (!d.added.contains({place.leaf, ordinal})) return {};
    if (d.counts.gained++ == 0) PS_CHECK(d.events.endBlock()); // new ids do not go on from old ones
    PS_TRY(const auto verdict, d.events.add(place, event, content));
    d.note(place.leaf, verdict == EventVerdict::Duplicate);
    return {};
}

base::Result<EventRewriter::Counts> EventRewriter::endFile() {
    auto& d = *m_d;
    PS_CHECK(d.events.closeFile(d.import));
    d.counts.lost = static_cast<std::int64_t>(d.former.size() - d.seen);
    for (const auto& [leaf, isCopy] : d.records)
        ++(isCopy ? d.counts.duplicate : d.counts.accepted);
    const auto& environments = d.events.environments();
    PS_TRY(const auto environment, d.terms.text(environments.only()));
    PS_TRY(auto update, Statement::prepare(d.handle(), "UPDATE file SET environment = ?, events = ?, accepted = ?, "
                                                       "duplicate = ?, rejected = ?, observed_from = ?, "
                                                       "observed_to = ? WHERE id = ?"));
    update.bindTextOrNull(1, environment);
    int column = 1;
    for (const auto value : {d.counts.events, d.counts.accepted, d.counts.duplicate, d.counts.rejected})
        update.bind(++column, value);
    if (const auto from = environments.first()) update.bind(6, *from);
    if (const auto to = environments.last()) update.bind(7, *to);
    update.bind(8, d.file.id.value);
    PS_CHECK(update.run());
    return d.counts;
}

base::Status EventRewriter::finish() {
    PS_CHECK(m_d->events.flush());
    PS_TRY(auto next, Statement::prepare(m_d->handle(), "INSERT INTO meta(name, value) VALUES('next_record', ?) "
                                                        "ON CONFLICT(name) DO UPDATE SET value = excluded.value"));
    next.bind(1, m_d->nextRecord);
    return next.run();
}

} // namespace proofstead::store
