// Points in time as integer milliseconds since 1970-01-01T00:00:00Z. Everything inside Proofstead is UTC; a time zone
// appears only where a person reads. Most callers want parseTime() and formatTime().
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proofstead::base {

using Millis = std::int64_t;

inline constexpr Millis kSecond = 1'000;
inline constexpr Millis kMinute = 60 * kSecond;
inline constexpr Millis kHour = 60 * kMinute;
inline constexpr Millis kDay = 24 * kHour;

// Reads ISO 8601 / RFC 3339 ("2025-01-31T08:00:00Z", "2025-01-31 08:00:00.123456+01:00", "2025-01-31"); a time without
// a zone is UTC; digits past the millisecond are cut off, a leap second reads as the last second of its minute. nullopt
// for anything else, impossible dates included.
std::optional<Millis> parseTime(std::string_view text);

// Epoch seconds, milliseconds, microseconds or nanoseconds, told apart by magnitude (valid for the years 1973 to 2286).
std::optional<Millis> parseEpoch(std::string_view digits);

// "2025-01-31T08:00:00.000Z"
std::string formatTime(Millis time);
// "2025-01-31T08:00:00Z"
std::string formatSeconds(Millis time);
// "2025-01-31"
std::string formatDate(Millis time);

// A length of time written as "90d", "24h", "15min" or "30s"; nullopt for anything else.
std::optional<Millis> parseDuration(std::string_view text);

// Adds calendar months (clocks of law are computed as months, not as multiples of 30 days); the day is cut to the
// month's last, so 31 January plus one month is 28 or 29 February. The time of day is kept.
Millis addMonths(Millis time, int months);

// Names of the host's time-zone database ("Europe/Berlin"), sorted; empty where it has none.
std::vector<std::string> timeZones();

// The host clock, for what is recorded about an action (imported_at); never an input to a verdict.
Millis now();

} // namespace proofstead::base
