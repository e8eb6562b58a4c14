#include "source/readers/ValueScanner.h"

#include "source/JsonIndex.h"
#include "source/readers/StrictObject.h"
#include "source/RecordBatch.h"

#include <bit>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace proofstead::source {

namespace {

bool endsScalar(char c) {
    return PartCursor::isBlank(c) || c == ',' || c == ']' || c == '}' || c == ':' || c == '"';
}

#ifdef __SSE2__
constexpr std::size_t kStep = 16;
// Bit n: byte n is a quote, a backslash or a line feed.
unsigned stopsAt(const char* bytes) {
    const auto block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
    const auto stops = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('"')), _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'))),
        _mm_cmpeq_epi8(block, _mm_set1_epi8('\n')));
    return static_cast<unsigned>(_mm_movemask_epi8(stops));
}
#else
constexpr std::size_t kStep = 1;
unsigned stopsAt(const char* bytes) {
    return *bytes == '"' || *bytes == '\\' || *bytes == '\n' ? 1U : 0U;
}
#endif

// Position of the next quote, backslash or line feed. Most strings are short, so that a search for each would cost more
// than it finds.
std::size_t stringStop(std::string_view data, std::size_t position) {
    for (; position + kStep <= data.size(); position += kStep)
        if (const auto stops = stopsAt(data.data() + position); stops != 0)
            return position + static_cast<std::size_t>(std::countr_zero(stops));
    while (position < data.size() && data[position] != '"' && data[position] != '\\' && data[position] != '\n')
        ++position;
    return position;
}

} // namespace

namespace {

// Over bytes that are all at hand. What is near the end of them is left to feed(), so that texts can be looked at in
// steps; and so is every line feed.
class ByteCursor {
public:
    using Place = const char*;

    ByteCursor(std::string_view data, std::size_t position)
        : m_at(data.data() + position), m_end(data.data() + data.size()) {}

    bool more() const { return m_at + kStep <= m_end; }
    char peek() const { return *m_at; }
    void step() {
        ++m_at;
        skipBlank();
    }
    void leave() { ++m_at; }
    bool text() {
        ++m_at;
        while (more()) {
            const auto stops = stopsAt(m_at);
            if (stops == 0) {
                m_at += kStep;
                continue;
            }
            m_at += std::countr_zero(stops);
            if (*m_at == '"') return m_keyEnd = m_at, step(), true;
            if (*m_at != '\\') return false;
            m_at += 2;
        }
        return false;
    }
    bool scalar() {
        while (more() && !endsScalar(*m_at))
            ++m_at;
        if (more()) skipBlank();
        return more();
    }
    Place here() const { return m_at; }
    std::string_view key(Place place) const { return {place + 1, static_cast<std::size_t>(m_keyEnd - place - 1)}; }
    bool blank() const { return m_blank; }

private:
    void skipBlank() {
        if (m_at >= m_end || *m_at != ' ') return;
        m_blank = true;
        ++m_at;
    }

    const char* m_at;
    const char* const m_end;
    const char* m_keyEnd = nullptr;
    bool m_blank = false;
};

} // namespace

std::size_t ValueScanner::plainEnd(std::string_view data, std::size_t position,
                                   const std::set<std::string, std::less<>>* lists) {
    ByteCursor cursor(data, position);
    if (!StrictObject(cursor, lists).pass()) return 0;
    m_blank = cursor.blank();
    m_feeds = 0;
    return static_cast<std::size_t>(cursor.here() - data.data());
}

void ValueScanner::start(const std::set<std::string, std::less<>>* lists) {
    m_lists = lists;
    m_list = nullptr;
    m_stack.clear();
    m_previous = 0;
    m_inString = m_escaped = m_inScalar = m_blank = false;
    m_feeds = 0;
}

// A raw line feed inside a string is no JSON: it shows at once that the line was cut.
Scan ValueScanner::insideString(std::string_view data, std::size_t& position) {
    if (m_escaped) {
        m_escaped = false;
        ++position;
    }
    for (;;) {
        position = stringStop(data, position);
        if (position >= data.size()) {
            position = data.size();
            return Scan::More;
        }
        const char c = data[position];
        if (c == '\n') return Scan::Broken;
        if (c == '"') break;
        position += 2; // a backslash and what it escapes
        if (position > data.size()) {
            position = data.size();
            m_escaped = true;
            return Scan::More;
        }
    }
    m_inString = false;
    m_keyStart = m_stringStart;
    m_keyEnd = position;
    ++position;
    m_previous = 'v';
    return m_stack.empty() ? Scan::Done : Scan::More;
}

Scan ValueScanner::open(std::string_view data, std::size_t& position, char bracket) {
    if (!valueMayStart()) return Scan::Broken;
    if (bracket == '[' && m_lists && m_stack.size() == 1 && m_stack[0] == '{') {
        const auto found = m_lists->find(data.substr(m_keyStart, m_keyEnd - m_keyStart));
        if (found != m_lists->end()) {
            m_list = &*found;
            ++position;
            return Scan::List;
        }
    }
    if (m_stack.size() >= static_cast<std::size_t>(kDepthLimit)) return Scan::TooDeep;
    m_stack.push_back(bracket);
    m_previous = bracket;
    ++position;
    return Scan::More;
}

Scan ValueScanner::close(std::size_t& position, char bracket) {
    if (m_stack.empty() || m_stack.back() != (bracket == '}' ? '{' : '[') || m_previous == ',' || m_previous == ':')
        return Scan::Broken;
    m_stack.pop_back();
    m_previous = 'v';
    ++position;
    return m_stack.empty() ? Scan::Done : Scan::More;
}

Scan ValueScanner::feed(std::string_view data, std::size_t& position) {
    while (position < data.size()) {
        if (m_inString) {
            const Scan scan = insideString(data, position);
            if (scan != Scan::More || m_inString) return scan;
            continue;
        }
        const char c = data[position];
        if (m_inScalar) {
            if (!endsScalar(c)) {
                ++position;
                continue;
            }
            m_inScalar = false;
            m_previous = 'v';
            if (m_stack.empty()) return Scan::Done;
        }
        if (PartCursor::isBlank(c)) {
            m_feeds += c == '\n' ? 1 : 0;
            m_blank = true;
            ++position;
            continue;
        }
        Scan scan = Scan::More;
        switch (c) {
        case '{':
        case '[':
            scan = open(data, position, c);
            break;
        case '}':
        case ']':
            scan = close(position, c);
            break;
        case '"':
            if (!valueMayStart() && m_previous != '{') return Scan::Broken;
            m_inString = true;
            m_stringStart = ++position;
            break;
        case ',':
        case ':':
            if (m_stack.empty() || m_previous != 'v') return Scan::Broken;
            m_previous = c;
            ++position;
            break;
        default:
            if (!valueMayStart()) return Scan::Broken;
            m_inScalar = true;
            ++position;
        }
        if (scan != Scan::More) return scan;
    }
    return Scan::More;
}

} // namespace proofstead::source
