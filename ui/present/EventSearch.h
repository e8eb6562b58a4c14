// Finds the ids of events in the background, so that a list of millions appears at once and grows behind the scenes.
#pragma once

#include "present/VaultAt.h"
#include "store/EventIndex.h"

#include <QString>

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace proofstead::present {

class EventSearch {
public:
    // `news` is called from the worker whenever take() would give something, and once at the end; it may be empty.
    EventSearch(VaultAt vault, store::EventQuery query, store::EventOrder order, std::function<void()> news = {});
    ~EventSearch(); // stops the work
    EventSearch(const EventSearch&) = delete;
    EventSearch& operator=(const EventSearch&) = delete;

    // The ids found since the last call, in order.
    std::vector<std::int64_t> take();
    bool finished() const { return m_finished; }
    // Why it ended early; none while it runs.
    std::optional<base::Error> error() const;
    // Events in stretches of time; empty until the ids are complete.
    std::vector<store::EventCount> histogram() const;

private:
    void work();
    base::Status find();

    VaultAt m_vault;
    store::EventQuery m_query;
    store::EventOrder m_order;
    std::function<void()> m_news;
    std::atomic<bool> m_cancelled = false;
    std::atomic<bool> m_finished = false;
    mutable std::mutex m_lock; // for what follows
    std::vector<std::int64_t> m_ids;
    std::vector<store::EventCount> m_histogram;
    std::optional<base::Error> m_error;
    std::thread m_worker; // last: starts when the rest is there
};

} // namespace proofstead::present
