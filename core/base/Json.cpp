#include "base/Json.h"

#include "base/Text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace proofstead::base {

namespace {

// Builds the value while the parser walks, so that duplicate keys and depth are seen before anything is overwritten.
class StrictReader : public nlohmann::json_sax<Json> {
public:
    explicit StrictReader(std::size_t depth) : m_depth(depth) {}

    bool null() override { return put(nullptr); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(number_integer_t value) override { return put(value); }
    bool number_unsigned(number_unsigned_t value) override {
        if (value > static_cast<number_unsigned_t>(INT64_MAX)) return put(std::to_string(value));
        return put(static_cast<std::int64_t>(value));
    }
    bool number_float(number_float_t value, const string_t& text) override {
        const bool integral = text.find_first_of(".eE") == std::string::npos;
        return integral ? put(text) : put(value);
    }
    bool string(string_t& value) override { return put(std::move(value)); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        if (m_stack.back()->contains(name)) return stop("duplicate key '" + shorten(printable(name), 60) + "'");
        m_key = std::move(name);
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& error) override {
        std::string_view what = error.what();
        if (const auto at = what.find("syntax error"); at != std::string_view::npos) what.remove_prefix(at);
        return stop(fmt::format("at byte {}: {}", position, shorten(printable(what), 160)));
    }

    Json document;
    std::string problem;

private:
    bool stop(std::string text) {
        if (problem.empty()) problem = std::move(text);
        return false;
    }
    template <class T>
    Json* place(T&& item) {
        if (m_stack.empty()) {
            document = std::forward<T>(item);
            return &document;
        }
        Json& parent = *m_stack.back();
        if (parent.is_array()) {
            parent.push_back(std::forward<T>(item));
            return &parent.back();
        }
        return &(parent[std::move(m_key)] = std::forward<T>(item));
    }
    template <class T>
    bool put(T&& item) {
        place(Json(std::forward<T>(item)));
        return true;
    }
    bool open(Json container) {
        if (m_stack.size() >= m_depth) return stop(fmt::format("nested deeper than {} levels", m_depth));
        m_stack.push_back(place(std::move(container)));
        return true;
    }
    bool close() {
        m_stack.pop_back();
        return true;
    }

    std::size_t m_depth;
    std::vector<Json*> m_stack;
    std::string m_key;
};

void writeString(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20)
                out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
            else
                out += c;
        }
    }
    out += '"';
}

// ECMAScript Number::toString for finite doubles (RFC 8785 section 3.2.2.3).
void writeDouble(std::string& out, double value) {
    if (!std::isfinite(value)) {
        out += "null";
        return;
    }
    if (value == 0) {
        out += '0';
        return;
    }
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
    std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
    if (text.front() == '-') {
        out += '-';
        text.remove_prefix(1);
    }
    const auto e = text.find('e');
    int exponent = 0;
    const auto* from = text.data() + e + (text[e + 1] == '+' ? 2 : 1);
    std::from_chars(from, text.data() + text.size(), exponent);
    std::string mantissa = replaceAll(std::string(text.substr(0, e)), ".", "");
    const int count = static_cast<int>(mantissa.size());
    if (exponent >= 0 && exponent < 21) {
        if (count <= exponent + 1)
            out += mantissa + std::string(static_cast<std::size_t>(exponent + 1 - count), '0');
        else
            out += mantissa.insert(static_cast<std::size_t>(exponent) + 1, ".");
    } else if (exponent < 0 && exponent >= -6) {
        out += "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + mantissa;
    } else {
        if (count > 1) mantissa.insert(1, ".");
        out += fmt::format("{}e{}{}", mantissa, exponent < 0 ? '-' : '+', std::abs(exponent));
    }
}

// RFC 8785 sorts by UTF-16 code units; that differs from UTF-8 order only where a surrogate pair meets U+E000..U+FFFF.
bool utf16Less(std::string_view a, std::string_view b) {
    const auto unit = [](std::string_view text, std::size_t i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        return byte >= 0xF0 ? 0xEDu * 256 : byte >= 0xEE ? byte * 256u + 1 : byte * 256u;
    };
    std::size_t i = 0;
    while (i < a.size() && i < b.size() && a[i] == b[i])
        ++i;
    if (i == a.size() || i == b.size()) return a.size() < b.size();
    return unit(a, i) != unit(b, i) ? unit(a, i) < unit(b, i)
                                    : static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[i]);
}

void write(std::string& out, const Json& value) {
    switch (value.type()) {
    case Json::value_t::object: {
        std::vector<std::pair<std::string_view, const Json*>> members;
        for (const auto& [key, member] : value.items())
            members.emplace_back(key, &member);
        std::sort(members.begin(), members.end(),
                  [](const auto& a, const auto& b) { return utf16Less(a.first, b.first); });
        out += '{';
        for (std::size_t i = 0; i < members.size(); ++i) {
            if (i > 0) out += ',';
            writeString(out, members[i].first);
            out += ':';
            write(out, *members[i].second);
        }
        out += '}';
        break;
    }
    case Json::value_t::array:
        out += '[';
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (i > 0) out += ',';
            write(out, value[i]);
        }
        out += ']';
        break;
    case Json::value_t::string:
        writeString(out, value.get_ref<const std::string&>());
        break;
    case Json::value_t::boolean:
        out += value.get<bool>() ? "true" : "false";
        break;
    case Json::value_t::number_integer:
        out += std::to_string(value.get<std::int64_t>());
        break;
    case Json::value_t::number_unsigned:
        out += std::to_string(value.get<std::uint64_t>());
        break;
    case Json::value_t::number_float:
        writeDouble(out, value.get<double>());
        break;
    default:
        out += "null";
    }
}

} // namespace

Result<Json> parseJson(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.bytes) return fail("invalid-json", fmt::format("larger than {} bytes", limits.bytes));
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    StrictReader reader(limits.depth);
    if (!Json::sax_parse(text, &reader)) return fail("invalid-json", reader.problem);
    return std::move(reader.document);
}

std::string canonicalJson(const Json& value) {
    std::string out;
    write(out, value);
    return out;
}

const Json* find(const Json& object, const char* key) {
    if (!object.is_object()) return nullptr;
    const auto member = object.find(key);
    return member == object.end() ? nullptr : &*member;
}

std::string stringAt(const Json& object, const char* key, std::string fallback) {
    const Json* member = find(object, key);
    return member && member->is_string() ? member->get<std::string>() : std::move(fallback);
}

bool boolAt(const Json& object, const char* key, bool fallback) {
    const Json* member = find(object, key);
    return member && member->is_boolean() ? member->get<bool>() : fallback;
}

std::int64_t intAt(const Json& object, const char* key, std::int64_t fallback) {
    const Json* member = find(object, key);
    return member && member->is_number_integer() ? member->get<std::int64_t>() : fallback;
}

} // namespace proofstead::base
