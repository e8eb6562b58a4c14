#include "print/Theme.h"

#include <QPainterPath>

namespace proofstead::print::theme {

using pack::Mark;

QColor ink() {
    return {0x1b, 0x22, 0x2c};
}
QColor muted() {
    return {0x5c, 0x66, 0x73};
}
QColor rule() {
    return {0xcb, 0xd1, 0xd8};
}
QColor panel() {
    return {0xf4, 0xf6, 0xf8};
}
QColor accent() {
    return {0x1f, 0x4e, 0x79};
}
QColor caution() {
    return {0x9a, 0x5b, 0x00};
}

QColor colourOf(Mark mark) {
    switch (mark) {
    case Mark::None:
        return ink();
    case Mark::Supported:
        return {0x1c, 0x6b, 0x45};
    case Mark::Addressed:
        return {0x2b, 0x7a, 0x78};
    case Mark::Attested:
        return {0x3b, 0x62, 0xa6};
    case Mark::Partial:
        return {0x9a, 0x66, 0x00};
    case Mark::Stale:
        return {0x7d, 0x5a, 0x3c};
    case Mark::NotExercised:
        return {0x5a, 0x66, 0x74};
    case Mark::NotEvaluable:
        return {0x3c, 0x44, 0x4f};
    case Mark::Exceptions:
        return {0xa8, 0x23, 0x1c};
    case Mark::NotApplicable:
        return {0x66, 0x70, 0x7c};
    }
    return ink();
}

QColor neutral(int index) {
    static constexpr int kRamp[] = {0x2f4a66, 0x5f7d9c, 0x9db3c9, 0xd5dde6};
    return QColor(QRgb(kRamp[index % 4]) | 0xff000000U);
}

TextStyle body() {
    return {Face::Regular, 9.2, 13.4, ink()};
}
TextStyle lead() {
    return {Face::Regular, 10.4, 15.2, ink()};
}
TextStyle small() {
    return {Face::Regular, 7.9, 11.2, muted()};
}
TextStyle cell() {
    return {Face::Regular, 8.2, 11.2, ink()};
}
TextStyle columnTitle() {
    return {Face::Bold, 7.3, 10, muted()};
}
TextStyle label() {
    return {Face::Regular, 8.2, 11.4, muted()};
}
TextStyle code() {
    return {Face::Mono, 6.4, 9.2, ink()}; // 120 columns fit
}

TextStyle heading(int level) {
    if (level == 1) return {Face::Bold, 20, 25, ink()};
    if (level == 2) return {Face::Bold, 12.6, 16.5, ink()};
    return {Face::Bold, 10.2, 13.6, ink()};
}

TextStyle eyebrow() {
    return {Face::Regular, 7.6, 10.4, muted()};
}
TextStyle badge(Mark mark) {
    return {Face::Bold, 8.6, 11.4, colourOf(mark)};
}
TextStyle running() {
    return {Face::Regular, 7.4, 10, muted()};
}

namespace {

// Signs are drawn on a square from -1 to 1.
void stroke(QPainter& painter, const QColor& colour, double width) {
    painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
}

void fill(QPainter& painter, const QColor& colour) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
}

void check(QPainter& painter, const QColor& colour) {
    stroke(painter, colour, 0.26);
    painter.drawPolyline(QPolygonF({{-0.45, 0.02}, {-0.12, 0.38}, {0.48, -0.36}}));
}

void ring(QPainter& painter, const QColor& colour) {
    stroke(painter, colour, 0.2);
    painter.drawEllipse(QPointF(0, 0), 0.88, 0.88);
}

void question(QPainter& painter, const QColor& colour) {
    QPainterPath hook;
    hook.moveTo(-0.32, -0.24);
    hook.cubicTo(-0.32, -0.72, 0.36, -0.72, 0.34, -0.2);
    hook.cubicTo(0.33, 0.02, 0.0, 0.02, 0.0, 0.24);
    stroke(painter, colour, 0.2);
    painter.drawPath(hook);
    fill(painter, colour);
    painter.drawEllipse(QPointF(0, 0.54), 0.13, 0.13);
}

void exclamation(QPainter& painter, const QColor& colour) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF({{0, -1.0}, {1.02, 0.86}, {-1.02, 0.86}}));
    stroke(painter, Qt::white, 0.24);
    painter.drawLine(QPointF(0, -0.28), QPointF(0, 0.22));
    fill(painter, Qt::white);
    painter.drawEllipse(QPointF(0, 0.56), 0.14, 0.14);
}

void half(QPainter& painter, const QColor& colour) {
    ring(painter, colour);
    fill(painter, colour);
    painter.drawPie(QRectF(-0.88, -0.88, 1.76, 1.76), 90 * 16, 180 * 16);
}

void clock(QPainter& painter, const QColor& colour) {
    ring(painter, colour);
    stroke(painter, colour, 0.2);
    painter.drawPolyline(QPolygonF({{0, -0.5}, {0, 0.04}, {0.36, 0.26}}));
}

} // namespace

void drawMark(QPainter& painter, const QRectF& box, Mark mark) {
    const QColor colour = colourOf(mark);
    painter.save();
    painter.translate(box.center());
    painter.scale(box.width() / 2, box.height() / 2);
    switch (mark) {
    case Mark::None:
        break;
    case Mark::Supported:
        fill(painter, colour);
        painter.drawEllipse(QPointF(0, 0), 0.98, 0.98);
        check(painter, Qt::white);
        break;
    case Mark::Addressed:
        ring(painter, colour);
        check(painter, colour);
        break;
    case Mark::Attested:
        ring(painter, colour);
        fill(painter, colour);
        painter.drawEllipse(QPointF(0, 0), 0.4, 0.4);
        break;
    case Mark::Partial:
        half(painter, colour);
        break;
    case Mark::Stale:
        clock(painter, colour);
        break;
    case Mark::NotExercised:
        ring(painter, colour);
        break;
    case Mark::NotEvaluable:
        stroke(painter, colour, 0.2);
        painter.drawRoundedRect(QRectF(-0.88, -0.88, 1.76, 1.76), 0.25, 0.25);
        question(painter, colour);
        break;
    case Mark::Exceptions:
        exclamation(painter, colour);
        break;
    case Mark::NotApplicable:
        stroke(painter, colour, 0.24);
        painter.drawLine(QPointF(-0.6, 0), QPointF(0.6, 0));
        break;
    }
    painter.restore();
}

} // namespace proofstead::print::theme
