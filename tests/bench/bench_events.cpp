// The events page over a vault of millions: bench_events VAULT
// Prints, in milliseconds: the first rows after the page is opened, all ids, a jump to the middle, sorting by an
// indexed column (first rows and all), a filter; and the longest time for which the event loop did not come round.
// Each line says pass or FAIL; the exit code is 1 when one is past its limit.
#include "desktop/EventsView.h"
#include "desktop/Theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QTableView>
#include <QTimer>

#include <cstdio>

using namespace proofstead;

namespace {

// Looks how long the event loop takes to come round.
class Watchdog : public QObject {
public:
    Watchdog() {
        m_timer.setInterval(1);
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] { m_longest = std::max(m_longest, m_since.restart()); });
        m_since.start();
        m_timer.start();
    }
    qint64 take() {
        m_since.restart();
        return std::exchange(m_longest, 0);
    }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
};

void until(const std::function<bool()>& holds) {
    while (!holds())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
}

// The limits of the list, for 2,000,000 events on two cores; 0: none.
constexpr double kFirstRows = 200, kJump = 20, kSorted = 500;
constexpr qint64 kStall = 50;
bool withinLimits = true;

void say(const char* what, double ms, qint64 stall, double limit = 0) {
    const bool ok = (limit == 0 || ms <= limit) && stall <= kStall;
    withinLimits = withinLimits && ok;
    std::printf("%-4s  %-46s %8.1f ms   longest stall %3lld ms\n", ok ? "pass" : "FAIL", what, ms,
                static_cast<long long>(stall));
}

double ms(const QElapsedTimer& timer) {
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

} // namespace

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    if (argc != 2) {
        std::fprintf(stderr, "usage: bench_events VAULT\n");
        return 2;
    }
    desktop::applyLook(application, desktop::Look::Light);
    QWidget window;
    window.resize(1180, 800);
    window.show();
    QCoreApplication::processEvents();
    Watchdog watchdog;
    QElapsedTimer timer;

    timer.start();
    desktop::EventsView view(QString::fromLocal8Bit(argv[1]), {}, &window);
    view.resize(window.size());
    view.show();
    until([&] { return view.model()->rowCount() > 0; });
    view.table()->viewport()->repaint();
    say("first rows painted after opening the page", ms(timer), watchdog.take(), kFirstRows);
    until([&] { return view.model()->isFinished(); });
    QCoreApplication::processEvents(); // paints the histogram
    const int rows = view.model()->rowCount();
    say(qPrintable(QString("all ids of %1 events, and the histogram").arg(rows)), ms(timer), watchdog.take());

    for (const double share : {0.5, 0.25, 0.75, 0.99}) {
        const auto index = view.model()->index(static_cast<int>(rows * share), 0);
        timer.start();
        view.table()->scrollTo(index, QAbstractItemView::PositionAtCenter);
        view.table()->viewport()->repaint();
        say(qPrintable(QString("jump to %1 %").arg(share * 100)), ms(timer), watchdog.take(), kJump);
    }

    const auto sortBy = [&](int column, Qt::SortOrder order, const char* name) {
        timer.start();
        view.table()->horizontalHeader()->setSortIndicator(column, order);
        until([&] { return view.model()->rowCount() > 0; });
        view.table()->viewport()->repaint();
        say(qPrintable(QString("sort by %1: first rows").arg(name)), ms(timer), watchdog.take(), kSorted);
        until([&] { return view.model()->rowCount() == rows; });
        say(qPrintable(QString("sort by %1: all").arg(name)), ms(timer), watchdog.take());
        until([&] { return view.model()->isFinished(); });
        watchdog.take();
    };
    sortBy(1, Qt::AscendingOrder, "action");
    sortBy(2, Qt::AscendingOrder, "actor");
    sortBy(0, Qt::AscendingOrder, "time, oldest first");

    timer.start();
    view.filter()->setText("action:Delete*");
    emit view.filter()->returnPressed();
    until([&] { return view.model()->rowCount() > 0 || view.model()->isFinished(); });
    say("filter action:Delete*: first rows", ms(timer), watchdog.take());
    until([&] { return view.model()->isFinished(); });
    say(qPrintable(QString("filter action:Delete*: all %1").arg(view.model()->rowCount())), ms(timer), watchdog.take());
    return withinLimits ? 0 : 1;
}
