#include "present/EventSearch.h"

#include <algorithm>

namespace proofstead::present {

namespace {

constexpr std::int64_t kBars = 120; // about as many as a histogram can show
constexpr base::Millis kWidths[] = {base::kMinute, 10 * base::kMinute, base::kHour,    6 * base::kHour,
                                    base::kDay,    7 * base::kDay,     28 * base::kDay};

// The bars of hours put together until there are few enough.
std::vector<store::EventCount> widened(const std::vector<store::EventCount>& hours) {
    if (hours.empty()) return {};
    base::Millis width = base::kHour;
    for (const auto step : kWidths) {
        if (step < base::kHour) continue;
        width = step;
        if ((hours.back().from - hours.front().from) / step < kBars) break;
    }
    std::vector<store::EventCount> bars;
    const auto first = hours.front().from / width * width;
    bars.resize(static_cast<std::size_t>(std::min((hours.back().from - first) / width + 1, kBars * 100)));
    for (std::size_t i = 0; i < bars.size(); ++i)
        bars[i].from = first + static_cast<base::Millis>(i) * width;
    for (const auto& hour : hours)
        if (const auto at = static_cast<std::size_t>((hour.from - first) / width); at < bars.size())
            bars[at].events += hour.events;
    return bars;
}

} // namespace

EventSearch::EventSearch(VaultAt vault, store::EventQuery query, store::EventOrder order, std::function<void()> news)
    : m_vault(std::move(vault)), m_query(std::move(query)), m_order(order), m_news(std::move(news)), m_worker([this] {
          work();
      }) {}

EventSearch::~EventSearch() {
    m_cancelled = true;
    m_worker.join();
}

std::vector<std::int64_t> EventSearch::take() {
    const std::lock_guard guard(m_lock);
    return std::exchange(m_ids, {});
}

std::optional<base::Error> EventSearch::error() const {
    const std::lock_guard guard(m_lock);
    return m_error;
}

std::vector<store::EventCount> EventSearch::histogram() const {
    const std::lock_guard guard(m_lock);
    return m_histogram;
}

base::Status EventSearch::find() {
    PS_TRY(const auto vault, store::Vault::open(m_vault.path.toStdString(), store::OpenMode::Read, m_vault.key));
    PS_CHECK(store::eventIds(vault, m_query, m_order, &m_cancelled, [this](std::span<const std::int64_t> ids) {
        {
            const std::lock_guard guard(m_lock);
            m_ids.insert(m_ids.end(), ids.begin(), ids.end());
        }
        if (m_news) m_news();
        return !m_cancelled;
    }));
    PS_TRY(const auto hours, store::eventHistogram(vault, m_query, base::kHour, &m_cancelled));
    const std::lock_guard guard(m_lock);
    m_histogram = widened(hours);
    return {};
}

void EventSearch::work() {
    if (auto done = find(); !done && done.error().code != "cancelled") {
        const std::lock_guard guard(m_lock);
        m_error = std::move(done.error());
    }
    m_finished = true;
    if (m_news && !m_cancelled) m_news();
}

} // namespace proofstead::present
