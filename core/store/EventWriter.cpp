#include "store/EventWriter.h"

#include "store/Varint.h"

#include <algorithm>

namespace proofstead::store {

namespace {

// Codes of a block are 16 bits wide; a block much larger than a segment's would make single events slow to read.
constexpr std::size_t kMostInBlock = 16'384;

// Of what a definition reads; not of where it lies.
std::uint64_t hashOf(const EventEntry& entry) {
    std::string text;
    for (const auto number : entry.terms)
        appendVarint(text, static_cast<std::uint64_t>(number));
    const bool timed = !(entry.flags & model::kNoTime);
    for (const auto number : {timed ? entry.at : 0, entry.recordedAt, static_cast<std::int64_t>(entry.flags),
                              static_cast<std::int64_t>(entry.outcome)})
        appendVarint(text, static_cast<std::uint64_t>(number));
    for (const auto part : {entry.target, entry.nativeId, entry.attributes}) {
        appendVarint(text, part.size());
        text += part;
    }
    return keyedHash(0, text);
}

} // namespace

EventWriter::EventWriter(sqlite3* handle, TermTable& terms, std::int64_t& nextRecord)
    : m_handle(handle), m_terms(terms), m_nextRecord(nextRecord), m_blocks(handle) {}

base::Status EventWriter::prepare() {
    const auto prepare = [&](Statement& statement, std::string_view sql) -> base::Status {
        PS_TRY(statement, Statement::prepare(m_handle, sql, true));
        return {};
    };
    PS_CHECK(prepare(m_addBlock,
                     "INSERT INTO event_block(id, first_record, count, file_id, source_id, first_at, last_at, "
                     "flags) VALUES(?,?,?,?,?,?,?,?)"));
    PS_CHECK(prepare(m_addData, "INSERT INTO block_data(id, columns, native_ids, targets, attributes, contents) "
                                "VALUES(?,?,?,?,?,?)"));
    PS_CHECK(prepare(m_addDuplicate,
                     "INSERT OR IGNORE INTO duplicate_row(event_id, file_id, leaf, idx, offset, length) "
                     "VALUES(?,?,?,?,?,?)"));
    PS_CHECK(prepare(m_addFlag, "INSERT OR IGNORE INTO event_flag(id, file_id, flags) VALUES(?,?,?)"));
    PS_CHECK(prepare(m_addPosting, "INSERT INTO event_posting(kind, term, part, bits) VALUES(?,?,?,?) "
                                   "ON CONFLICT DO UPDATE SET bits = bits | excluded.bits"));
    PS_CHECK(m_rollups.prepare(m_handle));
    PS_CHECK(m_fingerprints.load(m_handle));
    PS_TRY(auto next, Statement::prepare(m_handle, "SELECT coalesce(max(id), 0) + 1 FROM event_block"));
    PS_TRY(const bool row, next.step());
    if (row) m_nextBlock = next.integer(0);
    return {};
}

base::Status EventWriter::beginFile(std::int64_t file, std::int64_t source) {
    m_file = file;
    m_source = source;
    m_environments.forget();
    m_chain.clear();
    PS_TRY(auto chain, Statement::prepare(m_handle, "WITH RECURSIVE chain(id) AS (VALUES(?1) UNION SELECT predecessor "
                                                    "FROM file JOIN chain USING(id) WHERE predecessor IS NOT NULL) "
                                                    "SELECT id FROM chain ORDER BY id"));
    chain.bind(1, file);
    for (;;) {
        PS_TRY(const bool row, chain.step());
        if (!row) return {};
        m_chain.push_back(chain.integer(0));
    }
}

base::Result<std::int64_t> EventWriter::term(std::size_t column, std::string_view text) {
    if (text.empty()) return 0;
    auto& [last, id] = m_last[column];
    if (last == text) return id;
    PS_TRY(id, m_terms.id(text));
    last.assign(text);
    return id;
}

base::Status EventWriter::addDuplicate(const EventPlace& place, const model::EventFields& event, std::int64_t of) {
    int column = 0;
    for (const auto value : {of, m_file, place.leaf, place.index, place.offset, place.length})
        m_addDuplicate.bind(++column, value);
    PS_CHECK(m_addDuplicate.run());
    PS_TRY(const auto environment, m_terms.id(event.environment));
    m_environments.add(environment, event.flags & model::kNoTime ? std::nullopt : std::optional(event.at));
    return {};
}

base::Status EventWriter::flagReused(std::int64_t first) {
    m_addFlag.bind(1, first);
    m_addFlag.bind(2, m_file);
    m_addFlag.bind(3, std::int64_t{model::kIdReused});
    return m_addFlag.run();
}

base::Result<EventVerdict> EventWriter::add(const EventPlace& place, const model::EventFields& event,
                                            std::uint64_t content) {
    if (m_builder.size() >= kMostInBlock) PS_CHECK(endBlock());
    if (m_builder.size() == 0) m_firstPending = m_nextRecord;
    PS_TRY(const auto match, m_fingerprints.match({m_source, m_chain, event.nativeId, content}, m_nextRecord, m_blocks,
                                                  m_builder, m_firstPending));
    if (match.duplicateOf != 0) {
        PS_CHECK(addDuplicate(place, event, match.duplicateOf));
        return EventVerdict::Duplicate;
    }
    PS_TRY(auto entry, entryOf(place, event, content));
    if (match.reusedFrom != 0) {
        entry.flags |= model::kIdReused;
        PS_CHECK(flagReused(match.reusedFrom));
    }
    addEntry(entry);
    ++m_nextRecord;
    return EventVerdict::Accepted;
}

base::Result<EventEntry> EventWriter::entryOf(const EventPlace& place, const model::EventFields& event,
                                              std::uint64_t content) {
    EventEntry entry;
    entry.leaf = place.leaf;
    entry.index = place.index;
    entry.offset = place.offset;
    entry.length = place.length;
    const auto texts = termTexts(event);
    for (std::size_t i = 0; i < kTermCount; ++i) {
        PS_TRY(entry.terms[i], term(i, texts[i]));
    }
    entry.at = event.at;
    entry.recordedAt = event.recordedAt;
    entry.flags = event.flags;
    entry.outcome = storedOutcome(event.outcome);
    entry.target = event.target;
    entry.nativeId = event.nativeId;
    entry.attributes = event.attributes;
    entry.content = content;
    return entry;
}

void EventWriter::addEntry(const EventEntry& entry) {
    m_builder.add(entry);
    const bool timed = !(entry.flags & model::kNoTime);
    if (timed)
        m_rollups.add(
            {m_source, entry.term(Term::Environment), entry.term(Term::Region), entry.term(Term::Category), entry.at});
    m_environments.add(entry.term(Term::Environment), timed ? std::optional(entry.at) : std::nullopt);
}

base::Result<std::uint64_t> EventWriter::keep(const EventPlace& place, const model::EventFields& event,
                                              std::uint64_t content, const Kept& kept) {
    const auto next = m_firstPending + static_cast<std::int64_t>(m_builder.size());
    if (m_builder.size() >= kMostInBlock || (m_builder.size() > 0 && kept.record != next)) PS_CHECK(endBlock());
    if (m_builder.size() == 0) m_firstPending = kept.record;
    PS_TRY(auto entry, entryOf(place, event, content));
    if (kept.sameId) {
        entry.flags |= kept.flags & model::kIdReused;
    } else {
        // Noted under its new id, so that later deliveries are compared with it.
        PS_TRY(const auto match, m_fingerprints.match({m_source, m_chain, event.nativeId, content}, kept.record,
                                                      m_blocks, m_builder, m_firstPending));
        if (match.reusedFrom != 0) {
            entry.flags |= model::kIdReused;
            PS_CHECK(flagReused(match.reusedFrom));
        }
    }
    addEntry(entry);
    return hashOf(entry);
}

std::uint64_t EventWriter::columnsHash(const OpenBlock& block, std::size_t row) {
    EventEntry entry;
    for (std::size_t i = 0; i < kTermCount; ++i)
        entry.terms[i] = block.columns().terms(static_cast<Term>(i)).at(row);
    entry.flags = static_cast<std::uint32_t>(block.columns().flags().at(row));
    entry.at = block.columns().times()[row];
    entry.recordedAt = block.columns().recordedTimes()[row];
    entry.outcome = static_cast<StoredOutcome>(block.columns().outcomes().at(row));
    entry.target = block.target(row);
    entry.nativeId = block.nativeId(row);
    entry.attributes = block.attributes(row);
    return hashOf(entry);
}

void EventWriter::notePostings() {
    for (std::size_t kind = 0; kind < std::size(kNotedTerms); ++kind)
        for (const auto term : m_builder.values(kNotedTerms[kind]))
            if (term != 0) m_postings[kind][term] |= std::uint64_t{1} << (m_nextBlock % kBlocksInPart);
}

base::Status EventWriter::writeBlock(const PackedBlock& block) {
    int column = 0;
    for (const auto value : {m_nextBlock, m_firstPending, block.count, m_file, m_source})
        m_addBlock.bind(++column, value);
    m_addBlock.bindNull(6);
    m_addBlock.bindNull(7);
    if (block.from) m_addBlock.bind(6, *block.from);
    if (block.to) m_addBlock.bind(7, *block.to);
    m_addBlock.bind(8, static_cast<std::int64_t>(block.flags));
    PS_CHECK(m_addBlock.run());
    m_addData.bind(1, m_nextBlock);
    column = 1;
    for (const auto* part : {&block.columns, &block.nativeIds, &block.targets, &block.attributes, &block.contents})
        m_addData.bindBlob(++column, base::asBytes(*part));
    return m_addData.run();
}

base::Status EventWriter::endBlock() {
    if (m_builder.size() == 0) return {};
    if (m_part != m_nextBlock / kBlocksInPart) {
        PS_CHECK(flush());
        m_part = m_nextBlock / kBlocksInPart;
    }
    notePostings();
    PS_CHECK(writeBlock(m_builder.finish(m_packer)));
    ++m_nextBlock;
    return {};
}

base::Status EventWriter::flush() {
    for (std::size_t kind = 0; kind < std::size(kNotedTerms); ++kind) {
        for (const auto& [term, bits] : m_postings[kind]) {
            m_addPosting.bind(1, static_cast<std::int64_t>(kNotedTerms[kind]));
            m_addPosting.bind(2, term);
            m_addPosting.bind(3, m_part);
            m_addPosting.bind(4, static_cast<std::int64_t>(bits));
            PS_CHECK(m_addPosting.run());
        }
        m_postings[kind].clear();
    }
    return m_fingerprints.flush();
}

base::Status EventWriter::closeFile(std::int64_t import) {
    PS_CHECK(endBlock());
    PS_CHECK(m_rollups.flush(import));
    return m_environments.write(m_handle, m_file);
}

base::Status EventWriter::countAgain() {
    PS_TRY(auto list, Statement::prepare(m_handle, std::string("SELECT ") + kBlockColumns +
                                                       " FROM event_block WHERE file_id = ? ORDER BY id"));
    list.bind(1, m_file);
    for (;;) {
        PS_TRY(const bool row, list.step());
        if (!row) break;
        PS_TRY(const auto block, m_blocks.open(readInfo(list)));
        for (std::size_t i = 0; i < block->count(); ++i)
            count(*block, i, true);
        PS_CHECK(block->check());
    }
    PS_TRY(auto copies, Statement::prepare(m_handle, "SELECT event_id FROM duplicate_row WHERE file_id = ?"));
    copies.bind(1, m_file);
    for (;;) {
        PS_TRY(const bool row, copies.step());
        if (!row) return {};
        PS_TRY(const auto block, m_blocks.holding(copies.integer(0)));
        if (block) count(*block, static_cast<std::size_t>(copies.integer(0) - block->info().firstRecord), false);
    }
}

// `isNew`: its hour counts as well.
void EventWriter::count(const OpenBlock& block, std::size_t row, bool isNew) {
    const auto term = [&](Term which) { return block.columns().terms(which).at(row); };
    const auto at = block.isTimed(row) ? std::optional(block.columns().times()[row]) : std::nullopt;
    if (isNew && at) m_rollups.add({m_source, term(Term::Environment), term(Term::Region), term(Term::Category), *at});
    m_environments.add(term(Term::Environment), at);
}

void EventWriter::dropFile() {
    (void)m_builder.finish(m_packer);
    m_rollups.forget();
    m_blocks.forget();
}

} // namespace proofstead::store
