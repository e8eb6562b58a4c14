#include "source/LineFields.h"

#include "base/Text.h"
#include "source/Address.h"
#include "source/TimeText.h"

#include <algorithm>

namespace proofstead::source {

namespace {

// A year of reference only to see whether a text is a time at all.
constexpr base::Millis kSomeReference = 50 * 365 * base::kDay;
constexpr std::size_t kMostPairs = 200;

bool isSpace(char c) {
    return c == ' ' || c == '\t';
}

bool isKeyChar(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '.' || c == '@';
}

class LineReader {
public:
    LineReader(std::string_view line, Arena& arena, std::vector<FlatValue>& values)
        : m_rest(line), m_arena(arena), m_values(values) {}

    std::size_t read(std::string_view line) {
        m_values.clear();
        skipSpace();
        if (apache()) return std::string_view::npos;
        readPriority();
        readTimes();
        if (m_syslog) readHeader();
        if (cef() || leef()) return std::string_view::npos;
        const auto brace = m_rest.find('{');
        if (brace != std::string_view::npos && line.ends_with('}'))
            return static_cast<std::size_t>(m_rest.data() - line.data()) + brace;
        if (pairs(m_rest) < 2) words();
        return std::string_view::npos;
    }

private:
    void add(std::string_view name, std::string_view value) {
        if (value.empty() || m_values.size() >= kMostPairs) return;
        m_values.push_back({CandidateTable::normalised(name), value});
    }
    void skipSpace() {
        while (!m_rest.empty() && isSpace(m_rest.front()))
            m_rest.remove_prefix(1);
    }
    std::string_view word() {
        skipSpace();
        const auto found = m_rest.substr(0, m_rest.find_first_of(" \t"));
        m_rest.remove_prefix(found.size());
        return found;
    }

    // <34> or <165>1 of syslog.
    void readPriority() {
        const auto close = m_rest.find('>');
        if (!m_rest.starts_with('<') || close > 4) return;
        m_syslog = true;
        m_rest.remove_prefix(close + 1);
        if (m_rest.starts_with("1 ")) {
            m_rest.remove_prefix(2);
            m_modern = true;
        }
    }

    // The longest run of one to five words at the start that is a time of day.
    void readTimes() {
        skipSpace();
        std::size_t end = 0, best = 0;
        for (int words = 0; words < 5 && end < m_rest.size(); ++words) {
            end = m_rest.find_first_of(" \t", end + 1);
            if (end == std::string_view::npos) end = m_rest.size();
            auto text = m_rest.substr(0, end);
            while (text.ends_with(':') || text.ends_with(','))
                text.remove_suffix(1);
            if (saysTimeOfDay(text) && readTime(text, kSomeReference)) best = end;
        }
        if (best == 0) return;
        auto text = m_rest.substr(0, best);
        while (text.ends_with(':') || text.ends_with(','))
            text.remove_suffix(1);
        add("timestamp", text);
        const auto month = text.substr(0, 3);
        m_syslog = m_syslog || (text.size() == 15 && month[0] >= 'A' && month[0] <= 'Z'); // "Jan  2 15:04:05"
        m_rest.remove_prefix(best);
        skipSpace();
    }

    // Host, program and process; in RFC 5424 also the kind of message and its structured data.
    void readHeader() {
        add("hostname", word());
        auto program = word();
        if (m_modern) {
            add("appname", program);
            word();
            const auto kind = word();
            if (kind != "-") add("msgid", kind);
            skipSpace();
            structured();
            return;
        }
        if (program.ends_with(':')) program.remove_suffix(1);
        add("appname", program.substr(0, program.find('[')));
        skipSpace();
    }

    void structured() {
        if (m_rest.starts_with('-')) m_rest.remove_prefix(1);
        while (m_rest.starts_with('[')) {
            bool quoted = false;
            std::size_t end = 1;
            for (; end < m_rest.size() && (quoted || m_rest[end] != ']'); ++end)
                if (m_rest[end] == '"' && m_rest[end - 1] != '\\') quoted = !quoted;
            pairs(m_rest.substr(1, end - 1));
            m_rest.remove_prefix(std::min(end + 1, m_rest.size()));
        }
        skipSpace();
    }

    // CEF:0|vendor|product|version|class|name|severity|extension
    bool cef() {
        const auto start = m_rest.find("CEF:");
        if (start == std::string_view::npos || start > 64) return false;
        const auto parts = base::split(m_rest.substr(start), '|');
        if (parts.size() < 8) return false;
        add("eventclassid", parts[4]);
        add("eventname", parts[5]);
        add("product", parts[2]);
        const auto extension = static_cast<std::size_t>(parts[7].data() - m_rest.data());
        spacedPairs(m_rest.substr(extension));
        return true;
    }

