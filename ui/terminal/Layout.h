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
};

struct Line {
    std::vector<Span> spans;
    bool selectable = false;
    QStringList detail; // about a selectable line
    QString text() const;
};

// Columns that a text takes up on a terminal: wide characters two, combining ones none.
int columnsOf(const QString& text);
// Exactly `columns` wide: padded, or cut with an ellipsis.
QString fit(const QString& text, int columns, bool toTheRight = false);
// Broken at spaces; a word longer than a line is cut into pieces. At least one line.
QStringList wrap(const QString& text, int columns);

// No line is wider than `columns` (at least 20).
std::vector<Line> layOut(const present::Page& page, int columns);

} // namespace proofstead::terminal
