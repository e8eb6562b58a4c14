#include "print/Theme.h"

#include <cmath>

namespace proofstead::print::theme {

using pack::Mark;
namespace look = pack::look;

namespace {

QColor colour(look::Rgb rgb) {
    return {rgb.r, rgb.g, rgb.b};
}
const look::Neutrals& paper() {
    return look::neutrals(look::Ground::Paper);
}
TextStyle style(Face face, look::Type type, const QColor& ink) {
    return {face, type.size, type.leading, ink};
}

} // namespace

QColor ink() {
    return colour(paper().ink);
}
QColor muted() {
    return colour(paper().muted);
}
QColor rule() {
    return colour(paper().rule);
}
QColor panel() {
    return colour(paper().panel);
}
QColor accent() {
    return colour(paper().accent);
}
QColor caution() {
    return colour(paper().caution);
}
QColor colourOf(Mark mark) {
    return colour(look::lookOf(mark).paper.ink);
}
QColor fillOf(Mark mark) {
    return colour(look::lookOf(mark).paper.fill);
}
QColor inkOnFill(Mark mark) {
    return colour(look::lookOf(mark).paper.onFill);
}
QColor neutral(std::size_t index) {
    return colour(look::neutralFill(index));
}
QColor inkOnNeutral(std::size_t index) {
    return colour(look::onNeutral(index));
}
QColor shareFill(double share) {
    return colour(look::lookOfShare(share).lightFill);
}
QColor shareInk(double share) {
    return colour(look::lookOfShare(share).lightInk);
}

TextStyle body() {
    return style(Face::Regular, look::kBody, ink());
}
TextStyle lead() {
    return style(Face::Regular, look::kLead, ink());
}
TextStyle small() {
    return style(Face::Regular, look::kSmall, muted());
}
TextStyle cell() {
    return style(Face::Regular, look::kCell, ink());
}
TextStyle columnTitle() {
    return style(Face::Bold, look::kColumnTitle, muted());
}
TextStyle label() {
    return style(Face::Regular, look::kCell, muted());
}
TextStyle code() {
    return style(Face::Mono, look::kCode, ink()); // 120 columns fit
}

TextStyle heading(int level) {
    if (level == 1) return style(Face::Bold, look::kHeading1, ink());
    if (level == 2) return style(Face::Bold, look::kHeading2, ink());
    if (level == 3) return style(Face::Bold, look::kHeading3, ink());
    return style(Face::Bold, look::kSmall, accent());
}

TextStyle eyebrow() {
    return style(Face::Regular, look::kRunning, muted());
}
TextStyle continued() {
    TextStyle style = eyebrow();
    style.face = Face::Italic;
    return style;
}
TextStyle badge(Mark mark) {
    return style(Face::Bold, look::kCell, colourOf(mark));
}
TextStyle running() {
    return style(Face::Regular, look::kRunning, muted());
}

namespace {

// Signs are drawn on a square from -1 to 1, in the shapes of the characters of Look.h.
void stroke(QPainter& painter, const QColor& colour, double width) {
    painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::MiterJoin));
    painter.setBrush(Qt::NoBrush);
}

void fill(QPainter& painter, const QColor& colour) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
}

QPolygonF diamond(double reach) {
    return QPolygonF({{0, -reach}, {reach, 0}, {0, reach}, {-reach, 0}});
}

void circle(QPainter& painter, const QColor& colour, double degrees) {
    stroke(painter, colour, 0.22);
    painter.drawEllipse(QPointF(0, 0), 0.86, 0.86);
    fill(painter, colour);
    // Half is the left half, a quarter the upper right one: as the characters have it.
    if (degrees == 360)
        painter.drawEllipse(QPointF(0, 0), 0.86, 0.86);
    else if (degrees > 0)
        painter.drawPie(QRectF(-0.86, -0.86, 1.72, 1.72), (degrees == 180 ? 90 : 0) * 16,
                        static_cast<int>(degrees) * 16);
}

} // namespace

void drawMark(QPainter& painter, const QRectF& box, Mark mark, const QColor& colour) {
    painter.save();
    painter.translate(box.center());
    painter.scale(box.width() / 2, box.height() / 2);
    switch (mark) {
    case Mark::None:
        break;
    case Mark::Supported:
        circle(painter, colour, 360);
        break;
    case Mark::Addressed:
        fill(painter, colour);
        painter.drawPolygon(diamond(1.08));
        break;
    case Mark::Attested:
        stroke(painter, colour, 0.24);
        painter.drawPolygon(diamond(0.92));
        break;
    case Mark::Partial:
        circle(painter, colour, 180);
        break;
    case Mark::Stale:
        circle(painter, colour, 90);
        break;
    case Mark::NotExercised:
        stroke(painter, colour, 0.24);
        painter.drawRect(QRectF(-0.78, -0.78, 1.56, 1.56));
        break;
    case Mark::NotEvaluable:
        circle(painter, colour, 0);
        break;
    case Mark::Exceptions:
        fill(painter, colour);
        painter.drawPolygon(QPolygonF({{0, -0.98}, {1.04, 0.84}, {-1.04, 0.84}}));
        break;
    case Mark::NotApplicable:
        stroke(painter, colour, 0.24);
        painter.drawLine(QPointF(-0.6, 0), QPointF(0.6, 0));
        break;
    }
    painter.restore();
}

void drawMark(QPainter& painter, const QRectF& box, Mark mark) {
    drawMark(painter, box, mark, colourOf(mark));
}

namespace {

// Parallel lines over a box: `lean` is how far a line moves to the right on its way up, in heights of the box.
void hatchLines(QPainter& painter, const QRectF& box, double lean, double step) {
    const double reach = std::abs(lean) * box.height();
    for (double x = box.left() - reach + step / 2; x < box.right() + reach; x += step)
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + lean * box.height(), box.top()));
}

void levelLines(QPainter& painter, const QRectF& box, double step) {
    for (double y = box.top() + step / 2; y < box.bottom(); y += step)
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y));
}

QColor between(const QColor& a, const QColor& b, double share) {
    const auto mix = [&](int x, int y) { return static_cast<int>(x + (y - x) * share); };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

} // namespace

void drawFill(QPainter& painter, const QRectF& box, Mark mark, double unit) {
    using look::Hatch;
    painter.save();
    painter.fillRect(box, fillOf(mark));
    painter.setClipRect(box);
    painter.setPen(QPen(between(fillOf(mark), inkOnFill(mark), 0.45), 0.6 * unit, Qt::SolidLine, Qt::FlatCap));
    switch (look::lookOf(mark).hatch) {
    case Hatch::None:
        break;
    case Hatch::Rising:
        hatchLines(painter, box, 1, 4 * unit);
        break;
    case Hatch::Falling:
        hatchLines(painter, box, -1, 4 * unit);
        break;
    case Hatch::Upright:
        hatchLines(painter, box, 0, 3 * unit);
        break;
    case Hatch::Level:
        levelLines(painter, box, 3 * unit);
        break;
    case Hatch::Cross:
        hatchLines(painter, box, 1, 5 * unit);
        hatchLines(painter, box, -1, 5 * unit);
        break;
    case Hatch::Dense:
        hatchLines(painter, box, 1, 2.4 * unit);
        break;
    }
    painter.restore();
}

} // namespace proofstead::print::theme
