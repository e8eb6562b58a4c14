#include "store/EventPlaces.h"

#include <algorithm>
#include <tuple>

namespace proofstead::store {

namespace {

EventPlaces::Place copyAt(const Statement& row) {
    return {row.integer(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4), row.integer(5)};
}

} // namespace

EventPlaces::Place EventPlaces::placeOf(const OpenBlock& block, std::size_t row) {
    const auto& c = block.columns();
    return {block.record(row), block.info().file, c.leaves()[row],
            c.indexes()[row],  c.offsets()[row],  c.lengths()[row]};
}

base::Result<std::vector<EventPlaces::Place>> EventPlaces::of(EventBlocks& blocks, std::int64_t record) const {
    std::vector<Place> places;
    PS_TRY(const auto block, blocks.holding(record));
    if (!block) return places;
    places.push_back(placeOf(*block, static_cast<std::size_t>(record - block->info().firstRecord)));
    PS_CHECK(block->check());
    PS_TRY(auto copies, Statement::prepare(m_vault.handle(),
                                           "SELECT event_id, file_id, leaf, idx, offset, length FROM duplicate_row "
                                           "WHERE event_id = ? ORDER BY file_id, leaf, idx"));
    copies.bind(1, record);
    for (;;) {
        PS_TRY(const bool row, copies.step());
        if (!row) return places;
        places.push_back(copyAt(copies));
    }
}

base::Result<std::vector<std::int64_t>> EventPlaces::files() const {
    PS_TRY(auto statement,
           Statement::prepare(m_vault.handle(),
                              "SELECT id FROM file WHERE custody IS NOT NULL AND events > 0 ORDER BY id"));
    std::vector<std::int64_t> list;
    for (;;) {
        PS_TRY(const bool row, statement.step());
        if (!row) return list;
        list.push_back(statement.integer(0));
    }
}

// Copies of events that fit; whether they do is told by the event itself.
base::Result<std::vector<EventPlaces::Place>> EventPlaces::copies(EventBlocks& blocks, const EventWish& wish,
                                                                  std::int64_t file) const {
    PS_TRY(auto statement, Statement::prepare(m_vault.handle(),
                                              "SELECT event_id, file_id, leaf, idx, offset, length FROM duplicate_row "
                                              "WHERE file_id = ? ORDER BY event_id"));
    statement.bind(1, file);
    std::vector<Place> places;
    const bool filtered = wish.from || wish.until || !wish.terms.empty() || wish.actors || wish.sources || wish.outcome;
    for (;;) {
        PS_TRY(const bool row, statement.step());
        if (!row) break;
        const auto place = copyAt(statement);
        if (filtered) {
            auto one = wish;
            one.record = place.record;
            PS_TRY(auto scan, EventScan::begin(blocks, std::move(one)));
            PS_TRY(const auto block, scan.next());
            if (!block) continue;
        }
        places.push_back(place);
    }
    std::sort(places.begin(), places.end(),
              [](const Place& a, const Place& b) { return std::tie(a.leaf, a.index) < std::tie(b.leaf, b.index); });
    return places;
}

base::Status EventPlaces::inFile(EventBlocks& blocks, const EventWish& wish, std::int64_t file,
                                 const Sink& sink) const {
    PS_TRY(const auto copies, this->copies(blocks, wish, file));
    auto copy = copies.begin();
    auto one = wish;
    one.file = file;
    PS_TRY(auto scan, EventScan::begin(blocks, std::move(one)));
    for (;;) {
        PS_TRY(const auto block, scan.next());
        if (!block) break;
        for (auto row = scan.fitting(0); row < block->count(); row = scan.fitting(row + 1)) {
            const auto place = placeOf(*block, row);
            for (; copy != copies.end() && std::tie(copy->leaf, copy->index) < std::tie(place.leaf, place.index);
                 ++copy) {
                PS_TRY(const bool more, sink(*copy));
                if (!more) return {};
            }
            PS_TRY(const bool more, sink(place));
            if (!more) return {};
        }
    }
    for (; copy != copies.end(); ++copy) {
        PS_TRY(const bool more, sink(*copy));
        if (!more) return {};
    }
    return {};
}

base::Result<std::string> EventPlaces::fileName(std::int64_t file) {
    if (const auto known = m_names.find(file); known != m_names.end()) return known->second;
    PS_TRY(auto statement, Statement::prepare(m_vault.handle(), "SELECT path, member FROM file WHERE id = ?"));
    statement.bind(1, file);
    PS_TRY(const bool row, statement.step());
    std::string name;
    if (row) name = statement.string(0) + (statement.text(1).empty() ? "" : "!" + statement.string(1));
    return m_names[file] = name;
}

} // namespace proofstead::store
