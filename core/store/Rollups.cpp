#include "store/Rollups.h"

#include <algorithm>
#include <vector>

namespace proofstead::store {

namespace {

base::Millis floorTo(base::Millis time, base::Millis unit) {
    const auto rest = time % unit;
    return time - (rest < 0 ? rest + unit : rest);
}

} // namespace

std::size_t Rollups::Mix::mix(std::size_t seed, std::int64_t value) {
    return (seed ^ static_cast<std::size_t>(value)) * 0x9E3779B97F4A7C15ULL; // Fibonacci hashing
}

std::size_t Rollups::Mix::operator()(const HourKey& key) const {
    return mix(mix(mix(mix(mix(1, key.source), key.environment), key.region), key.category), key.hour) >> 7U;
}

std::size_t Rollups::Mix::operator()(const DayKey& key) const {
    return mix(mix(mix(mix(mix(mix(2, key.source), key.environment), key.principal), key.service), key.action),
               key.day) >>
           7U;
}

base::Status Rollups::prepare(sqlite3* handle) {
    PS_TRY(m_addHour, Statement::prepare(
                          handle,
                          "INSERT INTO hour_row(import_id, source_id, environment_id, region_id, category_id, hour, n, "
                          "first_at, last_at) VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET n = n + excluded.n, "
                          "first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)",
                          true));
    PS_TRY(m_addDay, Statement::prepare(
                         handle,
                         "INSERT INTO day_row(import_id, source_id, environment_id, principal_id, "
                         "service_id, action_id, day, n, failures) VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET "
                         "n = n + excluded.n, failures = failures + excluded.failures",
                         true));
    return {};
}

void Rollups::add(const Event& event) {
    auto& hour =
        m_hours[{event.source, event.environment, event.region, event.category, floorTo(event.at, base::kHour)}];
    hour.first = hour.n == 0 ? event.at : std::min(hour.first, event.at);
    hour.last = hour.n == 0 ? event.at : std::max(hour.last, event.at);
    ++hour.n;
    auto& day = m_days[{event.source, event.environment, event.principal, event.service, event.action,
                        floorTo(event.at, base::kDay)}];
    ++day.n;
    day.failures += event.failed ? 1 : 0;
}

base::Status Rollups::flush(std::int64_t import) {
    for (const auto& [key, count] : m_hours) {
        int column = 0;
        for (const auto value : {import, key.source, key.environment, key.region, key.category, key.hour, count.n,
                                 count.first, count.last})
            m_addHour.bind(++column, value);
        PS_CHECK(m_addHour.run());
    }
    // In key order, so that the rows of one batch lie close together in the table.
    std::vector<std::pair<DayKey, DayCount>> days(m_days.begin(), m_days.end());
    std::sort(days.begin(), days.end(), [](const auto& a, const auto& b) {
        return std::tie(a.first.source, a.first.environment, a.first.principal, a.first.service, a.first.action,
                        a.first.day) < std::tie(b.first.source, b.first.environment, b.first.principal, b.first.service,
                                                b.first.action, b.first.day);
    });
    for (const auto& [key, count] : days) {
        int column = 0;
        for (const auto value : {import, key.source, key.environment, key.principal, key.service, key.action, key.day,
                                 count.n, count.failures})
            m_addDay.bind(++column, value);
        PS_CHECK(m_addDay.run());
    }
    forget();
    return {};
}

void Rollups::forget() {
    m_hours.clear();
    m_days.clear();
}

} // namespace proofstead::store
