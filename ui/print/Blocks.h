// How each kind of block looks: called by Composer for every block in turn.
#pragma once

#include "print/Composer.h"

namespace proofstead::print {

// Appends a block to the composition.
struct BlockWriter {
    Composer& to;

    void operator()(const pack::Cover& cover);
    void operator()(const pack::Heading& heading);
    void operator()(const pack::Paragraph& paragraph);
    void operator()(const pack::Bullets& bullets);
    void operator()(const pack::Table& table);
    void operator()(const pack::KeyValues& values);
    void operator()(const pack::StatusBar& bar);
    void operator()(const pack::HeatMap& map);
    void operator()(const pack::Code& code);
    void operator()(const pack::PageBreak&);
    void operator()(const pack::TableOfContents& contents);
    void operator()(const pack::Lines& lines);
    void operator()(const pack::Note& note);

private:
    double beginChapter(const pack::Heading& heading);
    void leader(const pack::Text& text, const TextStyle& style, double x, double y);
    void contentsLine(const pack::Heading& heading, const std::string& anchor);
    double companions(const pack::Table& table, std::size_t row);
    void legend(const pack::StatusBar& bar);
    void segments(const pack::StatusBar& bar);
    void segment(const pack::StatusBar& bar, std::size_t index, const QRectF& box);
    void swatch(const pack::StatusBar& bar, std::size_t part, const QRectF& box);
    void sign(pack::Mark mark, double x, double y);
    void heatRow(const pack::HeatMap::Row& row, double cellWidth);
    void heatLegend(const pack::HeatMap& map);
    void frame(const QRectF& box);
};

// How much of a block must stand below a heading on the same page.
struct BlockHead {
    Composer& in;
    std::size_t next; // index of the block

    static double of(Composer& composer, std::size_t block);
    // What follows the end of a block and belongs to it: the auditor's boxes, a line on what was left out.
    static double tail(Composer& composer, std::size_t block);
    // Height of everything up to the next heading; 0 when it is too much to be kept together.
    static double section(Composer& composer, std::size_t first);

    double operator()(const pack::Heading& heading);
    double operator()(const pack::Paragraph& paragraph);
    double operator()(const pack::Bullets& bullets);
    double operator()(const pack::Table& table);
    double operator()(const pack::KeyValues& values);
    double operator()(const pack::StatusBar& bar);
    double operator()(const pack::HeatMap& map);
    double operator()(const pack::Note& note);
    double operator()(const pack::Code& code);
    double operator()(const pack::Lines& lines);
    template <class Other>
    double operator()(const Other&) {
        return 0;
    }
};

// Height of a heading with the space before it.
double headingHeight(Composer& composer, const pack::Heading& heading);
double statusBarHeight(Composer& composer, const pack::StatusBar& bar);
double linesHeight(const pack::Lines& lines);
double heatMapHeight(Composer& composer, const pack::HeatMap& map);
Row paragraphRow(const pack::Paragraph& paragraph);
Row bulletRow(Composer& composer, const pack::Text& item);
Row codeRow(Composer& composer, const pack::Code& code);
Row noteRow(Composer& composer, const pack::Note& note);
Row factRow(Composer& composer, const std::pair<std::string, pack::Text>& fact);
Row headerRow(Composer& composer, const pack::Table& table);
Row tableRow(Composer& composer, const pack::Table& table, const std::vector<pack::Cell>& cells);

// The name by which a heading without an anchor can be found.
std::string anchorOf(const pack::Heading& heading, std::size_t block);

} // namespace proofstead::print
