#include "terminal/Pane.h"

#include <algorithm>

namespace proofstead::terminal {

namespace {

std::vector<int> selectableOf(const std::vector<Line>& lines) {
    std::vector<int> indices;
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (lines[i].selectable) indices.push_back(static_cast<int>(i));
    return indices;
}

} // namespace

// Laid out for another width, the same rows stand on other lines: the selection stays with its row.
void Pane::setLines(std::vector<Line> lines) {
    const auto before = selectableOf(m_lines), now = selectableOf(lines);
    const auto row = std::find(before.begin(), before.end(), m_selected);
    if (row != before.end() && before.size() == now.size())
        m_selected = now[static_cast<std::size_t>(row - before.begin())];
    m_lines = std::move(lines);
    m_line = {};
    m_count = static_cast<int>(m_lines.size());
    clamp();
}

void Pane::setLines(int count, std::function<Line(int)> line) {
    m_lines.clear();
    m_line = std::move(line);
    m_count = count;
    clamp();
}

void Pane::setRows(int rows) {
    m_rows = std::max(1, rows);
    clamp();
    if (m_selected >= 0) scrollTo(m_selected);
}

void Pane::reset() {
    m_top = 0;
    m_selected = -1;
}

void Pane::clamp() {
    if (m_selected >= m_count || (m_selected >= 0 && !isSelectable(m_selected))) m_selected = -1;
    m_top = std::clamp(m_top, 0, std::max(0, m_count - m_rows));
}

void Pane::scrollTo(int index) {
    if (index < m_top) m_top = index;
    if (index >= m_top + m_rows) m_top = index - m_rows + 1;
}

// The line at `index`, or the nearest in that direction, or else in the other.
void Pane::select(int index, int direction) {
    index = std::clamp(index, 0, std::max(0, m_count - 1));
    for (const int way : {direction, -direction})
        for (int i = index; i >= 0 && i < m_count; i += way)
            if (isSelectable(i)) {
                m_selected = i;
                scrollTo(i);
                return;
            }
}

void Pane::move(int by) {
    const int direction = by > 0 ? 1 : -1;
    const int from = m_selected >= 0 ? m_selected : direction > 0 ? m_top - 1 : m_top;
    for (int i = from + direction; i >= 0 && i < m_count; i += direction)
        if (isSelectable(i)) {
            // A long way to it is read first.
            if (m_selected >= 0 || (i >= m_top && i < m_top + m_rows)) {
                m_selected = i;
                scrollTo(i);
                return;
            }
            break;
        }
    m_top = std::clamp(m_top + direction, 0, std::max(0, m_count - m_rows));
}

void Pane::turn(int pages) {
    m_top = std::clamp(m_top + pages * m_rows, 0, std::max(0, m_count - m_rows));
    if (m_selected < 0) return;
    const int wanted = std::clamp(m_selected + pages * m_rows, 0, std::max(0, m_count - 1));
    select(wanted, pages > 0 ? 1 : -1);
}

void Pane::toStart() {
    const bool had = m_selected >= 0;
    reset();
    if (had) select(0, 1);
    m_top = 0;
}

void Pane::toEnd() {
    m_top = std::max(0, m_count - m_rows);
    if (m_selected >= 0) select(m_count - 1, -1);
}

void Pane::selectRow(int row) {
    const int index = m_top + row;
    if (row >= 0 && row < m_rows && index < m_count && isSelectable(index)) m_selected = index;
}

std::optional<Line> Pane::selected() const {
    if (m_selected < 0) return std::nullopt;
    return at(m_selected);
}

std::vector<std::pair<Line, bool>> Pane::visible() const {
    std::vector<std::pair<Line, bool>> out;
    for (int i = m_top; i < std::min(m_count, m_top + m_rows); ++i)
        out.emplace_back(at(i), i == m_selected);
    return out;
}

} // namespace proofstead::terminal
