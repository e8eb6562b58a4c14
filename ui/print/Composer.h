// Breaks a document into pages: measures every text, keeps headings with what follows, repeats table headers, and never
// splits a table row that fits on a page. Most callers want compose().
#pragma once

#include "print/Pages.h"
#include "print/Shaper.h"

#include <functional>
#include <string>
#include <vector>

namespace proofstead::print {

Composition compose(const pack::Document& document, Shaper& shaper);

// One text in a row, with its place across the page.
struct RowCell {
    const pack::Text* text = nullptr;
    double x = 0; // from the left edge of the body
    double width = 0;
    TextStyle style;
    pack::Mark mark = pack::Mark::None; // drawn left of the text, which is indented
};

// Cells side by side: a table row, a fact, a paragraph (one cell).
struct Row {
    std::vector<RowCell> cells = {};
    double padTop = 0;
    double padBottom = 0;
    double minHeight = 0;
    bool breakable = false; // may be split although it would fit on a page
    QColor background = {}; // invalid: none
    QColor bar = {};        // vertical accent at the left edge
    QColor ruleBelow = {};
    bool boxed = false; // ruled around every cell
};

// Left edge, from that of the body, and width of the text of a column.
struct ColumnPlace {
    double x = 0;
    double width = 0;
};

class Composer {
public:
    Composer(const pack::Document& document, Shaper& shaper);
    Composition run();

    const pack::Text* keep(pack::Text text); // gives a text an address that lasts
    double heightOf(const Row& row);
    const std::vector<ColumnPlace>& columns(const pack::Table& table);
    Shaper& shaper() { return m_shaper; }

private:
    friend struct BlockWriter;
    friend struct BlockHead;

    Page& page() { return m_result.pages.back(); }
    double room() const;
    bool atTop() const { return m_y <= m_top + 0.01; }
    void newPage();            // a following page says whose it is
    void freshPage();          // one that a heading begins
    void space(double points); // nothing at the top of a page
    void ensure(double height);
    int lines(const RowCell& cell);

    // Draws a row, on a new page or over several where needed; `onNewPage` runs after each page break.
    void place(const Row& row, const std::function<void()>& onNewPage = {});
    void drawSlice(const Row& row, const std::vector<int>& from, const std::vector<int>& counts, double height);
    void splitRow(const Row& row, const std::function<void()>& onNewPage);
    void anchor(const std::string& name, double y);

    const pack::Document& m_document;
    Shaper& m_shaper;
    Composition m_result;
    std::map<const pack::Table*, std::vector<ColumnPlace>> m_columns;
    double m_y = theme::kTop;
    double m_top = theme::kTop; // where content begins on this page
    std::string m_chapter;      // the newest heading of level 1
    std::string m_owner;        // what goes on over a page break: a control, a test, a record
    std::size_t m_block = 0;
};

} // namespace proofstead::print
