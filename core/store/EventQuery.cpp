#include "store/EventQuery.h"

#include "store/EventIndex.h"
#include "store/EventPlaces.h"
#include "store/EventWords.h"
#include "store/Fingerprints.h"

#include "model/Event.h"

#include <set>

namespace proofstead::store {

namespace {

using Row = std::vector<std::string>;
using Sink = std::function<bool(const Row&)>;

base::Result<std::vector<EventColumn>> columnsOf(const std::vector<std::string>& names) {
    std::vector<EventColumn> columns;
    for (const auto& name : names) {
        const auto column = eventColumn(name);
        if (!column) return base::fail("column-unknown", name);
        columns.push_back(*column);
    }
    return columns;
}

// Fills a row of texts for one event at one place.
class RowWriter {
public:
    RowWriter(EventBlocks& blocks, const std::vector<EventColumn>& columns) : m_blocks(blocks), m_columns(columns) {
        m_values.resize(columns.size());
    }

    base::Result<const Row*> write(const OpenBlock& block, std::size_t row, EventPlaces& places,
                                   const EventPlaces::Place* place) {
        EventPlaces::Place own;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            if (m_columns[i] < EventColumn::SourceFile) {
                PS_TRY(m_values[i], eventText(m_blocks, block, row, m_columns[i]));
                continue;
            }
            if (!place) {
                own = EventPlaces::placeOf(block, row);
                place = &own;
            }
            PS_TRY(m_values[i], textOf(*place, places, m_columns[i]));
        }
        PS_CHECK(block.check());
        return &m_values;
    }

private:
    static base::Result<std::string> textOf(const EventPlaces::Place& place, EventPlaces& places, EventColumn column) {
        switch (column) {
        case EventColumn::SourceFile:
            return places.fileName(place.file);
        case EventColumn::Index:
            return std::to_string(place.index);
        case EventColumn::Leaf:
            return std::to_string(place.leaf);
        case EventColumn::Offset:
            return std::to_string(place.offset);
        default:
            return std::to_string(place.length);
        }
    }

    EventBlocks& m_blocks;
    const std::vector<EventColumn>& m_columns;
    Row m_values;
};

base::Status listInTimeOrder(const Vault& vault, EventBlocks& blocks, const EventQuery& query, RowWriter& writer,
                             const Sink& sink) {
    EventPlaces places(vault);
    return eventsInTimeOrder(blocks, query, nullptr, [&](std::int64_t record) -> base::Result<bool> {
        PS_TRY(const auto block, blocks.holding(record));
        if (!block) return true;
        const auto row = static_cast<std::size_t>(record - block->info().firstRecord);
        PS_TRY(const auto* values, writer.write(*block, row, places, nullptr));
        return sink(*values);
    });
}

// One row for each place where a fitting event was delivered, file by file.
base::Status listByOrigin(const Vault& vault, EventBlocks& blocks, const EventQuery& query, RowWriter& writer,
                          const Sink& sink) {
    PS_TRY(auto wish, wishOf(blocks, query));
    if (!wish) return {};
    EventPlaces places(vault);
    std::int64_t left = query.limit;
    PS_TRY(const auto files, places.files());
    for (const auto file : files)
        PS_CHECK(places.inFile(blocks, *wish, file, [&](const EventPlaces::Place& place) -> base::Result<bool> {
            if (left == 0) return false;
            --left;
            PS_TRY(const auto block, blocks.holding(place.record));
            if (!block) return true;
            const auto row = static_cast<std::size_t>(place.record - block->info().firstRecord);
            PS_TRY(const auto* values, writer.write(*block, row, places, &place));
            if (!sink(*values)) left = 0;
            return left != 0;
        }));
    return {};
}

// Adds those events of a wish that the source itself names so.
base::Status addNamed(EventBlocks& blocks, const EventWish& wish, const std::string& nativeId,
                      std::set<model::RecordId>& found, bool& reused) {
    PS_TRY(auto scan, EventScan::begin(blocks, wish));
    for (;;) {
        PS_TRY(const auto block, scan.next());
        if (!block) return {};
        for (auto row = scan.fitting(0); row < block->count(); row = scan.fitting(row + 1)) {
            if (block->nativeId(row) != nativeId) continue;
            found.insert({block->record(row)});
            reused = reused || (block->flags(row) & model::kIdReused) != 0;
        }
    }
}

} // namespace

base::Status listEvents(const Vault& vault, const EventQuery& query, const std::vector<std::string>& columns,
                        const Sink& row) {
    PS_TRY(const auto wanted, columnsOf(columns));
    EventBlocks blocks(vault.handle());
    RowWriter writer(blocks, wanted);
    if (query.limit == 0) return {};
    return query.perOrigin ? listByOrigin(vault, blocks, query, writer, row)
                           : listInTimeOrder(vault, blocks, query, writer, row);
}

base::Status eventRows(const Vault& vault, std::span<const std::int64_t> ids, const std::vector<std::string>& columns,
                       const Sink& row) {
    PS_TRY(const auto wanted, columnsOf(columns));
    EventBlocks blocks(vault.handle());
    PS_CHECK(blocks.refreshFlags());
    RowWriter writer(blocks, wanted);
    EventPlaces places(vault);
    for (const auto id : ids) {
        PS_TRY(const auto block, blocks.holding(id));
        if (!block) continue;
        PS_TRY(const auto* values,
               writer.write(*block, static_cast<std::size_t>(id - block->info().firstRecord), places, nullptr));
        if (!row(*values)) return {};
    }
    return {};
}

base::Result<std::vector<model::RecordId>> recordsWithNativeId(const Vault& vault, const std::string& nativeId) {
    EventBlocks blocks(vault.handle());
    PS_TRY(const auto seed, fingerprintSeed(vault.handle()));
    std::set<model::RecordId> found;
    PS_TRY(auto sources, Statement::prepare(vault.handle(), "SELECT DISTINCT source_id FROM file"));
    for (;;) {
        PS_TRY(const bool row, sources.step());
        if (!row) break;
        const auto source = sources.integer(0);
        PS_TRY(const auto records, recordsNoted(vault.handle(), fingerprintOf(seed, source, nativeId)));
        bool reused = false;
        for (const auto record : records) {
            EventWish one;
            one.record = record;
            one.sources = {source};
            PS_CHECK(addNamed(blocks, one, nativeId, found, reused));
        }
        // Under the id itself only the first event that bears it is noted.
        EventWish flagged;
        flagged.sources = {source};
        flagged.flaggedOnly = true;
        if (reused) PS_CHECK(addNamed(blocks, flagged, nativeId, found, reused));
    }
    return std::vector<model::RecordId>(found.begin(), found.end());
}

} // namespace proofstead::store
