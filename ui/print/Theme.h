// What pack/Look.h says, as the colours, styles and shapes that a painter takes, and the measures of the page. Lengths
// are points (1/72 inch), y grows downwards.
#pragma once

#include "pack/Document.h"

#include <QColor>
#include <QPainter>
#include <QRectF>

namespace proofstead::print {

enum class Face { Regular, Bold, Italic, BoldItalic, Mono };

struct TextStyle {
    Face face = Face::Regular;
    double size = 9;     // points
    double leading = 13; // from baseline to baseline
    QColor colour;
    pack::Align align = pack::Align::Left;
};

namespace theme {

inline constexpr double kPageWidth = 595.276; // A4
inline constexpr double kPageHeight = 841.890;
inline constexpr double kLeft = 56;
inline constexpr double kRight = 56;
inline constexpr double kTop = 72;    // first line of the body
inline constexpr double kBottom = 64; // free below the body
inline constexpr double kContentWidth = kPageWidth - kLeft - kRight;
inline constexpr double kBodyHeight = kPageHeight - kTop - kBottom;

inline constexpr double kHairline = pack::look::kHairline;
inline constexpr double kCellPad = pack::look::kCellPad; // between columns
inline constexpr double kRowPad = pack::look::kRowPad;   // above and below a table row
inline constexpr double kLabelWidth = 104;               // left column of facts
inline constexpr double kBadgeWidth = 138;               // status at the right of a control's title
inline constexpr double kMarkSize = 7.6;
inline constexpr double kMarkIndent = 12.5; // text beside a mark

QColor ink();    // text
QColor muted();  // secondary text; still 4.5:1 on white
QColor rule();   // hairlines
QColor panel();  // quiet background
QColor accent(); // headings' rule, links
QColor caution();
QColor colourOf(pack::Mark mark);  // of a status as text and sign on white
QColor fillOf(pack::Mark mark);    // of its part of a bar
QColor inkOnFill(pack::Mark mark); // of text and signs in that part
// Parts of a bar that are no status: a ramp from dark to light.
QColor neutral(std::size_t index);
QColor inkOnNeutral(std::size_t index);
// Cells of a coverage map.
QColor shareFill(double share);
QColor shareInk(double share);

TextStyle body();
TextStyle lead();
TextStyle small();
TextStyle cell();
TextStyle columnTitle();
TextStyle label();
TextStyle code();
TextStyle heading(int level);
TextStyle eyebrow();
TextStyle continued(); // first line of a page that goes on with something
TextStyle badge(pack::Mark mark);
TextStyle running(); // header and footer

// The sign of a status inside `box`, drawn with the painter's current transformation. Shapes differ, not only colours.
void drawMark(QPainter& painter, const QRectF& box, pack::Mark mark);
void drawMark(QPainter& painter, const QRectF& box, pack::Mark mark, const QColor& colour);
// The fill of a status with its hatch, which shows without colour, too; `unit` is a point on the painter.
void drawFill(QPainter& painter, const QRectF& box, pack::Mark mark, double unit);

} // namespace theme
} // namespace proofstead::print
