// The rules by which a record is told to be of a source; the other half of LogReader.
#include "base/Glob.h"
#include "base/Text.h"
#include "source/LogReader.h"
#include "source/PathTree.h"

#include <algorithm>

namespace proofstead::source {

namespace {

// A record inside another one says more of what it is than the one around it.
constexpr int kWrapped = 100;

int speaksFor(const RecogniseRule& rule, const base::Json& record) {
    std::vector<base::Json> unpacked;
    unpacked.reserve(16);
    if (rule.members.empty()) return 0;
    for (const auto& [path, values] : rule.members) {
        unpacked.clear();
        const auto* value = valueAt(record, path, unpacked);
        if (!value) return 0;
        if (values.empty()) continue;
        if (value->is_structured()) return 0;
        const auto text = value->is_string() ? value->get<std::string>() : value->dump();
        bool any = false;
        for (const auto& pattern : values)
            any = any || base::globMatchIgnoreCase(pattern, text);
        if (!any) return 0;
    }
    return static_cast<int>(rule.members.size());
}

int bestRule(const LogDefinition& definition, const base::Json& record) {
    int best = 0;
    for (const auto& rule : definition.recognise)
        best = std::max(best, speaksFor(rule, record));
    return best;
}

} // namespace

int LogReader::recognises(const LogDefinition& definition, const base::Json& record) {
    if (!record.is_object()) return 0;
    if (const int own = bestRule(definition, record)) return own;
    auto wrappers = commonWrappers();
    wrappers.insert(wrappers.end(), definition.wrappedIn.begin(), definition.wrappedIn.end());
    for (const auto& path : wrappers) {
        std::vector<base::Json> unpacked;
        unpacked.reserve(16);
        const auto* value = valueAt(record, path, unpacked);
        if (!value) continue;
        if (value->is_object()) {
            if (const int inner = bestRule(definition, *value)) return inner + kWrapped;
        } else if (value->is_string()) {
            const auto& text = value->get_ref<const std::string&>();
            const auto brace = text.find('{');
            if (brace == std::string::npos) continue;
            const auto inner = base::parseJson(std::string_view(text).substr(brace));
            if (const int found = inner && inner->is_object() ? bestRule(definition, *inner) : 0)
                return found + kWrapped;
        }
    }
    return 0;
}

bool LogReader::recognises(const LogDefinition& definition, std::string_view record) {
    const auto parsed = base::parseJson(record);
    return parsed && recognises(definition, *parsed) > 0;
}

} // namespace proofstead::source
