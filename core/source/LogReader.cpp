#include "source/LogReader.h"

#include "base/Json.h"
#include "base/Text.h"
#include "source/Address.h"
#include "source/Classes.h"
#include "source/RecordBatch.h"

#include <cstring>
#include <simdjson.h>
#include <unordered_map>

namespace proofstead::source {

namespace od = simdjson::ondemand;

std::size_t minify(std::string_view record, char* target) {
    std::size_t length = 0;
    if (simdjson::minify(record.data(), record.size(), target, length) != simdjson::SUCCESS) {
        std::memcpy(target, record.data(), record.size());
        return record.size();
    }
    return length;
}

namespace {

// The token of a number, "true", "false"; without the white space that simdjson leaves behind it.
std::string_view token(std::string_view raw) {
    return base::trim(raw);
}

void appendEscaped(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20) {
            out += "\\u00";
            out += hex[byte >> 4U];
            out += hex[byte & 15U];
        } else {
            out += c;
        }
    }
}

bool hasMember(const base::Json& object, std::string_view name) {
    for (const auto& [key, value] : object.items())
        if (base::equalsIgnoreCase(key, name)) return true;
    return false;
}

} // namespace

struct LogReader::Private {
    explicit Private(const LogDefinition& d) : definition(d), classes(d) {
        values.resize(d.slots.size());
        lists.resize(d.slots.size());
    }

    const LogDefinition& definition;
    Classes classes;
    od::parser parser;
    std::vector<std::string_view> values;
    std::vector<std::vector<std::string_view>> lists;
    std::vector<int> touchedLists;
    std::string attributes;
    Arena* arena = nullptr;
    bool folding = false;

    // Exports through a table (Athena and the like) write member names in lower case, some or all of them.
    const PathNode* childOf(const PathNode& node, std::string_view name) const {
        return folding ? node.child(base::toLower(name)) : node.child(name);
    }

    void put(const std::vector<int>& slots, std::string_view text, bool json) {
        if (text.empty()) return;
        for (const int slot : slots) {
            const auto index = static_cast<std::size_t>(slot);
            const auto& wanted = definition.slots[index];
            if (json && !wanted.json) continue;
            if (wanted.join) {
                if (lists[index].empty()) touchedLists.push_back(slot);
                lists[index].push_back(text);
            } else if (values[index].empty()) {
                values[index] = text;
            }
        }
    }

    static bool wantsJson(const LogDefinition& d, const PathNode& node) {
        for (const int slot : node.slots)
            if (d.slots[static_cast<std::size_t>(slot)].json) return true;
        return false;
    }

    std::string_view compact(std::string_view raw) {
        char* place = arena->take(raw.size() + kPadding);
        const auto length = minify(raw, place);
        arena->giveBack(raw.size() + kPadding - length);
        return {place, length};
    }

    // What simdjson unescaped lies in the parser's own buffer until the next record: copied into the arena.
    simdjson::error_code scalar(od::value value, od::json_type type, const PathNode& node) {
        if (type == od::json_type::string) {
            std::string_view text;
            const auto error = value.get_string().get(text);
            if (!error) put(node.slots, arena->keep(text), false);
            return error;
        }
        std::string_view raw = token(value.raw_json_token());
        if (type != od::json_type::null) put(node.slots, arena->keep(raw), false);
        return simdjson::SUCCESS;
    }

    simdjson::error_code walk(od::value value, const PathNode& node) {
        od::json_type type{};
        if (const auto error = value.type().get(type)) return error;
        if (type != od::json_type::object && type != od::json_type::array)
            return node.slots.empty() ? simdjson::SUCCESS : scalar(value, type, node);
        if (wantsJson(definition, node) && node.children.empty()) return keepJson(value, type, node);
        if (type == od::json_type::object) {
            od::object object;
            if (const auto error = value.get_object().get(object)) return error;
            return walkObject(object, node);
        }
        od::array array;
        if (const auto error = value.get_array().get(array)) return error;
        const PathNode* each = node.child("*");
        for (auto item : array) {
            od::value inner;
            if (const auto error = item.get(inner)) return error;
            // A list where one text is usual stands for its first item.
            if (const auto error = each ? walk(inner, *each) : node.slots.empty() ? skip(inner) : walkText(inner, node))
                return error;
        }
        return simdjson::SUCCESS;
    }

    static simdjson::error_code skip(od::value&) { return simdjson::SUCCESS; }

    simdjson::error_code walkText(od::value value, const PathNode& node) {
        od::json_type type{};
        if (const auto error = value.type().get(type)) return error;
        return type == od::json_type::string ? scalar(value, type, node) : simdjson::SUCCESS;
    }

    simdjson::error_code keepJson(od::value value, od::json_type type, const PathNode& node) {
        std::string_view raw;
        simdjson::error_code error{};
        if (type == od::json_type::object) {
            od::object object;
            error = value.get_object().get(object);
            if (!error) error = object.raw_json().get(raw);
        } else {
            od::array array;
            error = value.get_array().get(array);
            if (!error) error = array.raw_json().get(raw);
        }
        if (!error) put(node.slots, compact(raw), true);
        return error;
    }

