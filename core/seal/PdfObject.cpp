#include "seal/PdfObject.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace proofstead::seal {

namespace {

constexpr int kMaxDepth = 64;

bool isSpace(char c) {
    return c == '\0' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}
bool isDelimiter(char c) {
    return std::string_view("()<>[]{}/%").find(c) != std::string_view::npos;
}
bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

int hexValue(char c) {
    if (isDigit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

PdfObject textObject(PdfObject::Kind kind, std::string text) {
    PdfObject object;
    object.kind = kind;
    object.text = std::move(text);
    return object;
}

PdfObject numberObject(PdfObject::Kind kind, std::int64_t number) {
    PdfObject object;
    object.kind = kind;
    object.number = number;
    return object;
}

bool namesRepeat(const PdfObject& dictionary) {
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < dictionary.items.size(); i += 2)
        names.push_back(dictionary.items[i].text);
    std::sort(names.begin(), names.end());
    return std::adjacent_find(names.begin(), names.end()) != names.end();
}

} // namespace

const PdfObject* PdfObject::member(std::string_view name) const {
    for (std::size_t i = 0; kind == Dictionary && i + 1 < items.size(); i += 2)
        if (items[i].text == name) return &items[i + 1];
    return nullptr;
}

PdfRef PdfObject::reference() const {
    // The generation has no field of its own, so that a million small objects stay small.
    return {number, static_cast<std::int64_t>(streamAt)};
}

tl::unexpected<base::Error> PdfParser::malformed(std::string_view what) const {
    return base::fail("pdf-malformed", fmt::format("{} at byte {}", what, m_at));
}

base::Status PdfParser::charge(std::size_t from) {
    m_work->bytes += m_at - from;
    if (m_work->bytes > m_work->byteLimit || m_work->objects > m_work->objectLimit)
        return base::fail("pdf-too-large", "objects overlap or repeat");
    return {};
}

bool PdfParser::startsWith(std::string_view text) const {
    return m_bytes.size() - std::min(m_at, m_bytes.size()) >= text.size() &&
           std::equal(text.begin(), text.end(), m_bytes.begin() + static_cast<std::ptrdiff_t>(m_at));
}

void PdfParser::skipSpace() {
    while (has()) {
        if (peek() == '%') {
            while (has() && peek() != '\n' && peek() != '\r')
                ++m_at;
        } else if (isSpace(peek())) {
            ++m_at;
        } else {
            return;
        }
    }
}

bool PdfParser::takeKeyword(std::string_view word) {
    if (!startsWith(word)) return false;
    if (has(word.size()) && !isSpace(peek(word.size())) && !isDelimiter(peek(word.size()))) return false;
    m_at += word.size();
    return true;
}

base::Result<std::int64_t> PdfParser::integer() {
    const std::size_t from = m_at;
    while (has() && isDigit(peek()))
        ++m_at;
    std::int64_t value = 0;
    const auto* text = reinterpret_cast<const char*>(m_bytes.data());
    const auto [stop, error] = std::from_chars(text + from, text + m_at, value);
    if (m_at == from || error != std::errc{} || stop != text + m_at) return malformed("number expected");
    return value;
}

base::Result<PdfObject> PdfParser::object(int depth) {
    if (depth > kMaxDepth) return malformed("nested too deep");
    const std::size_t from = m_at;
    skipSpace();
    ++m_work->objects;
    PS_CHECK(charge(from));
    const char c = peek();
    if (!has()) return malformed("end of data");
    if (c == '[') return array(depth);
    if (startsWith("<<")) return dictionary(depth);
    if (c == '<') return hexString();
    if (c == '(') return literalString();
    if (c == '/') {
        PS_TRY(std::string text, name());
        return textObject(PdfObject::Name, std::move(text));
    }
    if (isDigit(c) || c == '+' || c == '-' || c == '.') return numberOrReference();
    if (takeKeyword("true")) return numberObject(PdfObject::Boolean, 1);
    if (takeKeyword("false")) return numberObject(PdfObject::Boolean, 0);
    if (takeKeyword("null")) return PdfObject{};
    return malformed("unknown token");
}

base::Result<PdfObject> PdfParser::array(int depth) {
    ++m_at;
    PdfObject list;
    list.kind = PdfObject::Array;
    for (;;) {
        const std::size_t from = m_at;
        skipSpace();
        PS_CHECK(charge(from));
        if (!has()) return malformed("array without end");
        if (peek() == ']') break;
        PS_TRY(PdfObject item, object(depth + 1));
        list.items.push_back(std::move(item));
    }
    ++m_at;
    return list;
}

base::Result<PdfObject> PdfParser::dictionary(int depth) {
    m_at += 2;
    PdfObject dict;
    dict.kind = PdfObject::Dictionary;
    for (;;) {
        const std::size_t from = m_at;
        skipSpace();
        PS_CHECK(charge(from));
        if (startsWith(">>")) break;
        if (peek() != '/') return malformed("name expected");
        PS_TRY(std::string key, name());
        PS_TRY(PdfObject item, object(depth + 1));
        dict.items.push_back(textObject(PdfObject::Name, std::move(key)));
        dict.items.push_back(std::move(item));
    }
    if (namesRepeat(dict)) return malformed("name given twice");
    m_at += 2;
    return dict;
}

base::Result<std::string> PdfParser::name() {
    const std::size_t from = m_at++;
    std::string text;
    while (has() && !isSpace(peek()) && !isDelimiter(peek())) {
        char c = peek();
        if (c == '#') {
            const int high = hexValue(peek(1)), low = hexValue(peek(2));
            if (high < 0 || low < 0) return malformed("escape in a name");
            c = static_cast<char>(high * 16 + low);
            m_at += 2;
        }
        text += c;
        ++m_at;
    }
    PS_CHECK(charge(from));
    return text;
}

void PdfParser::escape(std::string& text) {
    const char c = peek();
    static constexpr std::string_view from = "nrtbf", to = "\n\r\t\b\f";
    if (const auto known = from.find(c); known != std::string_view::npos) {
        text += to[known];
        ++m_at;
    } else if (c >= '0' && c <= '7') {
        int value = 0;
        for (int i = 0; i < 3 && peek() >= '0' && peek() <= '7'; ++i, ++m_at)
            value = value * 8 + (peek() - '0');
        text += static_cast<char>(value & 0xFF);
    } else if (c == '\r' || c == '\n') { // a line break that does not count
        m_at += c == '\r' && peek(1) == '\n' ? 2 : 1;
    } else {
        text += c;
        ++m_at;
    }
}

base::Result<PdfObject> PdfParser::literalString() {
    const std::size_t from = m_at++;
    std::string text;
    for (int open = 1; open > 0;) {
        if (!has()) return malformed("string without end");
        const char c = peek();
        ++m_at;
        if (c == '\\') {
            if (has()) escape(text);
            continue;
        }
        open += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (open == 0) break;
        if (c == '\r') { // any line break inside a string is one line feed
            if (peek() == '\n') ++m_at;
            text += '\n';
        } else {
            text += c;
        }
    }
    PS_CHECK(charge(from));
    return textObject(PdfObject::String, std::move(text));
}

base::Result<PdfObject> PdfParser::hexString() {
    const std::size_t from = m_at++;
    std::string text;
    int half = -1;
    for (;; ++m_at) {
        if (!has()) return malformed("string without end");
        if (peek() == '>') break;
        if (isSpace(peek())) continue;
        const int value = hexValue(peek());
        if (value < 0) return malformed("hexadecimal digit expected");
        if (half >= 0) text += static_cast<char>(half * 16 + value);
        half = half >= 0 ? -1 : value;
    }
    if (half >= 0) text += static_cast<char>(half * 16);
    ++m_at;
    PS_CHECK(charge(from));
    return textObject(PdfObject::String, std::move(text));
}

base::Result<PdfObject> PdfParser::numberOrReference() {
    const std::size_t from = m_at;
    const auto* text = reinterpret_cast<const char*>(m_bytes.data());
    while (has() && !isSpace(peek()) && !isDelimiter(peek()))
        ++m_at;
    PS_CHECK(charge(from));
    std::int64_t number = 0;
    const std::size_t start = from + (text[from] == '+' ? 1 : 0);
    const auto [stop, error] = std::from_chars(text + start, text + m_at, number);
    if (error != std::errc{} || stop != text + m_at) {
        const std::string_view token(text + from, m_at - from);
        if (token.find_first_not_of("+-.0123456789") != std::string_view::npos) return malformed("not a number");
        return PdfObject{}; // a real number, or an integer past 64 bits
    }
    // "12 0 R" begins like two integers.
    PdfParser ahead = *this;
    ahead.skipSpace();
    const auto generation = ahead.integer();
    if (number > 0 && generation) {
        ahead.skipSpace();
        if (ahead.takeKeyword("R")) {
            m_at = ahead.m_at;
            PdfObject reference = numberObject(PdfObject::Reference, number);
            reference.streamAt = static_cast<std::size_t>(*generation);
            return reference;
        }
    }
    return numberObject(PdfObject::Integer, number);
}

base::Status PdfParser::enterStream(PdfObject& object) {
    if (!object.isDictionary()) return malformed("stream without a dictionary");
    if (peek() == '\r' && peek(1) == '\n')
        m_at += 2;
    else if (peek() == '\n')
        m_at += 1;
    else
        return malformed("line break expected behind 'stream'");
    object.streamAt = m_at;
    return {};
}

base::Result<PdfObject> PdfParser::indirectObject(PdfRef expected) {
    PS_TRY(const std::int64_t number, integer());
    skipSpace();
    PS_TRY(const std::int64_t generation, integer());
    skipSpace();
    if (!takeKeyword("obj") || number != expected.number || generation != expected.generation)
        return malformed(fmt::format("object {} {} expected", expected.number, expected.generation));
    PS_TRY(PdfObject result, object());
    skipSpace();
    if (takeKeyword("endobj")) return result;
    if (!takeKeyword("stream")) return malformed("endobj expected");
    PS_CHECK(enterStream(result));
    return result;
}

} // namespace proofstead::seal
