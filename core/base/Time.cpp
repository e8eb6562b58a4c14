#include "base/Time.h"

#include "base/Text.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <date/date.h>
#include <fmt/format.h>

namespace proofstead::base {

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

// Reads exactly `count` digits at `pos`; -1 when they are not there.
int digits(std::string_view text, std::size_t pos, std::size_t count) {
    if (pos + count > text.size()) return -1;
    int value = 0;
    for (std::size_t i = pos; i < pos + count; ++i) {
        if (!isDigit(text[i])) return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

// Days since the epoch of a proleptic Gregorian date (algorithm of the date library), -1 checks done by the caller.
std::optional<Millis> dayStart(int year, int month, int day) {
    const date::year_month_day ymd{date::year{year}, date::month{static_cast<unsigned>(month)},
                                   date::day{static_cast<unsigned>(day)}};
    if (month < 1 || day < 1 || !ymd.ok()) return std::nullopt;
    return Millis{date::sys_days{ymd}.time_since_epoch().count()} * kDay;
}

// "Z", "UTC", "+01:00", "+0100", "+01" or nothing -> offset in milliseconds.
std::optional<Millis> zoneOffset(std::string_view zone) {
    while (!zone.empty() && zone.front() == ' ')
        zone.remove_prefix(1);
    if (zone.empty() || zone == "Z" || zone == "z" || zone == "UTC") return 0;
    if (zone.front() != '+' && zone.front() != '-') return std::nullopt;
    const int hours = digits(zone, 1, 2);
    const std::size_t rest = zone.size() > 3 && zone[3] == ':' ? 4 : 3;
    const int minutes = zone.size() == 3 ? 0 : digits(zone, rest, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || (zone.size() != 3 && zone.size() != rest + 2))
        return std::nullopt;
    const Millis offset = hours * kHour + minutes * kMinute;
    return zone.front() == '+' ? offset : -offset;
}

date::year_month_day ymdOf(Millis time) {
    return date::year_month_day{
        date::floor<date::days>(date::sys_time<std::chrono::milliseconds>{std::chrono::milliseconds{time}})};
}

} // namespace

std::optional<Millis> parseTime(std::string_view text) {
    const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    if (year < 0 || month < 0 || day < 0 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto start = dayStart(year, month, day);
    if (!start || text.size() == 10) return start;
    if (text[10] != 'T' && text[10] != 't' && text[10] != ' ') return std::nullopt;
    const int hour = digits(text, 11, 2), minute = digits(text, 14, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || text[13] != ':') return std::nullopt;
    std::size_t pos = 16;
    int second = 0;
    Millis fraction = 0;
    if (pos < text.size() && text[pos] == ':') {
        second = digits(text, pos + 1, 2);
        if (second < 0 || second > 60) return std::nullopt;
        second = second == 60 ? 59 : second;
        pos += 3;
        if (pos < text.size() && (text[pos] == '.' || text[pos] == ',')) {
            Millis scale = 100;
            std::size_t first = ++pos;
            for (; pos < text.size() && isDigit(text[pos]); ++pos, scale /= 10)
                fraction += (text[pos] - '0') * scale;
            if (pos == first) return std::nullopt;
        }
    }
    const auto offset = zoneOffset(text.substr(pos));
    if (!offset) return std::nullopt;
    return *start + hour * kHour + minute * kMinute + second * kSecond + fraction - *offset;
}

std::optional<Millis> parseEpoch(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || text.size() < 9 || value < 0) return std::nullopt;
    if (end != text.data() + text.size() && *end != '.') return std::nullopt;
    if (value < 10'000'000'000) return value * kSecond;
    if (value < 10'000'000'000'000) return value;
    if (value < 10'000'000'000'000'000) return value / 1'000;
    return value / 1'000'000;
}

std::string formatDate(Millis time) {
    const auto ymd = ymdOf(time);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                       static_cast<unsigned>(ymd.day()));
}

std::string formatTime(Millis time) {
    const Millis rest = ((time % kDay) + kDay) % kDay;
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", formatDate(time), rest / kHour, rest / kMinute % 60,
                       rest / kSecond % 60, rest % kSecond);
}

std::string formatSeconds(Millis time) {
    auto text = formatTime(time);
    return text.erase(19, 4);
}

std::optional<Millis> parseDuration(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || value < 0 || value > 100'000) return std::nullopt;
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    if (unit == "d") return value * kDay;
    if (unit == "h") return value * kHour;
    if (unit == "min") return value * kMinute;
    if (unit == "s") return value * kSecond;
    return std::nullopt;
}

Millis addMonths(Millis time, int months) {
    const auto ymd = ymdOf(time);
    const Millis timeOfDay = ((time % kDay) + kDay) % kDay;
    auto moved = ymd + date::months{months};
    if (!moved.ok()) moved = moved.year() / moved.month() / date::last;
    return Millis{date::sys_days{moved}.time_since_epoch().count()} * kDay + timeOfDay;
}

std::vector<std::string> timeZones() {
    const auto database = readFile("/usr/share/zoneinfo/tzdata.zi");
    if (!database) return {};
    std::vector<std::string> names;
    for (const auto line : split(*database, '\n')) {
        const auto words = split(line, ' ');
        if (words.size() > 1 && words[0] == "Z") names.emplace_back(words[1]); // "Z name offset …"
        if (words.size() > 2 && words[0] == "L") names.emplace_back(words[2]); // "L target name"
    }
    std::sort(names.begin(), names.end());
    return names;
}

Millis now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

} // namespace proofstead::base
