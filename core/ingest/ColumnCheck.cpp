#include "ingest/ColumnCheck.h"

#include "base/Json.h"
#include "model/Event.h"
#include "source/LogReader.h"
#include "source/RecordBatch.h"
#include "store/EventScan.h"

namespace proofstead::ingest {

namespace {

using store::OpenBlock;

constexpr std::int64_t kLeavesBetweenLooks = 1'000;
// What a record says about itself; the other flags depend on what else was delivered, and when.
constexpr std::uint32_t kOwnFlags = model::kNoTime | model::kUnmapped | model::kClockSkew;

// One row of the stored events.
struct Row {
    std::shared_ptr<const OpenBlock> block;
    std::size_t row = 0;
    std::int64_t leaf() const { return block->columns().leaves()[row]; }
    model::RecordId record() const { return {block->record(row)}; }
};

class Comparison {
public:
    Comparison(const store::Vault& vault, const source::LogDefinition& definition, source::Reading reading)
        : m_blocks(vault.handle()), m_reader(definition, std::move(reading)) {}

    store::EventBlocks& blocks() { return m_blocks; }

    // The events that the bytes of a record give, in order.
    const std::vector<model::EventFields>& read(std::string_view bytes) {
        m_events.clear();
        m_arena.clear();
        m_padded.assign(bytes);
        m_padded.append(source::kPadding, '\0');
        if (m_reader.read(std::string_view(m_padded).substr(0, bytes.size()), m_events, m_arena) != nullptr)
            m_events.clear();
        return m_events;
    }

    base::Result<bool> says(const model::EventFields& event, const Row& at) {
        const auto& c = at.block->columns();
        const auto texts = store::termTexts(event);
        for (std::size_t i = 0; i < store::kTermCount; ++i) {
            PS_TRY(const auto text, m_blocks.term(c.terms(static_cast<store::Term>(i)).at(at.row)));
            if (text != texts[i]) return false;
        }
        const auto flags = static_cast<std::uint32_t>(c.flags().at(at.row)) & kOwnFlags;
        const bool timed = !(event.flags & model::kNoTime);
        return flags == (event.flags & kOwnFlags) && (!timed || c.times()[at.row] == event.at) &&
               (!timed || c.recordedTimes()[at.row] == event.recordedAt) &&
               c.outcomes().at(at.row) == static_cast<std::int64_t>(store::storedOutcome(event.outcome)) &&
               at.block->target(at.row) == event.target && at.block->nativeId(at.row) == event.nativeId &&
               at.block->attributes(at.row) == event.attributes;
    }

    // Which of the rows, in order, no event says; the others are told off one after the other.
    base::Status compare(const std::vector<model::EventFields>& events, const std::vector<Row>& rows,
                         ColumnVerdict& verdict) {
        std::size_t next = 0;
        for (const auto& row : rows) {
            bool found = false;
            for (auto i = next; i < events.size() && !found; ++i) {
                PS_TRY(found, says(events[i], row));
                if (found) next = i + 1;
            }
            PS_CHECK(row.block->check());
            if (found) continue;
            ++verdict.different;
            if (!verdict.record) verdict.record = row.record();
        }
        return {};
    }

private:
    store::EventBlocks m_blocks;
    source::LogReader m_reader;
    source::Arena m_arena;
    std::vector<model::EventFields> m_events;
    std::string m_padded;
};

// The stored events of a file, leaf by leaf.
class Rows {
public:
    static base::Result<Rows> of(store::EventBlocks& blocks, model::FileId file) {
        store::EventWish wish;
        wish.file = file.value;
        PS_TRY(auto scan, store::EventScan::begin(blocks, wish));
        Rows rows(std::move(scan));
        PS_CHECK(rows.advance());
        return rows;
    }

    // Those up to this leaf; what belongs to an earlier one is there as well, for nothing answers to it.
    base::Status upTo(std::int64_t leaf, std::vector<Row>& rows) {
        rows.clear();
        while (m_at.block && m_at.leaf() <= leaf) {
            rows.push_back(m_at);
            ++m_at.row;
            PS_CHECK(advance());
        }
        return {};
    }
    bool atEnd() const { return !m_at.block; }

private:
    explicit Rows(store::EventScan scan) : m_scan(std::move(scan)) {}