    // LEEF:1.0|vendor|product|version|event|key=value<tab>…
    bool leef() {
        const auto start = m_rest.find("LEEF:");
        if (start == std::string_view::npos || start > 64) return false;
        const auto parts = base::split(m_rest.substr(start), '|');
        if (parts.size() < 6) return false;
        add("eventname", parts[4]);
        add("product", parts[2]);
        for (const auto pair : base::split(parts.back(), '\t'))
            if (const auto equals = pair.find('='); equals != std::string_view::npos)
                add(pair.substr(0, equals), pair.substr(equals + 1));
        return true;
    }

    // key=value where values hold blanks: a value ends before the next key.
    void spacedPairs(std::string_view text) {
        std::size_t equals = text.find('=');
        while (equals != std::string_view::npos) {
            auto from = equals;
            while (from > 0 && isKeyChar(text[from - 1]))
                --from;
            auto next = text.find('=', equals + 1);
            while (next != std::string_view::npos && text[next - 1] == '\\')
                next = text.find('=', next + 1);
            auto end = text.size();
            if (next != std::string_view::npos) {
                end = next;
                while (end > equals && isKeyChar(text[end - 1]))
                    --end;
            }
            add(text.substr(from, equals - from), base::trim(text.substr(equals + 1, end - equals - 1)));
            equals = next;
        }
    }

    // key=value and key="quoted value"; how many there were.
    int pairs(std::string_view text) {
        int count = 0;
        std::size_t position = 0;
        while (position < text.size()) {
            const auto equals = text.find('=', position);
            if (equals == std::string_view::npos) break;
            auto from = equals;
            while (from > position && isKeyChar(text[from - 1]))
                --from;
            position = equals + 1;
            if (from == equals) continue;
            add(text.substr(from, equals - from), value(text, position));
            ++count;
        }
        return count;
    }

    std::string_view value(std::string_view text, std::size_t& position) {
        if (position < text.size() && (text[position] == '"' || text[position] == '\'')) {
            const char quote = text[position++];
            const auto start = position;
            while (position < text.size() && text[position] != quote)
                position += text[position] == '\\' ? 2 : 1;
            position = std::min(position, text.size());
            const auto inside = text.substr(start, position - start);
            position = std::min(position + 1, text.size());
            return inside.find('\\') == std::string_view::npos ? inside : unescaped(inside);
        }
        const auto start = position;
        const auto end = text.find_first_of(" \t,;", start);
        position = end == std::string_view::npos ? text.size() : end;
        return text.substr(start, position - start);
    }

    std::string_view unescaped(std::string_view text) {
        char* place = m_arena.take(text.size());
        std::size_t length = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '\\' && i + 1 < text.size()) ++i;
            place[length++] = text[i];
        }
        m_arena.giveBack(text.size() - length);
        return {place, length};
    }

    // host ident user [02/Jan/2006:15:04:05 +0000] "GET /path HTTP/1.1" 200 123 "referer" "agent"
    bool apache() {
        const auto open = m_rest.find(" ["), close = m_rest.find("] \"");
        if (open == std::string_view::npos || close == std::string_view::npos || close < open) return false;
        const auto time = m_rest.substr(open + 2, close - open - 2);
        if (!readTime(time)) return false;
        auto front = base::split(m_rest.substr(0, open), ' ');
        if (!bareAddress(front[0]).empty()) add("clientip", front[0]);
        if (front.size() >= 3 && front.back() != "-") add("user", front.back());
        add("timestamp", time);
        auto tail = m_rest.substr(close + 3);
        const auto request = tail.substr(0, tail.find('"'));
        const auto words = base::split(request, ' ');
        add("method", words[0]);
        if (words.size() > 1) add("path", words[1]);
        tail.remove_prefix(std::min(request.size() + 1, tail.size()));
        const auto numbers = base::split(base::trim(tail), ' ');
        add("statuscode", numbers[0]);
        const auto quote = tail.rfind('"');
        if (quote == std::string_view::npos || quote == 0) return true;
        const auto before = tail.rfind('"', quote - 1);
        if (before != std::string_view::npos) add("useragent", tail.substr(before + 1, quote - before - 1));
        return true;
    }

    // No names at all: addresses among the words, and the text as what happened.
    void words() {
        for (auto one : base::split(m_rest, ' ')) {
            while (!one.empty() && std::string_view("\"'(),;[]").find(one.front()) != std::string_view::npos)
                one.remove_prefix(1);
            while (!one.empty() && std::string_view("\"'(),;[]").find(one.back()) != std::string_view::npos)
                one.remove_suffix(1);
            if (one.size() >= 7 && !bareAddress(one).empty()) {
                add("clientip", one);
                break;
            }
        }
        add("message", base::trim(m_rest).substr(0, 200));
    }

    std::string_view m_rest;
    Arena& m_arena;
    std::vector<FlatValue>& m_values;
    bool m_syslog = false, m_modern = false;
};

} // namespace

std::size_t readLine(std::string_view line, Arena& arena, std::vector<FlatValue>& values) {
    return LineReader(line, arena, values).read(line);
}

} // namespace proofstead::source
