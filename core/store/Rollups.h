// Counts by hour that ingest keeps while events pass, so that coverage needs no scan later.
#pragma once

#include "base/Result.h"
#include "base/Time.h"
#include "store/Statement.h"

#include <cstdint>
#include <unordered_map>

namespace proofstead::store {

class Rollups {
public:
    struct Event {
        std::int64_t source = 0, environment = 0, region = 0, category = 0; // term numbers
        base::Millis at = 0;
    };

    base::Status prepare(sqlite3* handle);
    void add(const Event& event);
    // Adds what was counted since the last flush to the import's rows, and forgets it.
    base::Status flush(std::int64_t import);
    void forget();

private:
    struct HourKey {
        std::int64_t source, environment, region, category, hour;
        bool operator==(const HourKey&) const = default;
    };
    struct Mix {
        static std::size_t mix(std::size_t seed, std::int64_t value);
        std::size_t operator()(const HourKey& key) const;
    };
    struct HourCount {
        std::int64_t n = 0;
        base::Millis first = 0, last = 0;
    };
    std::unordered_map<HourKey, HourCount, Mix> m_hours;
    Statement m_addHour;
};

} // namespace proofstead::store
