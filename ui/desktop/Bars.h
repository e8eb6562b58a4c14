// Bars drawn by hand: the parts of a whole, and the share in a table cell. Colour is never alone: a sign or a number
// says the same beside it.
#pragma once

#include "present/Page.h"

#include <QStyledItemDelegate>
#include <QWidget>

namespace proofstead::desktop {

class ShareBar : public QWidget {
    Q_OBJECT
public:
    explicit ShareBar(present::Shares::Row row, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override; // tool tips for the parts

private:
    int barHeight() const;
    std::vector<QRectF> partRects() const;
    present::Shares::Row m_row;
    int m_current = 0; // part that is said
};

// Draws cells with room around the text, in the colour of the mark under kMarkRole or of the tone under kToneRole, with
// what is said beside it (kAsideRole) muted, and above a thin bar when the item holds a share under kShareRole. The
// current row of the view that has the keys stands in a frame.
class ShareDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int kShareRole = Qt::UserRole + 1;
    static constexpr int kToneRole = Qt::UserRole + 2;
    static constexpr int kMarkRole = Qt::UserRole + 20;
    static constexpr int kAsideRole = Qt::UserRole + 21;
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    static void paintText(QPainter& painter, const QStyleOptionViewItem& cell, const QModelIndex& index, bool selected);
    static int currentRow(const QWidget* widget, const QModelIndex& index);
    static void paintFocus(QPainter& painter, const QStyleOptionViewItem& cell, const QModelIndex& index);
    static void paintShare(QPainter& painter, const QStyleOptionViewItem& cell, double share, present::Tone tone);
};

} // namespace proofstead::desktop
