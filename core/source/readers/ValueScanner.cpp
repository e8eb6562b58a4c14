#include "source/readers/ValueScanner.h"

#include "source/RecordBatch.h"

#include <cstring>

namespace proofstead::source {

namespace {

bool isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool endsScalar(char c) {
    return isSpace(c) || c == ',' || c == ']' || c == '}' || c == ':' || c == '"';
}

} // namespace

void ValueScanner::start(const std::set<std::string, std::less<>>* lists) {
    m_lists = lists;
    m_list = nullptr;
    m_stack.clear();
    m_previous = 0;
    m_inString = m_escaped = m_inScalar = false;
}

// A raw line feed inside a string is no JSON: it shows at once that the line was cut.
Scan ValueScanner::insideString(std::string_view data, std::size_t& position) {
    if (m_escaped) {
        m_escaped = false;
        ++position;
    }
    while (position < data.size()) {
        const char* from = data.data() + position;
        const std::size_t left = data.size() - position;
        const auto* quote = static_cast<const char*>(std::memchr(from, '"', left));
        const std::size_t span = quote ? static_cast<std::size_t>(quote - from) : left;
        if (const auto* slash = static_cast<const char*>(std::memchr(from, '\\', span))) {
            const auto before = static_cast<std::size_t>(slash - from);
            if (const auto* feed = static_cast<const char*>(std::memchr(from, '\n', before))) {
                position += static_cast<std::size_t>(feed - from);
                return Scan::Broken;
            }
            position += before + 2;
            if (position > data.size()) {
                position = data.size();
                m_escaped = true;
                return Scan::More;
            }
            continue;
        }
        if (const auto* feed = static_cast<const char*>(std::memchr(from, '\n', span))) {
            position += static_cast<std::size_t>(feed - from);
            return Scan::Broken;
        }
        position += span;
        if (!quote) return Scan::More;
        m_inString = false;
        m_keyStart = m_stringStart;
        m_keyEnd = position;
        ++position;
        m_previous = 'v';
        return m_stack.empty() ? Scan::Done : Scan::More;
    }
    return Scan::More;
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
