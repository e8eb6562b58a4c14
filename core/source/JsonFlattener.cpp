#include "source/JsonFlattener.h"

#include "base/Text.h"
#include "source/RecordBatch.h"

#include <array>
#include <cstring>
#include <simdjson.h>

namespace proofstead::source {

namespace od = simdjson::ondemand;

namespace {

// JSON in a text in a JSON record in a text …: deeper is no log that we know.
constexpr std::size_t kLevels = 4;
// Of one record this many values are looked at, this deep, and this many items of each list.
constexpr std::size_t kMost = 600;
constexpr int kDepth = 8, kItems = 4;
constexpr std::size_t kLongestName = 256;

std::string_view token(std::string_view raw) {
    return base::trim(raw);
}

bool looksLikeJson(std::string_view text) {
    const auto start = text.find_first_not_of(" \t\r\n");
    return start != std::string_view::npos && (text[start] == '{' || text[start] == '[');
}

} // namespace

struct JsonFlattener::Private {
    std::array<std::unique_ptr<od::parser>, kLevels> parsers;
    std::size_t level = 0, used = 0;
    Arena* arena = nullptr;
    std::vector<FlatValue>* values = nullptr;

    od::parser& parser() {
        if (!parsers[level]) parsers[level] = std::make_unique<od::parser>();
        return *parsers[level];
    }

    std::string_view padded(std::string_view text) const {
        char* place = arena->take(text.size() + kPadding);
        std::memcpy(place, text.data(), text.size());
        std::memset(place + text.size(), 0, kPadding);
        return {place, text.size()};
    }

    void add(std::string_view path, std::string_view value) {
        if (used >= kMost) return;
        if (used == values->size()) values->emplace_back();
        auto& one = (*values)[used++];
        one.path = path;
        one.value = value;
    }

    simdjson::error_code flattenValue(od::value value, std::string& path, int depth) {
        od::json_type type{};
        if (const auto error = value.type().get(type)) return error;
        if (depth > kDepth || used >= kMost) return simdjson::SUCCESS;
        if (type == od::json_type::object) {
            od::object object;
            if (const auto error = value.get_object().get(object)) return error;
            return flattenObject(object, path, depth);
        }
        if (type == od::json_type::array) {
            od::array array;
            if (const auto error = value.get_array().get(array)) return error;
            int count = 0;
            for (auto one : array) {
                od::value inside;
                if (const auto error = one.get(inside)) return error;
                if (count++ >= kItems) continue;
                if (const auto error = flattenValue(inside, path, depth + 1)) return error;
            }
            return simdjson::SUCCESS;
        }
        return flattenScalar(value, type, path, depth);
    }

    simdjson::error_code flattenScalar(od::value value, od::json_type type, std::string& path, int depth) {
        if (type == od::json_type::null) return simdjson::SUCCESS;
        if (type != od::json_type::string) {
            add(path, arena->keep(token(value.raw_json_token())));
            return simdjson::SUCCESS;
        }
        std::string_view text;
        if (const auto error = value.get_string().get(text)) return error;
        text = padded(text);
        add(path, text);
        if (looksLikeJson(text) && level + 1 < kLevels) {
            ++level;
            od::document document;
            od::value inside;
            if (!parser().iterate(text.data(), text.size(), text.size() + kPadding).get(document) &&
                !document.get_value().get(inside))
                static_cast<void>(flattenValue(inside, path, depth + 1));
            --level;
        }
        return simdjson::SUCCESS;
    }

    simdjson::error_code flattenObject(od::object object, std::string& path, int depth) {
        for (auto field : object) {
            std::string_view key;
            if (const auto error = field.unescaped_key().get(key)) return error;
            const auto before = path.size();
            if (before > 0) path += '.';
            path += CandidateTable::normalised(key.substr(0, kLongestName));
            od::value value;
            if (const auto error = field.value().get(value)) return error;
            if (const auto error = flattenValue(value, path, depth + 1)) return error;
            path.resize(before);
        }
        return simdjson::SUCCESS;
    }
};

JsonFlattener::JsonFlattener() : m_d(std::make_unique<Private>()) {}
JsonFlattener::JsonFlattener(JsonFlattener&&) noexcept = default;
JsonFlattener::~JsonFlattener() = default;

const char* JsonFlattener::read(std::string_view record, Arena& arena, std::vector<FlatValue>& values) {
    auto& d = *m_d;
    d.arena = &arena;
    d.values = &values;
    d.level = d.used = 0;
    std::string path;
    od::document document;
    auto error = d.parser().iterate(record.data(), record.size(), record.size() + kPadding).get(document);
    od::object object;
    if (!error) error = document.get_object().get(object);
    const bool noObject = error == simdjson::INCORRECT_TYPE;
    if (!error) error = d.flattenObject(object, path, 0);
    values.resize(d.used);
    if (noObject) return "not-this-source";
    return error == simdjson::UTF8_ERROR ? "invalid-utf8" : error ? "invalid-json" : nullptr;
}

} // namespace proofstead::source
