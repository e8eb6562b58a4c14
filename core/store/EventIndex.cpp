#include "store/EventIndex.h"

#include "store/EventWords.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace proofstead::store {

namespace {

constexpr std::size_t kFirstChunk = 500; // more than a screen
constexpr std::size_t kChunk = 100'000;
constexpr std::int64_t kFew = 20'000; // up to so many are kept in a heap instead of sorting all
constexpr base::Millis kNever = std::numeric_limits<base::Millis>::min();

struct Key {
    std::int64_t rank = 0;
    base::Millis at = kNever; // of events without a time
    std::int64_t record = 0;
};

bool stopped(const std::atomic<bool>* cancelled) {
    return cancelled && cancelled->load();
}

// Calls back for every event that fits, in no order.
template <class Each>
base::Status eachEvent(EventBlocks& blocks, const EventWish& wish, const std::atomic<bool>* cancelled, Each each) {
    PS_TRY(auto scan, EventScan::begin(blocks, wish));
    for (;;) {
        if (stopped(cancelled)) return base::fail("cancelled");
        PS_TRY(const auto block, scan.next());
        if (!block) return {};
        for (auto row = scan.fitting(0); row < block->count(); row = scan.fitting(row + 1))
            each(*block, row);
        PS_CHECK(block->check());
    }
}

// The `limit` newest (or oldest) events with a time. Blocks come in the order of their times, so that it ends early.
class Foremost {
public:
    Foremost(std::int64_t limit, bool newest) : m_limit(static_cast<std::size_t>(limit)), m_newest(newest) {}

    base::Result<std::vector<Key>> find(EventBlocks& blocks, EventWish wish, const std::atomic<bool>* cancelled) {
        wish.dated = Dated::Only;
        PS_TRY(auto scan,
               EventScan::begin(blocks, std::move(wish), m_newest ? BlockOrder::NewestFirst : BlockOrder::OldestFirst));
        for (;;) {
            if (stopped(cancelled)) return base::fail("cancelled");
            if (m_heap.size() == m_limit && m_limit > 0) scan.setBound(m_heap.front().at);
            PS_TRY(const auto block, scan.next());
            if (!block) break;
            for (auto row = scan.fitting(0); row < block->count(); row = scan.fitting(row + 1))
                add({0, block->columns().times()[row], block->record(row)});
            PS_CHECK(block->check());
        }
        std::sort_heap(m_heap.begin(), m_heap.end(), [this](const Key& a, const Key& b) { return before(a, b); });
        return std::move(m_heap);
    }

private:
    bool before(const Key& a, const Key& b) const {
        return m_newest ? std::tie(a.at, a.record) > std::tie(b.at, b.record)
                        : std::tie(a.at, a.record) < std::tie(b.at, b.record);
    }
    void add(const Key& key) {
        const auto order = [this](const Key& a, const Key& b) { return before(a, b); };
        if (m_heap.size() == m_limit) {
            if (m_limit == 0 || !before(key, m_heap.front())) return;
            std::pop_heap(m_heap.begin(), m_heap.end(), order);
            m_heap.pop_back();
        }
        m_heap.push_back(key);
        std::push_heap(m_heap.begin(), m_heap.end(), order);
    }

    std::size_t m_limit;
    bool m_newest;
    std::vector<Key> m_heap; // the last of the order on top
};

base::Result<std::vector<Key>> undated(EventBlocks& blocks, EventWish wish, const std::atomic<bool>* cancelled) {
    std::vector<Key> keys;
    if (wish.from || wish.until) return keys;
    wish.dated = Dated::Without;
    PS_CHECK(eachEvent(blocks, wish, cancelled, [&](const OpenBlock& block, std::size_t row) {
        keys.push_back({0, kNever, block.record(row)});
    }));
    return keys;
}

// Rank of an event in the wanted order before its time counts: the number of a term for now.
std::int64_t rankOf(const OpenBlock& block, std::size_t row, EventSort by) {
    switch (by) {
    case EventSort::Action:
        return block.columns().terms(Term::Action).at(row);
    case EventSort::Actor:
        return block.columns().terms(Term::Principal).at(row);
    case EventSort::Source:
        return block.info().source;
    case EventSort::Outcome: // failures first: that is what a person looks for
        return 2 - block.columns().outcomes().at(row);
    case EventSort::Time:
        break;
    }
    return 0;
}

// Numbers of terms become their places in the alphabet.
base::Status rankByText(EventBlocks& blocks, std::vector<Key>& keys) {
    std::unordered_map<std::int64_t, std::int64_t> ranks;
    for (const auto& key : keys)
        ranks.emplace(key.rank, 0);
    std::vector<std::pair<std::string, std::int64_t>> texts;
    for (const auto& [term, rank] : ranks) {
        PS_TRY(const auto text, blocks.term(term));
        texts.emplace_back(text, term);
    }
    std::sort(texts.begin(), texts.end());
    for (std::size_t i = 0; i < texts.size(); ++i)
        ranks[texts[i].second] = static_cast<std::int64_t>(i);
    for (auto& key : keys)
        key.rank = ranks[key.rank];
    return {};
}

base::Result<std::vector<Key>> sorted(EventBlocks& blocks, const EventWish& wish, const EventOrder& order,
                                      const std::atomic<bool>* cancelled) {
    std::vector<Key> keys;
    PS_CHECK(eachEvent(blocks, wish, cancelled, [&](const OpenBlock& block, std::size_t row) {
        keys.push_back({rankOf(block, row, order.by), block.isTimed(row) ? block.columns().times()[row] : kNever,
                        block.record(row)});
    }));
    if (order.by != EventSort::Time && order.by != EventSort::Outcome) PS_CHECK(rankByText(blocks, keys));
    const bool turned = order.descending && order.by != EventSort::Outcome;
    if (order.descending)
        std::sort(keys.begin(), keys.end(), [turned](const Key& a, const Key& b) {
            if (a.rank != b.rank) return turned ? a.rank > b.rank : a.rank < b.rank;
            return std::tie(a.at, a.record) > std::tie(b.at, b.record);
        });
    else
        std::sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) {
            return std::tie(a.rank, a.at, a.record) < std::tie(b.rank, b.at, b.record);
        });
    return keys;
}

