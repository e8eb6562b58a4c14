// Events as a long list that a person scrolls: ids in the wanted order first, the rows of what is on screen later.
// Sorting millions takes fractions of a second, because only times and ids are looked at.
// Use a Vault of its own for each thread.
#pragma once

#include "store/EventBlocks.h"
#include "store/EventQuery.h"

#include <atomic>
#include <cstdint>
#include <span>

namespace proofstead::store {

// Columns that events can be put in order by. Within one value, and always for Time, older comes first (descending:
// the other way round). Actor is the principal behind a session.
enum class EventSort { Time, Action, Actor, Outcome, Source };

struct EventOrder {
    EventSort by = EventSort::Time;
    bool descending = true;
};

// Hands out the ids of the events that `query` finds (limit and origins are not looked at), in chunks: a short first
// one, then long ones. Stops when `chunk` returns false; error code "cancelled".
base::Status eventIds(const Vault& vault, const EventQuery& query, const EventOrder& order,
                      const std::atomic<bool>* cancelled,
                      const std::function<bool(std::span<const std::int64_t>)>& chunk);

// The events that `query` finds, in time order; those without a time count as older than all others.
base::Status eventsInTimeOrder(EventBlocks& blocks, const EventQuery& query, const std::atomic<bool>* cancelled,
                               const std::function<base::Result<bool>(std::int64_t)>& record);

// The events of these ids, in this order; ids that are not there give no row. Columns as for listEvents().
base::Status eventRows(const Vault& vault, std::span<const std::int64_t> ids, const std::vector<std::string>& columns,
                       const std::function<bool(const std::vector<std::string>&)>& row);

// How many of the events fall into each bucket of `width` milliseconds (start, count), oldest first. Events without a
// time are left out.
struct EventCount {
    base::Millis from = 0;
    std::int64_t events = 0;
};
base::Result<std::vector<EventCount>> eventHistogram(const Vault& vault, const EventQuery& query, base::Millis width,
                                                     const std::atomic<bool>* cancelled = nullptr);

} // namespace proofstead::store
