#include "desktop/HeatMap.h"

#include "desktop/Spoken.h"
#include "desktop/Theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace proofstead::desktop {

namespace {

constexpr int kHours = 24;
constexpr int kLeastDays = 7; // shown, however close
constexpr int kClosest = 5;
constexpr int kBetweenRows = 14;
constexpr qreal kWidestDay = 72;
constexpr int kBetweenDates = 26; // pixels
constexpr qreal kLineFrom = 5;    // a day this wide is set apart from the next

} // namespace

HeatMap::HeatMap(present::Heat heat, QWidget* parent) : QWidget(parent), m_heat(std::move(heat)) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setSpokenValue(*this, {}, false); // first: what is asked for once is kept
    setAccessibleName(tr("Logs through the period"));
    QStringList rows;
    for (const auto& row : m_heat.rows)
        rows << row.label + QStringLiteral(": ") + row.headline;
    setAccessibleDescription(rows.join(QStringLiteral("; ")));
    setSpokenValue(*this, hint(), false);
}

int HeatMap::shownDays() const {
    return std::clamp(days() >> m_zoom, std::min(kLeastDays, days()), std::max(1, days()));
}

int HeatMap::cellHeight() const {
    return m_heat.isByHour ? 8 : std::min(8, 4 + m_zoom);
}

int HeatMap::rowHeight() const {
    return 2 * (fontMetrics().height() + 4) + kHours * cellHeight() + kBetweenRows;
}

int HeatMap::left() const {
    return fontMetrics().horizontalAdvance(QStringLiteral("00")) + 8;
}

QSize HeatMap::sizeHint() const {
    return {480, static_cast<int>(m_heat.rows.size()) * rowHeight()};
}

QSize HeatMap::minimumSizeHint() const {
    return {240, sizeHint().height()};
}

QRectF HeatMap::rectOf(const Hour& hour) const {
    const qreal step = std::min(kWidestDay, static_cast<qreal>(width() - left() - 2) / std::max(1, shownDays()));
    const qreal top = hour.row * rowHeight() + fontMetrics().height() + 4 + hour.hour * cellHeight();
    return {left() + (hour.day - m_first) * step, top, std::max<qreal>(1, step - (step >= kLineFrom ? 1 : 0)),
            static_cast<qreal>(cellHeight())};
}

bool HeatMap::hourAt(QPointF place, Hour& hour) const {
    for (hour.row = 0; hour.row < static_cast<int>(m_heat.rows.size()); ++hour.row)
        for (hour.day = m_first; hour.day < std::min(days(), m_first + shownDays()); ++hour.day) {
            hour.hour = 0;
            const auto first = rectOf(hour);
            if (place.x() < first.left() || place.x() > first.right() + 1 || place.y() < first.top()) continue;
            hour.hour = static_cast<int>((place.y() - first.top()) / cellHeight());
            if (hour.hour < kHours) return true;
        }
    return false;
}

QString HeatMap::hintOf(const Hour& hour) const {
    if (hour.row >= static_cast<int>(m_heat.rows.size())) return {};
    const auto& row = m_heat.rows[static_cast<std::size_t>(hour.row)];
    const auto from = present::dayStart(m_heat, hour.day) + hour.hour * base::kHour;
    return row.label + QStringLiteral("  ·  ") + present::hintOf(m_heat, row, from, from + base::kHour);
}

QString HeatMap::hint() const {
    return hintOf(m_current);
}

// What did not come is hatched in a frame, so that it shows without colour.
void HeatMap::paintStretch(QPainter& painter, const QRectF& rect, double share) const {
    const QColor colour = shareColour(share, palette());
    if (share != 0) return painter.fillRect(rect, colour);
    painter.fillRect(rect, palette().color(QPalette::Base));
    painter.fillRect(rect, QBrush(colour, Qt::BDiagPattern));
    painter.setPen(colour);
    painter.drawRect(rect.adjusted(0, 0, -1, -1));
}

// Hours of one kind that follow each other are one rectangle.
void HeatMap::paintCells(QPainter& painter, int row, int day) const {
    const auto& source = m_heat.rows[static_cast<std::size_t>(row)];
    const auto start = present::dayStart(m_heat, day);
    const auto shareAt = [&](int hour) {
        const auto from = start + hour * base::kHour;
        return present::shareOf(m_heat, source, from, from + base::kHour);
    };
    for (int from = 0; from < kHours;) {
        const double share = shareAt(from);
        int until = from + 1;
        while (until < kHours && shareAt(until) == share)
            ++until;
        auto rect = rectOf({row, day, from});
        rect.setHeight((until - from) * cellHeight());
        paintStretch(painter, rect, share);
        from = until;
    }
}

