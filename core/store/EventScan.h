// Goes over the events that fit a wish, block by block: blocks that cannot hold one are left out by their times and by
// what is noted of actions and actors, and of the others only the columns that decide are looked at.
#pragma once

#include "base/Result.h"
#include "model/Ids.h"
#include "store/EventBlocks.h"

#include <atomic>
#include <functional>
#include <set>
#include <unordered_set>

namespace proofstead::store {

// Events with a readable time, those without one, or both.
enum class Dated { Any, Only, Without };

// What is wanted, all of it together. Numbers are those of terms.
struct EventWish {
    using Numbers = std::vector<std::int64_t>;
    std::optional<base::Millis> from, until; // until exclusive; with one of them, events without a time are left out
    std::vector<std::pair<Term, Numbers>> terms; // each: one of these
    std::optional<Numbers> actors;               // the actor or the principal behind it is one of these
    std::optional<Numbers> sources;
    std::optional<StoredOutcome> outcome;
    bool flaggedOnly = false;
    Dated dated = Dated::Any;
    std::optional<std::int64_t> record, file;
    model::LogSeq asOf = -1; // only files closed by then; -1: every closed file
};

enum class BlockOrder { Id, NewestFirst, OldestFirst }; // by the last, or first, time in a block

class EventScan {
public:
    static base::Result<EventScan> begin(EventBlocks& blocks, EventWish wish, BlockOrder order = BlockOrder::Id);

    // In order of time: no block that lies wholly behind this time (before it, newest first) is wanted any more.
    void setBound(base::Millis bound) { m_bound = bound; }
    // The next block with at least one event that fits; nullptr: none left.
    base::Result<std::shared_ptr<const OpenBlock>> next();
    // Rows of the block at hand: the first that fits at or after `row`; count() when there is none.
    std::size_t fitting(std::size_t row) const;

private:
    struct Test {
        const CodedColumn* column;
        std::vector<char> fits; // by code
    };

    EventScan(EventBlocks& blocks, EventWish wish) : m_blocks(blocks), m_wish(std::move(wish)) {}
    base::Status findFiles();
    base::Status findBlocks();
    base::Status addPostings(std::initializer_list<Term> kinds, const EventWish::Numbers& terms);
    bool isBehind(const BlockInfo& info) const;
    bool mayHold(const BlockInfo& info) const;
    bool enter(const std::shared_ptr<const OpenBlock>& block);
    bool fits(std::size_t row) const;

    EventBlocks& m_blocks;
    EventWish m_wish;
    Statement m_list;
    std::optional<std::unordered_set<std::int64_t>> m_hidden;               // files that must not be seen
    std::optional<std::unordered_map<std::int64_t, std::uint64_t>> m_noted; // part -> blocks, one bit each
    std::shared_ptr<const OpenBlock> m_block;
    std::vector<Test> m_tests;
    std::optional<std::pair<Test, Test>> m_either;
    BlockOrder m_order = BlockOrder::Id;
    std::optional<base::Millis> m_bound;
    bool m_done = false;
};

} // namespace proofstead::store
