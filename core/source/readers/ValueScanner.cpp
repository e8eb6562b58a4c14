#include "source/readers/ValueScanner.h"

#include "source/RecordBatch.h"

#include <bit>
#include <cstring>

namespace proofstead::source {

namespace {

bool isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool endsScalar(char c) {
    return isSpace(c) || c == ',' || c == ']' || c == '}' || c == ':' || c == '"';
}

// High bit of each byte of `word` that is zero; bytes above the first such one may be marked falsely.
constexpr std::uint64_t kOnes = 0x0101010101010101ULL, kHighs = 0x8080808080808080ULL;
std::uint64_t zeroBytes(std::uint64_t word) {
    return (word - kOnes) & ~word & kHighs;
}

// Position of the next quote, backslash or line feed, eight bytes at a time; most strings are short.
std::size_t stringStop(std::string_view data, std::size_t position) {
    if constexpr (std::endian::native == std::endian::little) {
        for (; position + 8 <= data.size(); position += 8) {
            std::uint64_t word = 0;
            std::memcpy(&word, data.data() + position, sizeof word);
            const auto stops =
                zeroBytes(word ^ kOnes * '"') | zeroBytes(word ^ kOnes * '\\') | zeroBytes(word ^ kOnes * '\n');
            if (stops != 0) return position + static_cast<std::size_t>(std::countr_zero(stops)) / 8;
        }
    }
    while (position < data.size() && data[position] != '"' && data[position] != '\\' && data[position] != '\n')
        ++position;
    return position;
}

} // namespace

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
        if (isSpace(c)) {
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
