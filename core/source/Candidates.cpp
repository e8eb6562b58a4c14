#include "source/Candidates.h"

#include "base/Text.h"
#include "source/Address.h"
#include "source/TimeText.h"

#include <algorithm>

namespace proofstead::source {

namespace {

constexpr std::array<const char*, kGuesses> kNames{"at",          "actor",  "action",    "target",
                                                   "outcome",     "src_ip", "native_id", "user_agent",
                                                   "environment", "region", "service"};
// What each field adds to the confidence, together 100: an event without time or action says little.
constexpr std::array<int, kGuesses> kWeights{30, 20, 25, 8, 6, 6, 3, 1, 1, 0, 0};
// Longer texts are content, not names.
constexpr std::size_t kLongestAction = 200, kLongestName = 1'024;
// A candidate names at most the last three steps of a path.
constexpr int kSteps = 3;

tl::unexpected<base::Error> wrong(const std::string& pointer, const std::string& what) {
    return base::fail("invalid-definition", what, pointer);
}

bool isNothing(std::string_view value) {
    return value.empty() || value == "-" || value == "null" || value == "None" || value == "{}" || value == "[]";
}

} // namespace

std::string CandidateTable::normalised(std::string_view name) {
    std::string result;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (c >= 'A' && c <= 'Z')
            result += static_cast<char>(c - 'A' + 'a');
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || byte >= 0x80)
            result += c;
    }
    return result;
}

const char* CandidateTable::nameOf(std::size_t guess) {
    return kNames[guess];
}

base::Result<CandidateTable> CandidateTable::compile(const base::Json& table) {
    CandidateTable result;
    if (!table.is_object()) return wrong("/candidates", "an object is expected");
    for (const auto& [name, list] : table.items()) {
        const auto pointer = "/candidates/" + name;
        if (!list.is_array()) return wrong(pointer, "a list of names is expected");
        const auto field = std::find_if(kNames.begin(), kNames.end(), [&](const char* known) { return name == known; });
        const bool words = name == "success" || name == "failure" || name == "failure_when_true";
        if (!words && field == kNames.end()) return wrong(pointer, "no such field");
        std::size_t rank = 0;
        for (const auto& item : list) {
            if (!item.is_string()) return wrong(pointer, "a name is a text");
            const auto text = item.get<std::string>();
            if (name == "success" || name == "failure") {
                result.m_outcomes[base::toLower(text)] = name == "success";
            } else if (name == "failure_when_true") {
                result.m_failureWhenTrue[normalised(text)] = true;
            } else {
                const auto index = static_cast<std::size_t>(field - kNames.begin());
                result.m_names[normalised(text)].push_back({index, rank++});
                result.m_counts[index] = rank;
            }
        }
    }
    return result;
}

std::string_view CandidateTable::outcomeOf(std::string_view path, std::string_view value) const {
    const auto last = path.substr(path.rfind('.') + 1);
    const bool inverted = m_failureWhenTrue.contains(last);
    if (value == "true" || value == "True") return inverted ? "failure" : "success";
    if (value == "false" || value == "False") return inverted ? "success" : "failure";
    if (value.size() == 3 && value[0] >= '1' && value[0] <= '5' && value[1] >= '0' && value[1] <= '9') // HTTP status
        return value[0] < '4' ? "success" : "failure";
    const auto known = m_outcomes.find(base::toLower(value.substr(0, 64)));
    if (known == m_outcomes.end()) return {};
    return known->second ? "success" : "failure";
}

namespace {

// The id of a record stands at its top, or at the top of what it wraps; deeper ids are those of people and things.
bool isPlaceOfId(std::string_view path) {
    const auto dot = path.find('.');
    if (dot == std::string_view::npos) return true;
    if (path.find('.', dot + 1) != std::string_view::npos) return false;
    const auto first = path.substr(0, dot);
    for (const auto* wrapper :
         {"event", "data", "detail", "attributes", "record", "log", "audit", "metadata", "header"})
        if (first == wrapper) return true;
    return false;
}

} // namespace

std::string_view CandidateTable::accepted(std::size_t field, std::string_view path, std::string_view value) const {
    if (isNothing(value)) return {};
    switch (static_cast<Guess>(field)) {
    case Guess::At:
        return readTime(value, base::kDay * 365 * 50) ? value : std::string_view{};
    case Guess::SrcIp:
        return bareAddress(value);
    case Guess::Outcome:
        return outcomeOf(path, value);
    case Guess::NativeId:
        return isPlaceOfId(path) ? value : std::string_view{};
    case Guess::Target: // what is said of the actor is no target
        return path.find("actor.") == std::string_view::npos && value.size() <= kLongestName ? value
                                                                                             : std::string_view{};
    case Guess::Action:
        return value.size() <= kLongestAction ? value : value.substr(0, 0);
    default:
        return value.size() <= kLongestName ? value : value.substr(0, 0);
    }
}

Guesses CandidateTable::guess(const std::vector<FlatValue>& values) const {
    Guesses best;
    std::array<std::size_t, kGuesses> ranks{}, depths{};
    for (const auto& flat : values) {
        const auto depth = static_cast<std::size_t>(std::count(flat.path.begin(), flat.path.end(), '.'));
        auto end = flat.path.size();
        for (int step = 0; step < kSteps && end != 0 && end != std::string::npos; ++step) {
            const auto dot = flat.path.rfind('.', end - 1);
            const auto from = dot == std::string::npos ? 0 : dot + 1;
            end = dot == std::string::npos ? 0 : dot;
            const auto known = m_names.find(std::string_view(flat.path).substr(from));
            if (known == m_names.end()) continue;
            for (const auto& entry : known->second) {
                const bool better = best.values[entry.field].empty() || entry.rank < ranks[entry.field] ||
                                    (entry.rank == ranks[entry.field] && depth < depths[entry.field]);
                if (!better) continue;
                const auto value = accepted(entry.field, flat.path, flat.value);
                if (value.empty()) continue;
                best.values[entry.field] = value;
                best.paths[entry.field] = flat.path;
                ranks[entry.field] = entry.rank;
                depths[entry.field] = depth;
            }
        }
    }
    double sum = 0;
    for (std::size_t i = 0; i < kGuesses; ++i)
        if (!best.values[i].empty())
            sum += kWeights[i] * (1.0 - 0.5 * static_cast<double>(ranks[i]) / static_cast<double>(m_counts[i]));
    best.confidence = static_cast<int>(sum + 0.5);
    return best;
}

} // namespace proofstead::source
