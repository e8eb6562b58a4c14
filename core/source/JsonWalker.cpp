#include "source/JsonWalker.h"

#include "base/Text.h"
#include "source/IndexWalk.h"
#include "source/RecordBatch.h"

#include <array>
#include <cstring>
#include <simdjson.h>

namespace proofstead::source {

namespace od = simdjson::ondemand;
using simdjson::error_code;

namespace {

// JSON in a text in a JSON record in a text …: deeper is no log that we know.
constexpr std::size_t kLevels = 5;
constexpr std::size_t kLongestName = 256;

// The token of a number, "true", "false"; without the white space that simdjson leaves behind it.
std::string_view token(std::string_view raw) {
    return base::trim(raw);
}

} // namespace

bool looksLikeJson(std::string_view text) {
    const auto start = text.find_first_not_of(" \t\r\n");
    return start != std::string_view::npos && (text[start] == '{' || text[start] == '[');
}

std::size_t minify(std::string_view record, char* target) {
    std::size_t length = 0;
    if (simdjson::minify(record.data(), record.size(), target, length) != simdjson::SUCCESS) {
        std::memcpy(target, record.data(), record.size());
        return record.size();
    }
    return length;
}

struct JsonWalker::Private {
    explicit Private(JsonWalker& owner) : w(&owner) {}

    JsonWalker* w;
    std::array<std::unique_ptr<od::parser>, kLevels> parsers;
    std::size_t level = 0;
    bool folding = false;
    bool inItem = false;
    std::string_view pending; // the list whose items are events, as it stands in the record
    const PathNode* pendingNode = nullptr;
    bool pendingFolding = false;
    std::vector<std::string_view> items;
    std::size_t nextItem = 0;

    od::parser& parser() {
        if (!parsers[level]) parsers[level] = std::make_unique<od::parser>();
        return *parsers[level];
    }

    // A copy that simdjson may read beyond.
    std::string_view padded(std::string_view text) const {
        char* place = w->m_arena->take(text.size() + kPadding);
        std::memcpy(place, text.data(), text.size());
        std::memset(place + text.size(), 0, kPadding);
        return {place, text.size()};
    }

    // What simdjson unescaped lies in the parser's own buffer until the next record: copied into the arena.
    error_code scalar(od::value value, od::json_type type, const PathNode& node) {
        if (type == od::json_type::string) {
            std::string_view text;
            if (const auto error = value.get_string().get(text)) return error;
            if (!node.children.empty() && looksLikeJson(text)) {
                text = padded(text);
                inner(text, node);
            } else if (!node.slots.empty()) {
                text = w->m_arena->keep(text);
            }
            w->put(node.slots, text, false);
            return simdjson::SUCCESS;
        }
        const std::string_view raw = token(value.raw_json_token());
        if (type != od::json_type::null) w->put(node.slots, w->m_arena->keep(raw), false);
        return simdjson::SUCCESS;
    }

    // JSON in a text; what is broken there leaves the record around it readable.
    void inner(std::string_view text, const PathNode& node) {
        if (level + 1 >= kLevels) return;
        ++level;
        od::document document;
        if (!parser().iterate(text.data(), text.size(), text.size() + kPadding).get(document)) {
            od::value value;
            if (!document.get_value().get(value)) static_cast<void>(walk(value, node));
        }
        --level;
    }

    error_code walk(od::value value, const PathNode& node) {
        od::json_type type{};
        if (const auto error = value.type().get(type)) return error;
        if (type != od::json_type::object && type != od::json_type::array) {
            const bool wanted = !node.slots.empty() || (!node.children.empty() && type == od::json_type::string);
            return wanted ? scalar(value, type, node) : simdjson::SUCCESS;
        }
        if (w->wantsJson(node) && node.children.empty() && !node.expand) return keepJson(value, type, node);
        if (type == od::json_type::object) {
            od::object object;
            if (const auto error = value.get_object().get(object)) return error;
            return walkObject(object, node);
        }
        od::array array;
        if (const auto error = value.get_array().get(array)) return error;
        if (node.expand && pending.empty() && !inItem) {
            pendingNode = node.child("*");
            pendingFolding = folding;
            return pendingNode ? array.raw_json().get(pending) : simdjson::SUCCESS;
        }
        return walkArray(array, node);
    }

