// The parts of a bar below it: sign in its colour, label, count; as many lines as it takes.
#pragma once

#include "present/Page.h"

#include <QWidget>

namespace proofstead::desktop {

class Legend : public QWidget {
    Q_OBJECT
public:
    explicit Legend(present::Shares::Row row, QWidget* parent = nullptr);
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    // Where each part begins.
    std::vector<QPoint> places(int width) const;
    static QString textOf(const present::Shares::Part& part);
    int signWidth() const;

    present::Shares::Row m_row;
};

} // namespace proofstead::desktop
