#include "source/IndexWalk.h"

namespace proofstead::source {

namespace {

// A bracket without the bit by which round ones differ from square ones.
char bracketOf(char c) {
    return static_cast<char>(c | 0x20);
}

} // namespace

void IndexWalk::skip() {
    for (int depth = 0;;) {
        const char c = bracketOf(m_cursor.peek());
        m_cursor.step();
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        if (depth == 0) return;
    }
}

bool IndexWalk::object(const PathNode& node) {
    m_cursor.step();
    if (m_cursor.peek() == '}') return m_cursor.step(), true;
    for (;;) {
        const PathNode* next = node.child(m_cursor.textAt(m_cursor.here()), m_folding);
        m_cursor.step(); // the name
        m_cursor.step(); // the colon
        if (!next)
            skip();
        else if (!value(*next))
            return false;
        const bool more = m_cursor.peek() == ',';
        m_cursor.step();
        if (!more) return true;
    }
}

bool IndexWalk::list(const PathNode& node) {
    const PathNode* each = node.child("*");
    if (!node.selected.empty()) return false;
    m_cursor.step();
    if (m_cursor.peek() == ']') return m_cursor.step(), true;
    for (;;) {
        bool usual = true;
        if (each)
            usual = value(*each);
        else if (!node.slots.empty() && m_cursor.peek() == '"')
            usual = text(node); // a list where one text is usual stands for its first item
        else
            skip();
        if (!usual) return false;
        const bool more = m_cursor.peek() == ',';
        m_cursor.step();
        if (!more) return true;
    }
}

bool IndexWalk::value(const PathNode& node) {
    const char begin = m_cursor.peek();
    if (begin == '"') return text(node);
    if (begin != '{' && begin != '[') return token(node);
    if (node.children.empty() && !node.expand && m_sink.wantsJson(node)) return keepJson(node), true;
    if (begin == '{') return object(node);
    return !node.expand && list(node);
}

bool IndexWalk::text(const PathNode& node) {
    const auto text = m_cursor.textAt(m_cursor.here());
    m_cursor.step();
    if (node.slots.empty() && node.children.empty()) return true;
    if (text.find('\\') != std::string_view::npos) return false;
    if (!node.children.empty() && looksLikeJson(text)) return false;
    if (!node.slots.empty()) m_sink.put(node.slots, m_sink.m_arena->keep(text), false);
    return true;
}

bool IndexWalk::token(const PathNode& node) {
    const auto token = m_cursor.tokenAt(m_cursor.here());
    const char begin = token.front();
    if (begin != '-' && begin != 't' && begin != 'f' && begin != 'n' && !(begin >= '0' && begin <= '9')) return false;
    m_cursor.step();
    if (begin != 'n' && !node.slots.empty()) m_sink.put(node.slots, m_sink.m_arena->keep(token), false);
    return true;
}

void IndexWalk::keepJson(const PathNode& node) {
    const auto begin = *m_cursor.here();
    skip();
    const auto end = m_cursor.here()[-1];
    m_sink.put(node.slots, m_sink.compact(m_record.substr(begin, end + 1 - begin)), true);
}

} // namespace proofstead::source