// The first so many in time order, those without a time at the end that is furthest in the past.
base::Result<std::vector<Key>> foremost(EventBlocks& blocks, const EventWish& wish, bool newest, std::int64_t limit,
                                        const std::atomic<bool>* cancelled) {
    std::vector<Key> keys;
    if (!newest) {
        PS_TRY(keys, undated(blocks, wish, cancelled));
        keys.resize(std::min(keys.size(), static_cast<std::size_t>(limit)));
    }
    const auto left = limit - static_cast<std::int64_t>(keys.size());
    PS_TRY(const auto timed, Foremost(left, newest).find(blocks, wish, cancelled));
    keys.insert(keys.end(), timed.begin(), timed.end());
    if (newest && static_cast<std::int64_t>(keys.size()) < limit) {
        PS_TRY(auto rest, undated(blocks, wish, cancelled));
        std::reverse(rest.begin(), rest.end());
        rest.resize(std::min(rest.size(), static_cast<std::size_t>(limit) - keys.size()));
        keys.insert(keys.end(), rest.begin(), rest.end());
    }
    return keys;
}

} // namespace

base::Status eventsInTimeOrder(EventBlocks& blocks, const EventQuery& query, const std::atomic<bool>* cancelled,
                               const std::function<base::Result<bool>(std::int64_t)>& record) {
    PS_TRY(const auto wish, wishOf(blocks, query));
    if (!wish) return {};
    std::vector<Key> keys;
    if (query.limit >= 0 && query.limit <= kFew) {
        PS_TRY(keys, foremost(blocks, *wish, query.newestFirst, query.limit, cancelled));
    } else {
        PS_TRY(keys, sorted(blocks, *wish, {EventSort::Time, query.newestFirst}, cancelled));
        if (query.limit >= 0) keys.resize(std::min(keys.size(), static_cast<std::size_t>(query.limit)));
    }
    for (const auto& key : keys) {
        PS_TRY(const bool more, record(key.record));
        if (!more) break;
    }
    return {};
}

base::Status eventIds(const Vault& vault, const EventQuery& query, const EventOrder& order,
                      const std::atomic<bool>* cancelled,
                      const std::function<bool(std::span<const std::int64_t>)>& chunk) {
    EventBlocks blocks(vault.handle());
    PS_TRY(const auto wish, wishOf(blocks, query));
    if (!wish) return {};
    std::vector<std::int64_t> ids;
    const auto hand = [&](std::span<const Key> keys) {
        ids.clear();
        for (const auto& key : keys)
            ids.push_back(key.record);
        return ids.empty() || chunk(ids);
    };
    std::size_t done = 0;
    if (order.by == EventSort::Time) {
        PS_TRY(const auto first,
               foremost(blocks, *wish, order.descending, static_cast<std::int64_t>(kFirstChunk), cancelled));
        if (!hand(first) || first.size() < kFirstChunk) return {};
        done = first.size();
    }
    PS_TRY(const auto keys, sorted(blocks, *wish, order, cancelled));
    auto rest = std::span(keys).subspan(std::min(done, keys.size()));
    for (auto size = done == 0 ? kFirstChunk : kChunk; !rest.empty(); size = kChunk) {
        const auto part = rest.first(std::min(size, rest.size()));
        if (!hand(part)) return {};
        rest = rest.subspan(part.size());
    }
    return {};
}

base::Result<std::vector<EventCount>> eventHistogram(const Vault& vault, const EventQuery& query, base::Millis width,
                                                     const std::atomic<bool>* cancelled) {
    EventBlocks blocks(vault.handle());
    PS_TRY(auto wish, wishOf(blocks, query));
    std::vector<EventCount> counts;
    if (!wish) return counts;
    wish->dated = Dated::Only;
    std::unordered_map<std::int64_t, std::int64_t> buckets;
    PS_CHECK(eachEvent(blocks, *wish, cancelled, [&](const OpenBlock& block, std::size_t row) {
        ++buckets[block.columns().times()[row] / width * width];
    }));
    for (const auto& [from, events] : buckets)
        counts.push_back({from, events});
    std::sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
    return counts;
}

} // namespace proofstead::store