    error_code walkArray(od::array array, const PathNode& node) {
        const PathNode* each = node.child("*");
        for (auto item : array) {
            od::value inside;
            if (const auto error = item.get(inside)) return error;
            error_code error = simdjson::SUCCESS;
            if (!node.selected.empty())
                error = walkSelected(inside, node, each);
            else if (each)
                error = walk(inside, *each);
            else if (!node.slots.empty())
                error = walkText(inside, node); // a list where one text is usual stands for its first item
            if (error) return error;
        }
        return simdjson::SUCCESS;
    }

    // An item of a list of names and values: what is wanted of it depends on its name.
    error_code walkSelected(od::value value, const PathNode& node, const PathNode* each) {
        od::json_type type{};
        if (const auto error = value.type().get(type)) return error;
        if (type != od::json_type::object) return simdjson::SUCCESS;
        od::object object;
        if (const auto error = value.get_object().get(object)) return error;
        const PathNode* wanted = nullptr;
        for (auto field : object) {
            od::raw_json_string key;
            if (const auto error = field.key().get(key)) return error;
            const char* text = key.raw();
            const auto* end = static_cast<const char*>(std::memchr(text, '"', kLongestName));
            if (!end || !base::equalsIgnoreCase({text, static_cast<std::size_t>(end - text)}, node.selector)) continue;
            std::string_view own;
            if (field.value().get_string().get(own)) break;
            for (const auto& [name, child] : node.selected)
                if (base::equalsIgnoreCase(name, own)) wanted = child.get();
            break;
        }
        if (!wanted && !each) return simdjson::SUCCESS;
        if (const auto error = object.reset().error()) return error;
        return walkObject(object, wanted ? *wanted : *each);
    }

    error_code walkText(od::value value, const PathNode& node) {
        od::json_type type{};
        if (const auto error = value.type().get(type)) return error;
        return type == od::json_type::string ? scalar(value, type, node) : simdjson::SUCCESS;
    }

    error_code keepJson(od::value value, od::json_type type, const PathNode& node) {
        std::string_view raw;
        error_code error{};
        if (type == od::json_type::object) {
            od::object object;
            error = value.get_object().get(object);
            if (!error) error = object.raw_json().get(raw);
        } else {
            od::array array;
            error = value.get_array().get(array);
            if (!error) error = array.raw_json().get(raw);
        }
        if (!error) w->put(node.slots, w->compact(raw), true);
        return error;
    }

    error_code walkObject(od::object object, const PathNode& node) {
        for (auto field : object) {
            od::raw_json_string key;
            if (const auto error = field.key().get(key)) return error;
            const char* text = key.raw();
            const auto* end = static_cast<const char*>(std::memchr(text, '"', 512));
            const PathNode* next = end ? node.child({text, static_cast<std::size_t>(end - text)}, folding) : nullptr;
            if (!next) continue;
            od::value value;
            if (const auto error = field.value().get(value)) return error;
            if (const auto error = walk(value, *next)) return error;
        }
        return simdjson::SUCCESS;
    }

