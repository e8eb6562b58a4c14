// Goes over one JSON object of usual shape as fast as it can, to find where it ends: everything odd ends it, for slower
// and more patient code to look at. A cursor says what stands where: over bytes, or over the parts that an index found.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace proofstead::source {

// A cursor has: char peek(); bool more(): peek() may be asked; void step(): over the bracket, colon or comma at hand;
// void leave(): over the last bracket; bool text() and bool scalar(): over the value at hand, false for an odd one;
// Place here(), std::string_view key(Place): the text that began there.
template <class Cursor>
class StrictObject {
public:
    // `lists`: an object whose member of such a name is a list wraps records and is no usual one; nullptr: none is.
    StrictObject(Cursor& cursor, const std::set<std::string, std::less<>>* lists) : m_cursor(cursor), m_lists(lists) {}

    // Whether the object at hand is whole and usual; the cursor then stands behind it.
    bool pass() {
        if (!m_cursor.more() || m_cursor.peek() != '{' || !open('{')) return false;
        while (m_depth > 0)
            if (!(inObject() ? member() : value())) return false;
        return true;
    }

private:
    static constexpr int kDeepest = 60; // levels are the bits of a number: 1 an object, 0 a list

    bool inObject() const { return (m_levels & 1U) != 0; }

    bool open(char bracket) {
        if (++m_depth > kDeepest) return false;
        m_levels = m_levels << 1U | (bracket == '{' ? 1U : 0U);
        m_cursor.step();
        if (!m_cursor.more()) return false;
        return m_cursor.peek() == (bracket == '{' ? '}' : ']') ? close() : true;
    }

    // Closes levels until another part follows.
    bool close() {
        for (;;) {
            if (m_cursor.peek() != (inObject() ? '}' : ']')) return false;
            m_levels >>= 1U;
            if (--m_depth == 0) return m_cursor.leave(), true;
            m_cursor.step();
            if (!m_cursor.more()) return false;
            if (m_cursor.peek() == ',') return next();
        }
    }

    bool next() {
        m_cursor.step();
        return m_cursor.more();
    }

    bool member() {
        if (m_cursor.peek() != '"') return false;
        m_key = m_cursor.here();
        if (!m_cursor.text() || !m_cursor.more() || m_cursor.peek() != ':') return false;
        m_cursor.step();
        return m_cursor.more() && value();
    }

    bool wraps() const { return m_lists && m_depth == 1 && m_lists->contains(m_cursor.key(m_key)); }

    bool value() {
        const char begin = m_cursor.peek();
        switch (begin) {
        case '"':
            if (!m_cursor.text()) return false;
            break;
        case '[':
            if (wraps()) return false;
            [[fallthrough]];
        case '{':
            return open(begin);
        case '}':
        case ']':
        case ':':
        case ',':
            return false;
        default:
            if (!m_cursor.scalar()) return false;
        }
        if (!m_cursor.more()) return false;
        return m_cursor.peek() == ',' ? next() : close();
    }

    Cursor& m_cursor;
    const std::set<std::string, std::less<>>* m_lists;
    typename Cursor::Place m_key{};
    std::uint64_t m_levels = 0;
    int m_depth = 0;
};

} // namespace proofstead::source
