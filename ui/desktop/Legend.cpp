#include "desktop/Legend.h"

#include "desktop/Theme.h"

#include <QPainter>

namespace proofstead::desktop {

namespace {

constexpr int kBetween = 22;
constexpr int kLineGap = 4;

} // namespace

Legend::Legend(present::Shares::Row row, QWidget* parent) : QWidget(parent), m_row(std::move(row)) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(m_row.headline);
}

QString Legend::textOf(const present::Shares::Part& part) {
    return QStringLiteral("%1 %2").arg(part.label).arg(part.count);
}

int Legend::signWidth() const {
    return fontMetrics().height() + 2;
}

std::vector<QPoint> Legend::places(int width) const {
    std::vector<QPoint> out;
    QPoint at(0, 0);
    for (const auto& part : m_row.parts) {
        const int needed = signWidth() + fontMetrics().horizontalAdvance(textOf(part));
        if (at.x() > 0 && at.x() + needed > width) at = {0, at.y() + fontMetrics().height() + kLineGap};
        out.push_back(at);
        at.rx() += needed + kBetween;
    }
    return out;
}

int Legend::heightForWidth(int width) const {
    const auto all = places(width);
    return (all.empty() ? 0 : all.back().y()) + fontMetrics().height() + kLineGap;
}

QSize Legend::sizeHint() const {
    return {320, heightForWidth(std::max(320, width()))};
}

void Legend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto at = places(width());
    for (std::size_t i = 0; i < m_row.parts.size(); ++i) {
        const auto& part = m_row.parts[i];
        painter.setPen(textColour(part.mark, palette()));
        painter.drawText(at[i] + QPoint(0, fontMetrics().ascent()), part.sign);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(at[i] + QPoint(signWidth(), fontMetrics().ascent()), textOf(part));
    }
}

} // namespace proofstead::desktop
