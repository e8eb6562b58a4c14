#include "source/TimeText.h"

#include "base/Text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

namespace proofstead::source {

namespace {

using base::Millis;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool allDigits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), isDigit);
}

int number(std::string_view text) {
    int value = -1;
    if (allDigits(text) && text.size() <= 4) std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

// 1 to 12 for "Jan", "january"; 0 for anything else.
int monthOf(std::string_view text) {
    constexpr std::array<std::string_view, 12> months{"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};
    const auto lower = base::toLower(text);
    if (lower.size() < 3) return 0;
    for (std::size_t i = 0; i < months.size(); ++i)
        if (lower == months[i] || lower == months[i].substr(0, 3)) return static_cast<int>(i) + 1;
    return 0;
}

bool isWeekday(std::string_view text) {
    const auto lower = base::toLower(text.substr(0, 3));
    for (const auto* day : {"mon", "tue", "wed", "thu", "fri", "sat", "sun"})
        if (lower == day) return text.size() == 3 || base::toLower(text).ends_with("day");
    return false;
}

// Epoch numbers with a fraction of a second; base::parseEpoch cuts it off.
std::optional<Millis> epoch(std::string_view text) {
    const auto whole = base::parseEpoch(text);
    const auto dot = text.find('.');
    if (!whole || dot == std::string_view::npos) return whole;
    if (!allDigits(text.substr(dot + 1))) return std::nullopt;
    if (dot > 10) return whole; // milliseconds or finer: the fraction is below what we keep
    Millis fraction = 0, scale = 100;
    for (const char c : text.substr(dot + 1, 3)) {
        fraction += (c - '0') * scale;
        scale /= 10;
    }
    return *whole + fraction;
}

// The parts of a date found so far; -1 not found.
struct Parts {
    int year = -1, month = -1, day = -1;
    std::string clock; // "15:04:05.123"
    std::string zone = "Z";
    char half = 0; // 'A' or 'P' of AM and PM

    bool date(std::string_view a, std::string_view b, std::string_view c) {
        if (const int named = monthOf(b)) { // 02/Jan/2006
            year = number(c);
            month = named;
            day = number(a);
            return true;
        }
        if (a.size() == 4) { // 2006/01/02
            year = number(a);
            month = number(b);
            day = number(c);
            return true;
        }
        const int first = number(a), second = number(b);
        year = number(c);
        if (c.size() != 4 || first < 0 || second < 0) return false;
        if (first > 12) {
            day = first;
            month = second;
            return true;
        }
        month = first;
        day = second;
        m_monthFirst = second <= 12 && first != second;
        return true;
    }
    bool ambiguous() const { return m_monthFirst && half == 0; }

private:
    bool m_monthFirst = false; // could be day first as well
};

bool readClock(std::string_view token, Parts& parts) {
    if (!parts.clock.empty() || token.size() < 4) return false;
    // "3:04 PM": hours of one digit.
    parts.clock = token[1] == ':' ? "0" + std::string(token) : std::string(token);
    const auto suffix = base::toLower(std::string_view(parts.clock).substr(parts.clock.size() - 2));
    if (suffix == "am" || suffix == "pm") {
        parts.half = suffix == "am" ? 'A' : 'P';
        parts.clock.resize(parts.clock.size() - 2);
    }
    if (parts.clock.ends_with('Z')) parts.clock.pop_back();
    const auto sign = parts.clock.find_first_of("+-");
    if (sign != std::string::npos) {
        parts.zone = parts.clock.substr(sign);
        parts.clock.resize(sign);
    }
    return true;
}

bool readToken(std::string_view token, Parts& parts) {
    const auto lower = base::toLower(token);
    if (lower == "am" || lower == "pm") {
        parts.half = lower == "am" ? 'A' : 'P';
    } else if (lower == "z" || lower == "utc" || lower == "gmt") {
        return true;
    } else if ((token.front() == '+' || token.front() == '-') && token.size() >= 3 && isDigit(token[1])) {
        parts.zone = std::string(token);
    } else if (const auto slash = token.find_first_of("/-"); slash != std::string_view::npos) {
        const auto pieces = base::split(token, token[slash]);
        return pieces.size() == 3 && parts.date(pieces[0], pieces[1], pieces[2]);
    } else if (token.find(':') != std::string_view::npos) {
        return readClock(token, parts);
    } else if (const int month = monthOf(token)) {
        parts.month = month;
    } else if (isWeekday(token) || token == "@" || lower == "at") {
        return true;
    } else if (token.size() == 4 && allDigits(token)) {
        parts.year = number(token);
    } else if (token.size() <= 2 && allDigits(token)) {
        parts.day = number(token);
    } else {
        return false;
    }
    return true;
}

std::optional<Millis> assemble(const Parts& parts, int year) {
    auto clock = parts.clock;
    if (parts.half != 0) {
        int hour = number(std::string_view(clock).substr(0, 2));
        if (hour < 1 || hour > 12) return std::nullopt;
        hour = hour % 12 + (parts.half == 'P' ? 12 : 0);
        clock = fmt::format("{:02}{}", hour, clock.substr(2));
    }
    return base::parseTime(fmt::format("{:04}-{:02}-{:02}T{}{}", year, parts.month, parts.day, clock, parts.zone));
}

// The latest year in which the time does not lie after the day behind the reference.
std::optional<Millis> withoutYear(const Parts& parts, Millis reference) {
    if (reference == 0) return std::nullopt;
    const int year = number(std::string_view(base::formatDate(reference)).substr(0, 4));
    for (const int candidate : {year + 1, year, year - 1})
        if (const auto time = assemble(parts, candidate); time && *time <= reference + base::kDay) return time;
    return std::nullopt;
}

// "20060102T150405Z", "20060102150405" as ISO 8601 with separators; "" for anything else.
std::string fromBasic(std::string_view text) {
    if (text.ends_with('Z')) text.remove_suffix(1);
    std::string digits(text);
    if (text.size() == 15 && (text[8] == 'T' || text[8] == '-')) digits.erase(8, 1);
    if (digits.size() != 14 || !allDigits(digits) || !(digits.starts_with("19") || digits.starts_with("20"))) return {};
    const auto part = [&](std::size_t at, std::size_t count) { return digits.substr(at, count); };
    return fmt::format("{}-{}-{}T{}:{}:{}Z", part(0, 4), part(4, 2), part(6, 2), part(8, 2), part(10, 2), part(12, 2));
}

std::optional<Millis> loose(std::string_view text, Millis reference) {
    std::string plain(text.substr(0, 64));
    // Apache puts a colon between date and clock: 02/Jan/2006:15:04:05.
    if (plain.size() > 12 && plain[11] == ':' && plain[2] == '/' && plain[6] == '/') plain[11] = ' ';
    std::replace(plain.begin(), plain.end(), ',', ' ');
    Parts parts;
    for (const auto token : base::split(plain, ' '))
        if (!token.empty() && !readToken(token, parts)) return std::nullopt;
    if (parts.clock.empty() || parts.month < 0 || parts.day < 0 || parts.ambiguous()) return std::nullopt;
    return parts.year < 0 ? withoutYear(parts, reference) : assemble(parts, parts.year);
}

} // namespace

std::optional<Millis> readTime(std::string_view text, Millis reference) {
    if (text.empty() || text.size() > 64) return std::nullopt;
    if (const auto time = base::parseTime(text)) return time;
    if (const auto time = epoch(text)) {
        // Fourteen digits are a date without separators where they can be one.
        if (const auto basic = fromBasic(text); !basic.empty())
            if (const auto dated = base::parseTime(basic)) return dated;
        return time;
    }
    text = base::trim(text);
    if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
    if (const auto basic = fromBasic(text); !basic.empty()) return base::parseTime(basic);
    // What Go and Java print behind a complete time.
    for (const std::string_view tail : {" UTC", " GMT", " Z"})
        if (text.ends_with(tail))
            if (const auto time = base::parseTime(text.substr(0, text.size() - tail.size()))) return time;
    return loose(text, reference);
}

bool saysTimeOfDay(std::string_view text) {
    return text.find(':') != std::string_view::npos || base::parseEpoch(text).has_value() || !fromBasic(text).empty();
}

} // namespace proofstead::source
