#include "desktop/Histogram.h"

#include "desktop/Spoken.h"
#include "desktop/Theme.h"
#include "present/Words.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace proofstead::desktop {

namespace {

constexpr int kHeight = 72;

} // namespace

Histogram::Histogram(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    setSpokenValue(*this, {}, false); // first: what is asked for once is kept
    setAccessibleName(tr("Events through time"));
    setSpokenValue(*this, tr("Nothing yet"), false);
}

QSize Histogram::sizeHint() const {
    return {400, kHeight + fontMetrics().height()};
}

void Histogram::setBars(std::vector<store::EventCount> bars) {
    m_bars = std::move(bars);
    m_from = m_to = -1;
    m_current = 0;
    m_most = 1;
    for (const auto& bar : m_bars)
        m_most = std::max(m_most, bar.events);
    if (!m_bars.empty()) {
        const auto most = std::max_element(m_bars.begin(), m_bars.end(),
                                           [](const auto& a, const auto& b) { return a.events < b.events; });
        setAccessibleDescription(tr("Most: %1").arg(describe(static_cast<int>(most - m_bars.begin()))));
        setSpokenValue(*this, describe(0));
    }
    update();
}

qint64 Histogram::width1() const {
    return m_bars.size() > 1 ? m_bars[1].from - m_bars[0].from : base::kHour;
}

QString Histogram::describe(int bar) const {
    const auto& b = m_bars[static_cast<std::size_t>(bar)];
    return tr("%1 to %2: %3 events")
        .arg(present::timeText(b.from), present::timeText(b.from + width1()), present::grouped(b.events));
}

QRectF Histogram::barRect(int bar) const {
    const qreal step = static_cast<qreal>(width()) / static_cast<qreal>(m_bars.size());
    const auto events = m_bars[static_cast<std::size_t>(bar)].events;
    // One event among millions is still seen.
    const qreal height =
        events == 0 ? 0 : std::max<qreal>(2, (kHeight - 4) * static_cast<qreal>(events) / static_cast<qreal>(m_most));
    return {bar * step, kHeight - height, std::max<qreal>(1, step - 1), height};
}

int Histogram::barAt(double x) const {
    if (m_bars.empty() || width() <= 0) return -1;
    return std::clamp(static_cast<int>(x * static_cast<double>(m_bars.size()) / width()), 0,
                      static_cast<int>(m_bars.size()) - 1);
}

void Histogram::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawLine(0, kHeight, width(), kHeight);
    if (m_bars.empty()) return;
    for (int i = 0; i < static_cast<int>(m_bars.size()); ++i) {
        const bool within = m_from >= 0 && i >= std::min(m_from, m_to) && i <= std::max(m_from, m_to);
        if (within) {
            auto all = barRect(i);
            all.setTop(0);
            painter.fillRect(all, palette().color(QPalette::AlternateBase));
        }
        painter.fillRect(barRect(i), palette().color(QPalette::Link));
    }
    if (hasFocus()) {
        auto mark = barRect(m_current);
        mark.setTop(0);
        mark.setBottom(kHeight);
        painter.setPen(QPen(palette().color(QPalette::WindowText), 2));
        painter.drawRect(mark.adjusted(1, 1, 0, 0));
    }
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const QRect below(0, kHeight, width(), fontMetrics().height());
    painter.drawText(below, Qt::AlignLeft, present::timeText(m_bars.front().from));
    painter.drawText(below, Qt::AlignRight, present::timeText(m_bars.back().from + width1()));
}

void Histogram::choose(int first, int last) {
    emit chosen(m_bars[static_cast<std::size_t>(std::min(first, last))].from,
                m_bars[static_cast<std::size_t>(std::max(first, last))].from + width1());
}

void Histogram::mousePressEvent(QMouseEvent* event) {
    m_from = m_to = barAt(event->position().x());
    update();
}

void Histogram::mouseMoveEvent(QMouseEvent* event) {
    if (m_from < 0) return;
    m_to = barAt(event->position().x());
    update();
}

void Histogram::mouseReleaseEvent(QMouseEvent*) {
    if (m_from >= 0) choose(m_from, m_to);
    m_from = -1;
    update();
}

void Histogram::keyPressEvent(QKeyEvent* event) {
    if (m_bars.empty()) return QWidget::keyPressEvent(event);
    const int last = static_cast<int>(m_bars.size()) - 1;
    if (event->key() == Qt::Key_Left)
        m_current = std::max(0, m_current - 1);
    else if (event->key() == Qt::Key_Right)
        m_current = std::min(last, m_current + 1);
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        choose(m_current, m_current);
    else
        return QWidget::keyPressEvent(event);
    setSpokenValue(*this, describe(m_current));
    setToolTip(describe(m_current));
    update();
}

bool Histogram::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip || m_bars.empty()) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), describe(barAt(help->pos().x())), this);
    return true;
}

} // namespace proofstead::desktop
