// A present::Heat drawn by hand: a row of cells for each source. Arrow keys walk over the cells, and the line below
// says what the current one means, so that colour is never alone.
#pragma once

#include "present/Page.h"

#include <QWidget>

namespace proofstead::desktop {

class HeatMap : public QWidget {
    Q_OBJECT
public:
    explicit HeatMap(present::Heat heat, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QString hint() const; // of the current cell

signals:
    void hintChanged(const QString& hint);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    int rowHeight() const;
    QRectF cellRect(int row, int column) const;
    bool cellAt(QPointF place, int& row, int& column) const;
    void paintRow(QPainter& painter, int row) const;
    void setCurrent(int row, int column);
    int columns() const;

    present::Heat m_heat;
    int m_row = 0;
    int m_column = 0;
};

} // namespace proofstead::desktop
