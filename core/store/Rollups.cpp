#include "store/Rollups.h"

#include <algorithm>

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

base::Status Rollups::prepare(sqlite3* handle) {
    PS_TRY(m_addHour, Statement::prepare(
                          handle,
                          "INSERT INTO hour_row(import_id, source_id, environment_id, region_id, category_id, hour, n, "
                          "first_at, last_at) VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET n = n + excluded.n, "
                          "first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)",
                          true));
    return {};
}

void Rollups::add(const Event& event) {
    auto& hour =
        m_hours[{event.source, event.environment, event.region, event.category, floorTo(event.at, base::kHour)}];
    hour.first = hour.n == 0 ? event.at : std::min(hour.first, event.at);
    hour.last = hour.n == 0 ? event.at : std::max(hour.last, event.at);
    ++hour.n;
}

base::Status Rollups::flush(std::int64_t import) {
    for (const auto& [key, count] : m_hours) {
        int column = 0;
        for (const auto value : {import, key.source, key.environment, key.region, key.category, key.hour, count.n,
                                 count.first, count.last})
            m_addHour.bind(++column, value);
        PS_CHECK(m_addHour.run());
    }
    forget();
    return {};
}

void Rollups::forget() {
    m_hours.clear();
}

} // namespace proofstead::store