    base::Status advance() {
        while (!m_at.block || m_at.row >= m_at.block->count()) {
            PS_TRY(m_at.block, m_scan.next());
            m_at.row = 0;
            if (!m_at.block) return {};
        }
        return {};
    }

    store::EventScan m_scan;
    Row m_at;
};

struct Definition {
    const source::LogDefinition* log = nullptr;
    source::Reading reading;
};

// nullptr in `log`: it is not the one of today.
base::Result<Definition> definitionOf(const store::Vault& vault, const source::SourceSet& sources,
                                      const store::StoredFile& file) {
    Definition found;
    PS_TRY(const auto entry, vault.logEntry(file.custody));
    if (!entry) return found;
    const auto parsed = base::parseJson(entry->body);
    const auto* body = parsed ? base::find(*parsed, "body") : nullptr;
    const auto* log = sources.log(file.source);
    if (!body || !log) return found;
    auto digest = base::stringAt(*body, "source_digest");
    // Read again since, under another definition?
    PS_TRY(const auto later, vault.logOfKind("reread", file.custody));
    for (const auto& one : later)
        if (const auto json = base::parseJson(one.body))
            if (const auto* what = base::find(*json, "body"); what && base::stringAt(*what, "source") == file.source)
                digest = base::stringAt(*what, "new_definition");
    if (log->digest != digest) return found;
    if (const auto* reading = base::find(*body, "reading")) found.reading = source::Reading::fromJson(*reading);
    found.reading.collectedAt = file.collectedAt.value_or(0);
    found.log = log;
    return found;
}

} // namespace

base::Result<ColumnVerdict> checkColumns(const store::Vault& vault, const source::SourceSet& sources,
                                         const store::StoredFile& file, const std::function<bool()>& go) {
    ColumnVerdict verdict;
    PS_TRY(const auto definition, definitionOf(vault, sources, file));
    if (!definition.log) return verdict;
    verdict.read = true;
    Comparison comparison(vault, *definition.log, definition.reading);
    PS_TRY(auto rows, Rows::of(comparison.blocks(), file.id));
    std::vector<Row> own;
    base::Status done;
    PS_CHECK(store::EvidenceStore(vault).leaves(file.id, [&](const store::StoredLeaf& leaf) {
        ++verdict.records;
        done = rows.upTo(leaf.leaf, own);
        if (done && leaf.kind != store::LeafKind::Erased) {
            static const std::vector<model::EventFields> kNone;
            const auto& events = leaf.kind == store::LeafKind::Rejected ? kNone : comparison.read(leaf.bytes);
            done = comparison.compare(events, own, verdict);
            if (leaf.kind == store::LeafKind::Accepted && own.empty()) ++verdict.different;
        }
        if (done && verdict.records % kLeavesBetweenLooks == 0 && go && !go()) done = base::fail("cancelled");
        return done.has_value();
    }));
    PS_CHECK(done);
    if (!rows.atEnd()) ++verdict.different; // events of records that the file does not have
    return verdict;
}

base::Result<ColumnVerdict> checkColumns(const store::Vault& vault, const source::SourceSet& sources,
                                         model::RecordId record) {
    ColumnVerdict verdict;
    store::EventBlocks blocks(vault.handle());
    PS_TRY(const auto block, blocks.holding(record.value));
    if (!block) return verdict;
    const store::EvidenceStore evidence(vault);
    PS_TRY(const auto file, evidence.file({block->info().file}));
    PS_TRY(const auto definition, definitionOf(vault, sources, file));
    if (!definition.log) return verdict;
    const Row row{block, static_cast<std::size_t>(record.value - block->info().firstRecord)};
    PS_TRY(const auto leaf, evidence.leaf(file.id, row.leaf()));
    if (leaf.info.kind == store::LeafKind::Erased) return verdict;
    verdict.read = true;
    verdict.records = 1;
    Comparison comparison(vault, *definition.log, definition.reading);
    PS_CHECK(comparison.compare(comparison.read(leaf.bytes), {row}, verdict));
    return verdict;
}

} // namespace proofstead::ingest
