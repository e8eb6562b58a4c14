// A present::Heat drawn by hand: for each source days from left to right, and the hours of a day from top to bottom.
// Arrow keys walk over the hours, + and - show fewer days or more, Enter leads to the source; the line beside says what
// the current hour means, so that colour is never alone.
#pragma once

#include "present/HeatCells.h"

#include <QWidget>

namespace proofstead::desktop {

class HeatMap : public QWidget {
    Q_OBJECT
public:
    explicit HeatMap(present::Heat heat, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QString hint() const;  // of the current hour
    void zoom(int step);   // fewer days for 1, more for -1
    int shownDays() const; // at a time

signals:
    void hintChanged(const QString& hint);
    void placeWanted(const proofstead::present::Place& place);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Hour {
        int row = 0, day = 0, hour = 0;
        friend bool operator==(const Hour&, const Hour&) = default;
    };
    int days() const { return static_cast<int>(present::daysOf(m_heat)); }
    int cellHeight() const;
    int rowHeight() const;
    int left() const; // the room for the hours' names
    QRectF rectOf(const Hour& hour) const;
    bool hourAt(QPointF place, Hour& hour) const;
    QString hintOf(const Hour& hour) const;
    void paintRow(QPainter& painter, int row) const;
    void paintStretch(QPainter& painter, const QRectF& rect, double share) const;
    void paintCells(QPainter& painter, int row, int day) const;
    void paintAxes(QPainter& painter, int row) const;
    void setCurrent(Hour hour);
    void keepInSight();

    present::Heat m_heat;
    Hour m_current;
    int m_zoom = 0;  // times that the days were halved
    int m_first = 0; // day at the left
};

} // namespace proofstead::desktop
