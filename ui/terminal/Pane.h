// A part of the screen with lines that scroll, and a selected one among those that can be. Lines are a list, or made
// one by one where there are millions.
#pragma once

#include "terminal/Layout.h"

#include <functional>
#include <optional>

namespace proofstead::terminal {

class Pane {
public:
    void setLines(std::vector<Line> lines);
    void setLines(int count, std::function<Line(int)> line); // all selectable
    void setCount(int count) { m_count = count; }
    void setRows(int rows);
    void reset(); // to the start, nothing selected

    void move(int by);    // to the next line that can be selected, or scrolls where there is none
    void turn(int pages); // up or down by what fits
    void toStart();
    void toEnd();
    void selectRow(int row); // the line shown there; for the mouse

    int rows() const { return m_rows; }
    int count() const { return m_count; }
    int below() const { return std::max(0, m_count - m_top - m_rows); }
    std::optional<Line> selected() const;
    int selectedIndex() const { return m_selected; }
    // Row on the screen -> line; fewer than rows() at the end.
    std::vector<std::pair<Line, bool>> visible() const; // with whether it is selected

private:
    Line at(int index) const { return m_line ? m_line(index) : m_lines[static_cast<std::size_t>(index)]; }
    bool isSelectable(int index) const { return m_line || m_lines[static_cast<std::size_t>(index)].selectable; }
    void scrollTo(int index);
    void clamp();
    void select(int index, int direction);

    std::vector<Line> m_lines;
    std::function<Line(int)> m_line;
    int m_count = 0;
    int m_rows = 1;
    int m_top = 0;
    int m_selected = -1;
};

} // namespace proofstead::terminal
