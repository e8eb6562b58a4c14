#include "source/readers/CsvRows.h"

#include <algorithm>
#include <array>

namespace proofstead::source {

char csvSeparator(std::string_view text) {
    std::array<int, 3> counts{};
    constexpr std::string_view separators = ",;\t";
    bool quoted = false;
    for (const char c : text.substr(0, 65'536)) {
        if (c == '"') quoted = !quoted;
        if (!quoted && c == '\n') break;
        if (const auto which = separators.find(c); !quoted && which != std::string_view::npos) ++counts[which];
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    return *most == 0 ? ',' : separators[static_cast<std::size_t>(most - counts.begin())];
}

CsvRows::CsvRows(std::string_view text, char separator) : m_text(text), m_separator(separator) {
    if (m_text.starts_with("\xEF\xBB\xBF")) m_pos = 3;
}

bool CsvRows::readRow(CsvRow& row) {
    if (m_pos >= m_text.size()) return false;
    row = CsvRow{m_pos, 0, m_line, {}, false};
    std::string field;
    bool quoted = false;
    for (; m_pos < m_text.size(); ++m_pos) {
        const char c = m_text[m_pos];
        if (c == '\n') ++m_line;
        if (quoted) {
            if (c != '"') {
                field += c;
            } else if (m_pos + 1 < m_text.size() && m_text[m_pos + 1] == '"') {
                field += '"';
                ++m_pos;
            } else {
                quoted = false;
            }
        } else if (c == '"' && field.empty()) {
            quoted = true;
        } else if (c == m_separator) {
            row.fields.push_back(std::move(field));
            field.clear();
        } else if (c == '\n') {
            break;
        } else {
            field += c;
        }
    }
    row.unclosedQuote = quoted;
    row.length = m_pos - row.offset;
    if (!field.empty() && field.back() == '\r') field.pop_back();
    if (row.length > 0 && m_text[row.offset + row.length - 1] == '\r') --row.length;
    row.fields.push_back(std::move(field));
    m_pos = std::min(m_pos + 1, m_text.size());
    return true;
}

bool CsvRows::next(CsvRow& row) {
    while (readRow(row))
        if (row.fields.size() > 1 || !row.fields[0].empty()) return true;
    return false;
}

} // namespace proofstead::source
