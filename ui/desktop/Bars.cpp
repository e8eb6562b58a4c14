#include "desktop/Bars.h"

#include "desktop/Spoken.h"
#include "desktop/Theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <numeric>

namespace proofstead::desktop {

namespace {

constexpr int kAroundText = 6; // above and below it, together
constexpr qreal kGap = 2;
constexpr int kPadding = 8;     // left and right of a cell's text
constexpr int kShareHeight = 3; // of the bar in a cell

QString describe(const present::Shares::Part& part) {
    return QStringLiteral("%1: %2").arg(part.label).arg(part.count);
}

} // namespace

ShareBar::ShareBar(present::Shares::Row row, QWidget* parent) : QWidget(parent), m_row(std::move(row)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setSpokenValue(*this, {}, false); // first: what is asked for once is kept
    setAccessibleName(m_row.label);
    QStringList parts;
    for (const auto& part : m_row.parts)
        parts << describe(part);
    setAccessibleDescription(parts.join(QStringLiteral(", ")));
    setFocusPolicy(Qt::TabFocus);
    if (!m_row.parts.empty()) setSpokenValue(*this, describe(m_row.parts.front()), false);
}

// Left and Right walk over the parts and say them.
void ShareBar::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    if (step == 0 || m_row.parts.empty()) return QWidget::keyPressEvent(event);
    m_current = std::clamp(m_current + step, 0, static_cast<int>(m_row.parts.size()) - 1);
    setSpokenValue(*this, describe(m_row.parts[static_cast<std::size_t>(m_current)]));
    update();
}

int ShareBar::barHeight() const {
    return fontMetrics().height() + kAroundText;
}

QSize ShareBar::sizeHint() const {
    return {320, barHeight()};
}

// Every part gets room for its own edge, however small its share.
std::vector<QRectF> ShareBar::partRects() const {
    const auto total = std::accumulate(m_row.parts.begin(), m_row.parts.end(), std::int64_t{0},
                                       [](std::int64_t sum, const auto& part) { return sum + part.count; });
    std::vector<QRectF> rects;
    constexpr qreal kLeast = 18; // a sign
    const auto parts = static_cast<qreal>(m_row.parts.size());
    const qreal room = std::max<qreal>(0, width() - (parts - 1) * kGap - parts * kLeast);
    qreal x = 0;
    for (const auto& part : m_row.parts) {
        const qreal length =
            kLeast + room * static_cast<qreal>(part.count) / static_cast<qreal>(std::max<std::int64_t>(1, total));
        rects.emplace_back(x, 0, length, barHeight());
        x += length + kGap;
    }
    return rects;
}

void ShareBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(QRectF(0, 0, width(), barHeight()), 4, 4);
    painter.setClipPath(outline);
    const auto rects = partRects();
    for (std::size_t i = 0; i < rects.size(); ++i) {
        const auto& part = m_row.parts[i];
        painter.fillRect(rects[i], fillColour(part.mark, palette()));
        // The number goes first where there is little room; the sign stays.
        QString text = QStringLiteral("%1 %2").arg(part.sign).arg(part.count);
        if (painter.fontMetrics().horizontalAdvance(text) + 8 > rects[i].width()) text = part.sign;
        painter.setPen(onFillColour(part.mark, palette()));
        painter.drawText(rects[i], Qt::AlignCenter, text);
    }
    if (!hasFocus()) return;
    painter.setClipping(false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette().color(QPalette::WindowText), 2));
    painter.drawRoundedRect(rects[static_cast<std::size_t>(m_current)].adjusted(1, 1, -1, -1), 3, 3);
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
    // The view that has the keys selects strongly, whatever the window system says of the window.
    const bool hasKeys = cell.widget && cell.widget->hasFocus();
    cell.palette.setCurrentColorGroup(hasKeys ? QPalette::Active : QPalette::Inactive);
    cell.state.setFlag(QStyle::State_Active, hasKeys);
    const QStyle* style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, cell.widget);
    const bool selected = (cell.state & QStyle::State_Selected) != 0;
    painter->save();
    if (selected) painter->fillRect(cell.rect, cell.palette.brush(QPalette::Highlight));
    paintText(*painter, cell, index, selected);
    if (const QVariant share = index.data(kShareRole); share.isValid())
        paintShare(*painter, cell, share.toDouble(), static_cast<present::Tone>(index.data(kToneRole).toInt()));
    if (hasKeys && index.row() == currentRow(cell.widget, index)) paintFocus(*painter, cell, index);
    painter->restore();
}

void ShareDelegate::paintText(QPainter& painter, const QStyleOptionViewItem& cell, const QModelIndex& index,
                              bool selected) {
    const auto tone = static_cast<present::Tone>(index.data(kToneRole).toInt());
    const auto mark = static_cast<pack::Mark>(index.data(kMarkRole).toInt());
    const QString aside = index.data(kAsideRole).toString();
    const bool hasShare = index.data(kShareRole).isValid();
    const QRect room = cell.rect.adjusted(kPadding, 0, -kPadding, hasShare ? -kShareHeight - 2 : 0);
    painter.setFont(cell.font);
    painter.setPen(selected                   ? cell.palette.color(QPalette::HighlightedText)
                   : mark != pack::Mark::None ? textColour(mark, cell.palette)
                                              : textColour(tone, cell.palette));
    const auto flags = static_cast<int>(cell.displayAlignment | Qt::TextSingleLine);
    painter.drawText(room, flags, cell.fontMetrics.elidedText(cell.text, Qt::ElideRight, room.width()));
    const int used = cell.fontMetrics.horizontalAdvance(cell.text) + kPadding;
    if (aside.isEmpty() || used + kPadding * 3 > room.width()) return;
    if (!selected) painter.setPen(cell.palette.color(QPalette::PlaceholderText));
    const QRect rest = room.adjusted(used, 0, 0, 0);
    painter.drawText(rest, flags, cell.fontMetrics.elidedText(aside, Qt::ElideRight, rest.width()));
}

int ShareDelegate::currentRow(const QWidget* widget, const QModelIndex& index) {
    const auto* view = qobject_cast<const QAbstractItemView*>(widget);
    return view && view->currentIndex().parent() == index.parent() ? view->currentIndex().row() : -1;
}

// A frame around the whole row, open between its cells.
void ShareDelegate::paintFocus(QPainter& painter, const QStyleOptionViewItem& cell, const QModelIndex& index) {
    painter.setPen(QPen(cell.palette.color(QPalette::WindowText), 1));
    const QRect frame = cell.rect.adjusted(0, 0, -1, -1);
    painter.drawLine(frame.topLeft(), frame.topRight());
    painter.drawLine(frame.bottomLeft(), frame.bottomRight());
    if (index.column() == 0) painter.drawLine(frame.topLeft(), frame.bottomLeft());
    if (index.column() + 1 == index.model()->columnCount(index.parent()))
        painter.drawLine(frame.topRight(), frame.bottomRight());
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
    if (const QVariant wanted = index.data(Qt::SizeHintRole); wanted.isValid()) return wanted.toSize();
    const QString aside = index.data(kAsideRole).toString();
    const int beside = aside.isEmpty() ? 0 : option.fontMetrics.horizontalAdvance(aside) + kPadding;
    return QStyledItemDelegate::sizeHint(option, index) + QSize(2 * kPadding + beside, 10);
}

} // namespace proofstead::desktop
