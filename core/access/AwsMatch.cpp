#include "access/AwsMatch.h"

#include "base/Glob.h"

#include <algorithm>
#include <array>

namespace proofstead::access {

namespace {

// The parts of an ARN by its first five colons; `count` says how many there are, the last one holds the remainder.
struct Segments {
    std::array<std::string_view, 6> part;
    std::array<std::string_view, 6> remainder; // from the start of that part to the end of the text
    std::size_t count = 0;
};

Segments segmentsOf(std::string_view text) {
    Segments segments;
    while (true) {
        segments.remainder[segments.count] = text;
        const auto colon = segments.count == 5 ? std::string_view::npos : text.find(':');
        segments.part[segments.count++] = text.substr(0, colon);
        if (colon == std::string_view::npos) return segments;
        text.remove_prefix(colon + 1);
    }
}

bool isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool hasWildcard(std::string_view text) {
    return text.find_first_of("*?") != std::string_view::npos;
}

bool segmentMatches(std::size_t index, std::string_view pattern, std::string_view text) {
    return index < 3 ? base::globMatchIgnoreCase(pattern, text) : base::globMatch(pattern, text);
}

} // namespace

std::string_view accountOfArn(std::string_view arn) {
    const Segments segments = segmentsOf(arn);
    return segments.count == 6 && segments.part[0] == "arn" ? segments.part[4] : std::string_view{};
}

std::string_view resourceOfArn(std::string_view arn) {
    const Segments segments = segmentsOf(arn);
    return segments.count == 6 && segments.part[0] == "arn" ? segments.part[5] : std::string_view{};
}

bool isActionPattern(std::string_view pattern) {
    if (pattern == "*" || pattern == "*:*") return true;
    const auto colon = pattern.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == pattern.size()) return false;
    const auto service = pattern.substr(0, colon);
    const auto name = pattern.substr(colon + 1);
    return std::all_of(service.begin(), service.end(), isNameCharacter) &&
           std::all_of(name.begin(), name.end(), [](char c) { return isNameCharacter(c) || c == '*' || c == '?'; });
}

bool actionMatches(std::string_view pattern, std::string_view action) {
    return isActionPattern(pattern) && base::globMatchIgnoreCase(pattern, action);
}

bool resourceMatches(std::string_view pattern, std::string_view resource, PolicyPosition position) {
    if (pattern == "*") return true;
    const Segments wanted = segmentsOf(pattern);
    const Segments given = segmentsOf(resource);
    const bool incomplete = wanted.count < 6;
    if (given.count < 6) return base::globMatch(pattern, resource);
    if (incomplete && position == PolicyPosition::Resource && !hasWildcard(pattern)) return false;
    for (std::size_t i = 0; i < wanted.count; ++i) {
        const bool runsOn = incomplete && i + 1 == wanted.count && wanted.part[i].ends_with('*');
        if (!segmentMatches(i, wanted.part[i], runsOn ? given.remainder[i] : given.part[i])) return false;
    }
    return true;
}

} // namespace proofstead::access
