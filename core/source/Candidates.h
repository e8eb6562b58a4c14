// The last resort for records that no definition describes: a table of names under which products usually write time,
// actor, action and so on. What it finds is a guess, and says how good a guess it is.
#pragma once

#include "base/Json.h"
#include "base/Result.h"

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace proofstead::source {

// One value of a record with where it stands: names in lower case, letters and digits only, joined with dots.
struct FlatValue {
    std::string path;
    std::string_view value;
};

enum class Guess { At, Actor, Action, Target, Outcome, SrcIp, NativeId, UserAgent, Environment, Region, Service };
inline constexpr std::size_t kGuesses = 11;

struct Guesses {
    std::array<std::string_view, kGuesses> values{};
    std::array<std::string_view, kGuesses> paths{};
    int confidence = 0; // 0 to 100
    std::string_view operator[](Guess which) const { return values[static_cast<std::size_t>(which)]; }
};

class CandidateTable {
public:
    // The member "candidates" of a definition; error code "invalid-definition" with the JSON pointer.
    static base::Result<CandidateTable> compile(const base::Json& table);

    // The best value for each field: names that stand earlier in the table first, then those that lie less deep.
    Guesses guess(const std::vector<FlatValue>& values) const;

    static std::string normalised(std::string_view name);
    static const char* nameOf(std::size_t guess);

private:
    struct Entry {
        std::size_t field = 0, rank = 0;
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::string_view outcomeOf(std::string_view path, std::string_view value) const;
    std::string_view accepted(std::size_t field, std::string_view path, std::string_view value) const;

    std::unordered_map<std::string, std::vector<Entry>, Hash, std::equal_to<>> m_names;
    std::array<std::size_t, kGuesses> m_counts{};
    std::unordered_map<std::string, bool, Hash, std::equal_to<>> m_outcomes; // word -> success?
    std::unordered_map<std::string, bool, Hash, std::equal_to<>> m_failureWhenTrue;
};

} // namespace proofstead::source
