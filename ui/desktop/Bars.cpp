#include "desktop/Bars.h"

#include "desktop/Theme.h"

#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <numeric>

namespace proofstead::desktop {

namespace {

constexpr int kBarHeight = 22;
constexpr qreal kGap = 2;
constexpr int kPadding = 8;     // left and right of a cell's text
constexpr int kShareHeight = 3; // of the bar in a cell

QString describe(const present::Shares::Part& part) {
    return QStringLiteral("%1: %2").arg(part.label).arg(part.count);
}

} // namespace

ShareBar::ShareBar(present::Shares::Row row, QWidget* parent) : QWidget(parent), m_row(std::move(row)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(m_row.label);
    QStringList parts;
    for (const auto& part : m_row.parts)
        parts << describe(part);
    setAccessibleDescription(parts.join(QStringLiteral(", ")));
}

QSize ShareBar::sizeHint() const {
    return {320, kBarHeight};
}

// Every part gets room for its own edge, however small its share.
std::vector<QRectF> ShareBar::partRects() const {
    const auto total = std::accumulate(m_row.parts.begin(), m_row.parts.end(), std::int64_t{0},
                                       [](std::int64_t sum, const auto& part) { return sum + part.count; });
    std::vector<QRectF> rects;
    constexpr qreal kLeast = 6;
    const auto parts = static_cast<qreal>(m_row.parts.size());
    const qreal room = std::max<qreal>(0, width() - (parts - 1) * kGap - parts * kLeast);
    qreal x = 0;
    for (const auto& part : m_row.parts) {
        const qreal length =
            kLeast + room * static_cast<qreal>(part.count) / static_cast<qreal>(std::max<std::int64_t>(1, total));
        rects.emplace_back(x, 0, length, kBarHeight);
        x += length + kGap;
    }
    return rects;
}

void ShareBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(QRectF(0, 0, width(), kBarHeight), 4, 4);
    painter.setClipPath(outline);
    const auto rects = partRects();
    for (std::size_t i = 0; i < rects.size(); ++i) {
        const auto& part = m_row.parts[i];
        const QColor fill = fillColour(part.tone, palette());
        painter.fillRect(rects[i], fill);
        const QString text = QStringLiteral("%1 %2").arg(part.sign).arg(part.count);
        if (painter.fontMetrics().horizontalAdvance(text) + 8 > rects[i].width()) continue;
        painter.setPen(qGray(fill.rgb()) > 135 ? QColor(0x12, 0x16, 0x1d) : QColor(Qt::white));
        painter.drawText(rects[i], Qt::AlignCenter, text);
    }
}

bool ShareBar::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto rects = partRects();
    for (std::size_t i = 0; i < rects.size(); ++i)
        if (rects[i].contains(help->pos())) {
            QToolTip::showText(help->globalPos(), describe(m_row.parts[i]), this);
            return true;
        }
    QToolTip::hideText();
    return true;
}

// Drawn by hand for the room around the text; what is behind it stays the style's.
void ShareDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QStyle* style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, cell.widget);
    const bool selected = (cell.state & QStyle::State_Selected) != 0;
    const auto tone = static_cast<present::Tone>(index.data(kToneRole).toInt());
    const QVariant share = index.data(kShareRole);
    const QRect room = cell.rect.adjusted(kPadding, 0, -kPadding, share.isValid() ? -kShareHeight - 2 : 0);
    painter->save();
    painter->setFont(cell.font);
    painter->setPen(selected ? cell.palette.color(QPalette::HighlightedText) : textColour(tone, cell.palette));
    painter->drawText(room, static_cast<int>(cell.displayAlignment | Qt::TextSingleLine),
                      cell.fontMetrics.elidedText(cell.text, Qt::ElideRight, room.width()));
    if (share.isValid()) paintShare(*painter, cell, share.toDouble(), tone);
    painter->restore();
}

void ShareDelegate::paintShare(QPainter& painter, const QStyleOptionViewItem& cell, double share, present::Tone tone) {
    const QRectF track(cell.rect.left() + kPadding, cell.rect.bottom() - kShareHeight - 1,
                       cell.rect.width() - 2 * kPadding, kShareHeight);
    const qreal radius = kShareHeight / 2.0;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fillColour(present::Tone::Muted, cell.palette));
    painter.drawRoundedRect(track, radius, radius);
    painter.setBrush(fillColour(tone, cell.palette));
    const QSizeF size(track.width() * std::clamp(share, 0.0, 1.0), kShareHeight);
    painter.drawRoundedRect(QRectF(track.topLeft(), size), radius, radius);
}

QSize ShareDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    return QStyledItemDelegate::sizeHint(option, index) + QSize(2 * kPadding, 10);
}

} // namespace proofstead::desktop
