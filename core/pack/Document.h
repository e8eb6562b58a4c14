// A report as a list of blocks: what stands on paper and in which order, without a word about fonts or pages.
// Sections (Sections.h) append blocks; ui/print turns them into pages. Texts are UTF-8, already in the reader's
// language.
#pragma once

#include "base/Time.h"
#include "pack/Look.h"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace proofstead::pack {

// A stretch of text with one look. `link` is the anchor of a heading in the same document; "" none.
struct Span {
    std::string text;
    std::string link = {};
    bool bold = false;
    bool italic = false;
    bool mono = false;
    bool muted = false;
};

// One paragraph's worth of text. A newline inside starts a new line.
struct Text {
    std::vector<Span> spans;

    Text() = default;
    Text(std::string text) { add(Span{std::move(text)}); } // NOLINT: a plain string is a text
    Text(const char* text) : Text(std::string(text)) {}    // NOLINT
    Text& add(Span span) {
        if (!span.text.empty()) spans.push_back(std::move(span));
        return *this;
    }
    bool empty() const { return spans.empty(); }
    std::string plain() const;

    static Text bold(std::string text) { return Text().add({.text = std::move(text), .bold = true}); }
    static Text mono(std::string text) { return Text().add({.text = std::move(text), .mono = true}); }
    static Text muted(std::string text) { return Text().add({.text = std::move(text), .muted = true}); }
    static Text link(std::string text, std::string anchor) {
        return Text().add({.text = std::move(text), .link = std::move(anchor)});
    }
};

// Top of the first page.
struct Cover {
    std::string kind;         // "Evidence pack"
    std::string organisation; // the largest line
    std::string subtitle;     // period
    std::vector<std::pair<std::string, Text>> facts;
};

struct Heading {
    int level = 1; // 1 starts a page, unless it flows; 2 and 3 flow; 4 labels a part of what a 3 began
    std::string text = {};
    std::string anchor = {};  // unique in the document; "" none
    bool outline = true;      // listed in the contents and in the viewer's outline
    std::string eyebrow = {}; // small line above: citation and id
    Mark mark = Mark::None;
    std::string markLabel = {}; // the status in words, beside the mark
    bool flow = false;          // level 1: goes on below what stands there where enough of the page is left
    bool contents = true;       // listed in the contents, too
    std::string name = {};      // what a following page calls it ("Record 17, continued"); "" the text
};

enum class Voice { Body, Lead, Small };
struct Paragraph {
    Text text;
    Voice voice = Voice::Body;
    bool keepWithNext = false;
};

struct Bullets {
    std::vector<Text> items;
};

enum class Align { Left, Right, Centre };
struct Column {
    std::string title;
    double weight = 1; // share of the width
    Align align = Align::Left;
    bool mono = false;
    bool fit = false; // as wide as its longest cell, within reason: names are not broken
};
struct Cell {
    Text text;
    Mark mark = Mark::None;

    Cell() = default;
    Cell(Text value, Mark sign = Mark::None) : text(std::move(value)), mark(sign) {} // NOLINT
    Cell(std::string value) : text(std::move(value)) {}                              // NOLINT
    Cell(const char* value) : text(value) {}                                         // NOLINT
};
// Rows shorter than the columns are filled with empty cells. The header is repeated on every page.
struct Table {
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
    bool form = false;    // boxes to be filled in by hand: ruled on all sides, taller rows
    double rowHeight = 0; // of a form's rows, in points; 0 the usual
};

struct KeyValues {
    std::vector<std::pair<std::string, Text>> rows;
};

// Counts side by side as one bar, with a legend that names every part; parts of zero are left out of the bar.
struct StatusBar {
    struct Part {
        Mark mark = Mark::None;
        std::int64_t count = 0;
        std::string label;
    };
    std::string title;
    std::vector<Part> parts;
};

// Rows of cells, each shaded by the share of what was expected and bearing a figure: reads without colour, too.
struct HeatMap {
    struct Cell {
        double share = -1; // of the expected, 0 to 1; negative: nothing expected
        std::string sign;
    };
    struct Row {
        std::string label;
        std::string value; // small, below the label
        std::vector<Cell> cells;
    };
    std::string title;
    std::vector<std::string> columns;
    std::vector<Row> rows; // each as long as the columns
    std::vector<std::pair<double, std::string>> legend;
};

struct Code {
    std::string text;
};

struct PageBreak {};

// Headings with page numbers: those of the sections, or those of the controls with their statuses.
struct TableOfContents {
    enum class What { Sections, Controls };
    std::string title;
    int depth = 2;
    What what = What::Sections;
};

// Ruled lines for what only people know.
struct Lines {
    int count = 3;
};

struct Note {
    std::string title;
    Text text;
    bool caution = false;
};

using Block = std::variant<Cover, Heading, Paragraph, Bullets, Table, KeyValues, StatusBar, HeatMap, Code, PageBreak,
                           TableOfContents, Lines, Note>;

struct Document {
    std::string title;      // of the PDF
    std::string subject;    // one sentence for the metadata
    std::string author;     // organisation
    std::string producer;   // "Proofstead 0.1.0"
    std::string language;   // BCP 47
    std::string headerLeft; // on every page but the first; the chapter stands on the right
    std::string footerLeft;
    std::string pageOf;    // "Page {page} of {pages}"
    std::string continued; // "{what}, continued"
    base::Millis createdAt = 0;
    std::vector<Block> blocks;
};

// Every text of the document, one line each: what a search or a test looks at.
std::string plainText(const Document& document);

} // namespace proofstead::pack
