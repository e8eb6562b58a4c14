// Sets a page in lines of characters: what the terminal shows, before any terminal is involved.
#pragma once

#include "present/Page.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace proofstead::terminal {

struct Span {
    QString text;
    present::Tone tone = present::Tone::Plain;
    bool bold = false;
    bool inverse = false;
    pack::Mark mark = pack::Mark::None; // its colour instead of the tone's
};

struct Line {
    Line() = default;
    Line(std::vector<Span> parts) : spans(std::move(parts)) {}
    QString text() const;

    std::vector<Span> spans;
    bool selectable = false;
    QStringList detail; // about a selectable line
    std::vector<present::Link> links;
    present::Place place; // where Enter leads
};

// Columns that a text takes up on a terminal: wide characters two, combining ones none.
int columnsOf(const QString& text);
// Exactly `columns` wide: padded, or cut with an ellipsis.
QString fit(const QString& text, int columns, bool toTheRight = false);
// Broken at spaces; a word longer than a line is cut into pieces. At least one line.
QStringList wrap(const QString& text, int columns);

// Cut anywhere, as long as the line is: blanks count in what is shown as delivered.
QStringList pieces(QString text, int columns);

// Exactly `columns` wide: cut, or padded behind the last span.
Line fit(Line line, int columns);

// Days from left to right; by the hour, a line for each hour of the day.
std::vector<Line> heatLines(const present::Heat& heat, int columns);

// How wide each column of a table gets; 0: no room for it. Looks at the first rows only.
std::vector<int> columnWidths(const present::Table& table, int columns);
Line tableHead(const present::Table& table, const std::vector<int>& widths);
Line tableLine(const std::vector<present::Table::Column>& columns, const present::Table::Row& row,
               const std::vector<int>& widths);

// No line is wider than `columns` (at least 20).
std::vector<Line> layOut(const present::Page& page, int columns);

} // namespace proofstead::terminal
