// Finds where a JSON value ends without building anything: brackets, strings, and just enough grammar to notice soon
// that a line was cut off. Resumable, so that a value may be larger than what is in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace proofstead::source {

enum class Scan {
    More,    // the data ends inside the value
    Done,    // position is just behind the value
    Broken,  // no JSON value; position is where that showed
    TooDeep, // nested past the limit
    List,    // an object's member is a list that wraps records: position is just behind its '['
};

class ValueScanner {
public:
    // `lists`: names of members that wrap records, looked for at the top of an object; nullptr: none.
    void start(const std::set<std::string, std::less<>>* lists);
    // Goes on at `position` of `data`, whose indices must not change between calls for one value.
    Scan feed(std::string_view data, std::size_t& position);
    // A short cut for the usual record, an object of plain JSON that lies in `data` as a whole: the position behind it,
    // or 0 where feed() must look (it is asked instead of start() and feed(), and what it takes feed() would take).
    std::size_t plainEnd(std::string_view data, std::size_t position, const std::set<std::string, std::less<>>* lists);
    // After Scan::Done or plainEnd(): line feeds between the parts of the value, and whether there was no white space
    // at all.
    std::int64_t feeds() const { return m_feeds; }
    bool compact() const { return !m_blank; }
    // After Scan::List: the name.
    const std::string& list() const { return *m_list; }

private:
    Scan insideString(std::string_view data, std::size_t& position);
    Scan open(std::string_view data, std::size_t& position, char bracket);
    Scan close(std::size_t& position, char bracket);
    bool valueMayStart() const {
        return m_previous == 0 || m_previous == ',' || m_previous == ':' || m_previous == '[';
    }

    const std::set<std::string, std::less<>>* m_lists = nullptr;
    const std::string* m_list = nullptr;
    std::vector<char> m_stack; // '{' or '['
    char m_previous = 0;       // last significant character; 'v' after a scalar or string; 0 at the start
    std::int64_t m_feeds = 0;
    bool m_blank = false;
    bool m_inString = false;
    bool m_escaped = false;
    bool m_inScalar = false;
    std::size_t m_stringStart = 0, m_keyStart = 0, m_keyEnd = 0;
};

} // namespace proofstead::source
