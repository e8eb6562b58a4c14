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
    bool event(QEvent* event) override; // tool tips for the parts

private:
    std::vector<QRectF> partRects() const;
    present::Shares::Row m_row;
};

// Draws cells with room around the text, in the colour of the tone under kToneRole, and above a thin bar when the item
// holds a share under kShareRole.
class ShareDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int kShareRole = Qt::UserRole + 1;
    static constexpr int kToneRole = Qt::UserRole + 2;
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    static void paintShare(QPainter& painter, const QStyleOptionViewItem& cell, double share, present::Tone tone);
};

} // namespace proofstead::desktop
