#include "desktop/HeatMap.h"

#include "desktop/Theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace proofstead::desktop {

namespace {

constexpr int kCell = 18; // height of the cells
constexpr int kGap = 1;
constexpr int kBetweenRows = 10;

} // namespace

HeatMap::HeatMap(present::Heat heat, QWidget* parent) : QWidget(parent), m_heat(std::move(heat)) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Logs through the period"));
    QStringList rows;
    for (const auto& row : m_heat.rows)
        rows << row.label + QStringLiteral(": ") + row.headline;
    setAccessibleDescription(rows.join(QStringLiteral("; ")));
}

int HeatMap::columns() const {
    return m_heat.rows.empty() ? 0 : static_cast<int>(m_heat.rows.front().shares.size());
}

int HeatMap::rowHeight() const {
    return fontMetrics().height() + 4 + kCell + kBetweenRows;
}

QSize HeatMap::sizeHint() const {
    return {480, static_cast<int>(m_heat.rows.size()) * rowHeight() + fontMetrics().height() + 4};
}

QSize HeatMap::minimumSizeHint() const {
    return {200, sizeHint().height()};
}

QRectF HeatMap::cellRect(int row, int column) const {
    const qreal step = std::min<qreal>(28, static_cast<qreal>(width() - 2) / std::max(1, columns()));
    return {1 + column * step, static_cast<qreal>(row * rowHeight() + fontMetrics().height() + 4),
            std::max<qreal>(1, step - kGap), kCell};
}

bool HeatMap::cellAt(QPointF place, int& row, int& column) const {
    for (row = 0; row < static_cast<int>(m_heat.rows.size()); ++row)
        for (column = 0; column < columns(); ++column)
            if (cellRect(row, column).contains(place)) return true;
    return false;
}

QString HeatMap::hint() const {
    if (m_row >= static_cast<int>(m_heat.rows.size())) return {};
    const auto& row = m_heat.rows[static_cast<std::size_t>(m_row)];
    return row.label + QStringLiteral("  ·  ") + row.hints.value(m_column);
}

void HeatMap::paintRow(QPainter& painter, int r) const {
    const auto& row = m_heat.rows[static_cast<std::size_t>(r)];
    const QRect line(0, r * rowHeight(), width(), fontMetrics().height());
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, row.label);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, row.headline);
    for (int c = 0; c < columns(); ++c) {
        const auto rect = cellRect(r, c);
        const double share = row.shares[static_cast<std::size_t>(c)];
        if (share < 0) {
            painter.setPen(palette().color(QPalette::Mid));
            painter.drawRect(rect.adjusted(0, 0, -1, -1));
            continue;
        }
        painter.fillRect(rect, fillColour(share >= 1  ? present::Tone::Good
                                          : share > 0 ? present::Tone::Warn
                                                      : present::Tone::Bad,
                                          palette()));
        if (share >= 1) continue;
        if (share <= 0) { // hatched: nothing at all came
            painter.fillRect(rect, palette().color(QPalette::Window));
            painter.fillRect(rect, QBrush(fillColour(present::Tone::Bad, palette()), Qt::BDiagPattern));
            painter.setPen(fillColour(present::Tone::Bad, palette()));
            painter.drawRect(rect.adjusted(0, 0, -1, -1));
            continue;
        }
        // What is missing is empty from above, so that it shows without colour too.
        auto missing = rect;
        missing.setHeight(std::max<qreal>(4, rect.height() * (1 - share)));
        painter.fillRect(missing.adjusted(1, 1, -1, 0), palette().color(QPalette::Window));
    }
}

void HeatMap::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    for (int r = 0; r < static_cast<int>(m_heat.rows.size()); ++r)
        paintRow(painter, r);
    if (hasFocus() && columns() > 0) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
        painter.drawRect(cellRect(m_row, m_column).adjusted(-1, -1, 1, 1));
    }
    if (m_heat.marks.isEmpty()) return;
    const int top = static_cast<int>(m_heat.rows.size()) * rowHeight();
    const auto right = static_cast<int>(cellRect(0, columns() - 1).right());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(QRect(0, top, right, fontMetrics().height()), Qt::AlignLeft, m_heat.marks.front());
    painter.drawText(QRect(0, top, right, fontMetrics().height()), Qt::AlignRight, m_heat.marks.back());
}

void HeatMap::setCurrent(int row, int column) {
    m_row = std::clamp(row, 0, std::max(0, static_cast<int>(m_heat.rows.size()) - 1));
    m_column = std::clamp(column, 0, std::max(0, columns() - 1));
    emit hintChanged(hint());
    update();
}

void HeatMap::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
        return setCurrent(m_row, m_column - 1);
    case Qt::Key_Right:
        return setCurrent(m_row, m_column + 1);
    case Qt::Key_Up:
        return setCurrent(m_row - 1, m_column);
    case Qt::Key_Down:
        return setCurrent(m_row + 1, m_column);
    case Qt::Key_Home:
        return setCurrent(m_row, 0);
    case Qt::Key_End:
        return setCurrent(m_row, columns() - 1);
    default:
        QWidget::keyPressEvent(event);
    }
}

void HeatMap::mousePressEvent(QMouseEvent* event) {
    int row = 0, column = 0;
    if (cellAt(event->position(), row, column)) setCurrent(row, column);
}

void HeatMap::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    setCurrent(m_row, m_column);
}

bool HeatMap::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    int row = 0, column = 0;
    if (cellAt(help->pos(), row, column))
        QToolTip::showText(help->globalPos(), m_heat.rows[static_cast<std::size_t>(row)].hints.value(column), this);
    else
        QToolTip::hideText();
    return true;
}

} // namespace proofstead::desktop