void HeatMap::paintAxes(QPainter& painter, int row) const {
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const int line = fontMetrics().height();
    for (const int hour : {0, 6, 12, 18}) {
        const auto at = rectOf({row, m_first, hour});
        painter.drawText(QRectF(0, at.top() - line / 4.0, left() - 6, line), Qt::AlignRight | Qt::AlignTop,
                         QString::number(hour).rightJustified(2, '0'));
    }
    const auto top = rectOf({row, m_first, kHours}).top() + 2;
    qreal free = 0; // where the next date may begin
    for (int day = m_first; day < std::min(days(), m_first + shownDays()); ++day) {
        const QString date = QString::fromStdString(base::formatDate(present::dayStart(m_heat, day)));
        const QString text = day == m_first ? date : date.mid(5);
        const auto at = rectOf({row, day, 0}).left();
        const int length = fontMetrics().horizontalAdvance(text);
        if (at < free || at + length > width()) continue;
        painter.drawText(QPointF(at, top + fontMetrics().ascent()), text);
        painter.drawLine(QPointF(at, top - 2), QPointF(at, top + 1));
        free = at + length + kBetweenDates;
    }
}

void HeatMap::paintRow(QPainter& painter, int r) const {
    const auto& row = m_heat.rows[static_cast<std::size_t>(r)];
    const QRect line(left(), r * rowHeight(), width() - left(), fontMetrics().height());
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, row.label);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, row.headline);
    for (int day = m_first; day < std::min(days(), m_first + shownDays()); ++day)
        paintCells(painter, r, day);
    paintAxes(painter, r);
}

void HeatMap::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    for (int r = 0; r < static_cast<int>(m_heat.rows.size()); ++r)
        if (event->rect().intersects(QRect(0, r * rowHeight(), width(), rowHeight()))) paintRow(painter, r);
    if (!hasFocus() || days() == 0) return;
    painter.setPen(QPen(palette().color(QPalette::Base), 4));
    painter.drawRect(rectOf(m_current).adjusted(-2, -2, 2, 2));
    painter.setPen(QPen(palette().color(QPalette::Link), 2));
    painter.drawRect(rectOf(m_current).adjusted(-2, -2, 2, 2));
}

void HeatMap::keepInSight() {
    const int shown = shownDays();
    m_first = std::clamp(m_first, std::max(0, m_current.day - shown + 1), m_current.day);
    m_first = std::clamp(m_first, 0, std::max(0, days() - shown));
}

void HeatMap::zoom(int step) {
    m_zoom = std::clamp(m_zoom + step, 0, kClosest);
    m_first = m_current.day - shownDays() / 2;
    keepInSight();
    updateGeometry();
    update();
}

void HeatMap::setCurrent(Hour hour) {
    if (hour.hour < 0 || hour.hour >= kHours) { // on to the source above or below
        hour.row += hour.hour < 0 ? -1 : 1;
        const bool isThere = hour.row >= 0 && hour.row < static_cast<int>(m_heat.rows.size());
        hour.hour = (hour.hour < 0) == isThere ? kHours - 1 : 0;
    }
    hour.row = std::clamp(hour.row, 0, std::max(0, static_cast<int>(m_heat.rows.size()) - 1));
    hour.day = std::clamp(hour.day, 0, std::max(0, days() - 1));
    m_current = hour;
    keepInSight();
    setSpokenValue(*this, hint());
    emit hintChanged(hint());
    update();
}

void HeatMap::keyPressEvent(QKeyEvent* event) {
    auto next = m_current;
    switch (event->key()) {
    case Qt::Key_Left:
        --next.day;
        break;
    case Qt::Key_Right:
        ++next.day;
        break;
    case Qt::Key_Up:
        --next.hour;
        break;
    case Qt::Key_Down:
        ++next.hour;
        break;
    case Qt::Key_Home:
        next.day = 0;
        break;
    case Qt::Key_End:
        next.day = days() - 1;
        break;
    case Qt::Key_Plus:
        return zoom(1);
    case Qt::Key_Minus:
        return zoom(-1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_heat.rows.empty()) {
            const auto place = m_heat.rows[static_cast<std::size_t>(m_current.row)].place;
            if (place.leads()) emit placeWanted(place);
        }
        return;
    default:
        return QWidget::keyPressEvent(event);
    }
    setCurrent(next);
}

void HeatMap::mousePressEvent(QMouseEvent* event) {
    if (Hour hour; hourAt(event->position(), hour)) setCurrent(hour);
}

void HeatMap::mouseDoubleClickEvent(QMouseEvent* event) {
    Hour hour;
    if (!hourAt(event->position(), hour)) return;
    const auto place = m_heat.rows[static_cast<std::size_t>(hour.row)].place;
    if (place.leads()) emit placeWanted(place);
}

void HeatMap::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    setCurrent(m_current);
}

bool HeatMap::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (Hour hour; hourAt(help->pos(), hour))
        QToolTip::showText(help->globalPos(), hintOf(hour), this);
    else
        QToolTip::hideText();
    return true;
}

} // namespace proofstead::desktop