    simdjson::error_code walkObject(od::object object, const PathNode& node) {
        for (auto field : object) {
            od::raw_json_string key;
            if (const auto error = field.key().get(key)) return error;
            const char* name = key.raw();
            const auto* end = static_cast<const char*>(std::memchr(name, '"', 512));
            const PathNode* next = end ? childOf(node, {name, static_cast<std::size_t>(end - name)}) : nullptr;
            if (!next) continue;
            od::value value;
            if (const auto error = field.value().get(value)) return error;
            if (const auto error = walk(value, *next)) return error;
        }
        return simdjson::SUCCESS;
    }

    simdjson::error_code walkFolded(od::document& document) {
        reset();
        document.rewind();
        od::object object;
        if (const auto error = document.get_object().get(object)) return error;
        folding = true;
        const auto error = walkObject(object, definition.folded);
        folding = false;
        return error;
    }

    std::string_view first(const std::vector<int>& slots) const {
        for (const int slot : slots)
            if (const auto text = values[static_cast<std::size_t>(slot)]; !text.empty()) return text;
        return {};
    }
    std::string_view field(Field which) const { return first(definition.fieldSlots[static_cast<std::size_t>(which)]); }

    std::string_view outcome() const {
        for (const auto& rule : definition.outcomes) {
            const auto value = values[static_cast<std::size_t>(rule.slot)];
            for (const auto& [text, meaning] : rule.values)
                if (value == text) return meaning;
        }
        return first(definition.failureSlots).empty() ? std::string_view(definition.outcomeDefault) : "failure";
    }

    void appendAttribute(const AttributeRule& rule) {
        const auto start = attributes.size();
        const auto open = [&] {
            attributes += attributes.empty() ? "{\"" : ",\"";
            attributes += rule.name;
            attributes += "\":\"";
        };
        if (!rule.join) {
            const auto value = first(rule.slots);
            if (value.empty() || (!rule.omit.empty() && value == rule.omit)) return;
            open();
            appendEscaped(attributes, value);
        } else {
            for (const int slot : rule.slots)
                for (const auto value : lists[static_cast<std::size_t>(slot)]) {
                    if (attributes.size() == start)
                        open();
                    else
                        attributes += ';';
                    appendEscaped(attributes, value);
                }
            if (attributes.size() == start) return;
        }
        attributes += '"';
    }

    void reset() {
        std::fill(values.begin(), values.end(), std::string_view{});
        for (const int slot : touchedLists)
            lists[static_cast<std::size_t>(slot)].clear();
        touchedLists.clear();
        attributes.clear();
    }

    void fill(model::EventFields& e) {
        e = model::EventFields{};
        const auto time = field(Field::At);
        auto at = base::parseTime(time);
        if (!at) at = base::parseEpoch(time);
        e.at = at.value_or(0);
        e.flags = at ? 0U : static_cast<unsigned>(model::kNoTime);
        e.environment = field(Field::Environment);
        e.region = field(Field::Region);
        e.service = field(Field::Service);
        if (!definition.serviceSuffix.empty() && e.service.ends_with(definition.serviceSuffix))
            e.service.remove_suffix(definition.serviceSuffix.size());
        e.action = field(Field::Action);
        e.actor = field(Field::Actor);
        e.actorType = field(Field::ActorType);
        e.actorPrincipal = field(Field::ActorPrincipal);
        e.actorAccount = field(Field::ActorAccount);
        e.target = field(Field::Target);
        e.error = field(Field::Error);
        e.srcIp = bareAddress(field(Field::SrcIp));
        e.userAgent = field(Field::UserAgent);
        e.nativeId = field(Field::NativeId);
        e.category = field(Field::Category);
        e.outcome = outcome();
        const auto& kind = classes.of(e.service, e.action);
        e.eventClass = kind.eventClass;
        e.activity = kind.activity;
        for (const auto& rule : definition.attributes)
            appendAttribute(rule);
        if (!attributes.empty()) attributes += '}';
        e.attributes = arena->keep(attributes);
    }
};

LogReader::LogReader(const LogDefinition& definition) : m_d(std::make_unique<Private>(definition)) {}
LogReader::LogReader(LogReader&&) noexcept = default;
LogReader::~LogReader() = default;

const char* LogReader::read(std::string_view record, model::EventFields& event, Arena& arena) {
    auto& d = *m_d;
    d.reset();
    d.arena = &arena;
    od::document document;
    simdjson::padded_string_view padded(record.data(), record.size(), record.size() + kPadding);
    auto error = d.parser.iterate(padded).get(document);
    if (error == simdjson::UTF8_ERROR) return "invalid-utf8";
    od::object object;
    if (!error) error = document.get_object().get(object);
    if (error == simdjson::INCORRECT_TYPE) return "not-this-source";
    if (!error) error = d.walkObject(object, d.definition.root);
    if (!error && d.field(Field::Action).empty()) error = d.walkFolded(document);
    if (error) return "invalid-json";
    d.fill(event);
    return event.action.empty() ? "not-this-source" : nullptr;
}

bool LogReader::recognises(const LogDefinition& definition, std::string_view record) {
    const auto parsed = base::parseJson(record);
    if (!parsed || !parsed->is_object()) return false;
    for (const auto& group : definition.recognise) {
        bool all = true;
        for (const auto& name : group)
            all = all && hasMember(*parsed, name);
        if (all) return true;
    }
    return false;
}

} // namespace proofstead::source