    error_code cutItems() {
        od::document document;
        items.clear();
        nextItem = 0;
        if (const auto error =
                parser().iterate(pending.data(), pending.size(), pending.size() + kPadding).get(document))
            return error;
        od::array array;
        if (const auto error = document.get_array().get(array)) return error;
        for (auto one : array) {
            od::value value;
            od::json_type type{};
            std::string_view raw;
            if (const auto error = one.get(value)) return error;
            if (const auto error = value.type().get(type)) return error;
            if (type != od::json_type::object) continue;
            od::object object;
            if (const auto error = value.get_object().get(object)) return error;
            if (const auto error = object.raw_json().get(raw)) return error;
            items.push_back(raw);
        }
        return simdjson::SUCCESS;
    }
};

JsonWalker::JsonWalker(const LogDefinition& definition)
    : m_definition(definition),
      m_d(std::make_unique<Private>(*this)),
      m_values(definition.slots.size()),
      m_lists(definition.slots.size()) {}

JsonWalker::JsonWalker(JsonWalker&& other) noexcept
    : m_definition(other.m_definition),
      m_d(std::move(other.m_d)),
      m_values(std::move(other.m_values)),
      m_outer(std::move(other.m_outer)),
      m_lists(std::move(other.m_lists)),
      m_touchedLists(std::move(other.m_touchedLists)),
      m_arena(other.m_arena) {
    m_d->w = this;
}

JsonWalker::~JsonWalker() = default;

bool JsonWalker::wantsJson(const PathNode& node) const {
    for (const int slot : node.slots)
        if (m_definition.slots[static_cast<std::size_t>(slot)].json) return true;
    return false;
}

std::string_view JsonWalker::compact(std::string_view raw) const {
    char* place = m_arena->take(raw.size() + kPadding);
    const auto length = minify(raw, place);
    m_arena->giveBack(raw.size() + kPadding - length);
    return {place, length};
}

void JsonWalker::put(const std::vector<int>& slots, std::string_view text, bool json) {
    if (text.empty()) return;
    for (const int slot : slots) {
        const auto index = static_cast<std::size_t>(slot);
        const auto& wanted = m_definition.slots[index];
        if (json && !wanted.json) continue;
        if (wanted.join) {
            if (m_lists[index].empty()) m_touchedLists.push_back(slot);
            m_lists[index].push_back(text);
        } else if (m_values[index].empty()) {
            m_values[index] = text;
        }
    }
}

void JsonWalker::forget() {
    for (const int slot : m_touchedLists)
        m_lists[static_cast<std::size_t>(slot)].clear();
    m_touchedLists.clear();
}

void JsonWalker::start(Arena& arena) {
    m_arena = &arena;
    std::fill(m_values.begin(), m_values.end(), std::string_view{});
    forget();
    m_d->level = 0;
    m_d->inItem = false;
    m_d->pending = {};
    m_d->pendingNode = nullptr;
}

const char* JsonWalker::walk(std::string_view record, const PathNode& tree, bool folding) {
    m_d->folding = folding;
    od::document document;
    auto error = m_d->parser().iterate(record.data(), record.size(), record.size() + kPadding).get(document);
    if (error == simdjson::UTF8_ERROR) return "invalid-utf8";
    od::object object;
    if (!error) error = document.get_object().get(object);
    if (error == simdjson::INCORRECT_TYPE) return "not-this-source";
    if (!error) error = m_d->walkObject(object, tree);
    return error ? "invalid-json" : nullptr;
}

const char* JsonWalker::walk(std::string_view record, Parts parts, const PathNode& tree, bool folding) {
    if (!parts.empty()) {
        if (IndexWalk(*this, record, parts, folding).pass(tree)) return nullptr;
        start(*m_arena);
    }
    return walk(record, tree, folding);
}

void JsonWalker::cell(std::string_view name, std::string_view text) {
    if (text.empty()) return;
    const auto folded = base::toLower(name);
    const PathNode* node = m_definition.folded->child(folded);
    if (!node && folded.find('.') != std::string::npos) {
        node = m_definition.folded.get();
        for (const auto part : base::split(folded, '.'))
            node = node ? node->child(part) : nullptr;
    }
    const auto kept = m_d->padded(text);
    m_d->folding = true;
    // A column may hold the whole record.
    if (const PathNode* whole = looksLikeJson(text) ? m_definition.wrapped->child(folded) : nullptr)
        m_d->inner(kept, *whole);
    if (!node) return;
    put(node->slots, kept, false);
    if (!looksLikeJson(text)) return;
    if (wantsJson(*node)) put(node->slots, kept, true);
    if (!node->children.empty()) m_d->inner(kept, *node);
}

bool JsonWalker::hasItems() const {
    return !m_d->pending.empty();
}

bool JsonWalker::nextItem() {
    auto& d = *m_d;
    if (!d.inItem) {
        d.inItem = true;
        if (d.cutItems()) d.items.clear();
        m_outer = m_values;
    }
    if (d.nextItem >= d.items.size()) return false;
    const auto raw = d.items[d.nextItem++];
    m_values = m_outer;
    forget();
    d.folding = d.pendingFolding;
    od::document document;
    od::value value;
    if (!d.parser().iterate(raw.data(), raw.size(), raw.size() + kPadding).get(document) &&
        !document.get_value().get(value))
        static_cast<void>(d.walk(value, *d.pendingNode));
    return true;
}

} // namespace proofstead::source
