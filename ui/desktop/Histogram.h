// How many events fell into each stretch of time. Dragging over it, or Enter on a bar, chooses a stretch.
#pragma once

#include "store/EventIndex.h"

#include <QWidget>

namespace proofstead::desktop {

class Histogram : public QWidget {
    Q_OBJECT
public:
    explicit Histogram(QWidget* parent = nullptr);
    void setBars(std::vector<store::EventCount> bars);
    QSize sizeHint() const override;

signals:
    void chosen(qint64 from, qint64 until); // milliseconds UTC, end excluded

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    int barAt(double x) const;
    QRectF barRect(int bar) const;
    QString describe(int bar) const;
    void choose(int first, int last);
    qint64 width1() const; // of one bar, in milliseconds

    std::vector<store::EventCount> m_bars;
    int m_from = -1, m_to = -1; // being dragged over
    int m_current = 0;
    std::int64_t m_most = 1; // events of the highest bar
};

} // namespace proofstead::desktop
