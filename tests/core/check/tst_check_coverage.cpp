// Which hours and days count as expected, and which as delivered.
#include "check/CoverageMath.h"

#include <QtTest>

using namespace proofstead;
using base::kDay;
using base::kHour;
using base::Millis;
using check::Window;
using model::Expectation;

namespace {

Millis at(const char* text) {
    return base::parseTime(text).value();
}

const Millis kStart = at("2026-01-05T00:00:00Z");

std::vector<Millis> hours(std::initializer_list<int> list) {
    std::vector<Millis> result;
    for (const int hour : list)
        result.push_back(kStart + hour * kHour);
    return result;
}

QString missingText(const model::Coverage& coverage) {
    QStringList parts;
    for (const auto& gap : coverage.missing)
        parts << QString("%1-%2").arg((gap.from - kStart) / kHour).arg((gap.until - kStart) / kHour);
    return parts.join(' ');
}

} // namespace

class TestCheckCoverage : public QObject {
    Q_OBJECT

private slots:
    void intervals_data() {
        QTest::addColumn<int>("expectation");
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("until");
        QTest::addColumn<QList<int>>("delivered");
        QTest::addColumn<int>("expected");
        QTest::addColumn<int>("found");
        QTest::addColumn<QString>("missing");
        QTest::addColumn<int>("silence");
        const auto row = [](const char* name, Expectation expectation, double from, double until, QList<int> delivered,
                            int expected, int found, const char* missing, int silence) {
            QTest::newRow(name) << static_cast<int>(expectation) << qint64(from * double(kHour))
                                << qint64(until * double(kHour)) << delivered << expected << found << QString(missing)
                                << silence;
        };
        row("every hour came", Expectation::Hour, 0, 3, {0, 1, 2}, 3, 3, "", 0);
        row("hours outside the window do not count", Expectation::Hour, 1, 3, {0, 1, 5}, 2, 1, "2-3", 1);
        row("missing neighbours are one gap", Expectation::Hour, 0, 6, {0, 3}, 6, 2, "1-3 4-6", 2);
        row("nothing came", Expectation::Hour, 0, 4, {}, 4, 0, "0-4", 4);
        row("hours that the window cuts are not expected", Expectation::Hour, 0.5, 3.5, {1, 2}, 2, 2, "", 0);
        row("a window inside one hour expects that hour", Expectation::Hour, 0.25, 0.75, {0}, 1, 1, "", 0);
        row("a window inside one hour misses it", Expectation::Hour, 0.25, 0.75, {1}, 1, 0, "0-1", 1);
        row("any hour proves its day", Expectation::Day, 0, 48, {23, 30}, 2, 2, "", 0);
        row("a day without a record is missing", Expectation::Day, 0, 72, {5, 50}, 3, 2, "24-48", 24);
        row("an empty window expects nothing", Expectation::Hour, 3, 3, {3}, 0, 0, "", 0);
    }

    void intervals() {
        QFETCH(int, expectation);
        QFETCH(qint64, from);
        QFETCH(qint64, until);
        QFETCH(QList<int>, delivered);
        QFETCH(int, expected);
        QFETCH(int, found);
        QFETCH(QString, missing);
        QFETCH(int, silence);
        std::vector<Millis> starts;
        for (const int hour : delivered)
            starts.push_back(kStart + hour * kHour);
        const auto coverage = check::intervalCoverage(static_cast<Expectation>(expectation),
                                                      Window{kStart + from, kStart + until}, starts);
        QCOMPARE(coverage.expected, expected);
        QCOMPARE(coverage.delivered, found);
        QCOMPARE(missingText(coverage), missing);
        QCOMPARE(coverage.longestSilence, silence * kHour);
        QCOMPARE(coverage.complete(), expected > 0 && missing.isEmpty());
    }

    void windowIsCutToTheTimeInUse() {
        const model::Period period{kStart, kStart + 10 * kDay, kStart + 8 * kDay};
        model::DeclaredSource source;
        QCOMPARE(check::expectedWindow(period, source).until, period.asOf);
        source.activeFrom = kStart + kDay;
        source.activeTo = kStart + 3 * kDay;
        QCOMPARE(check::expectedWindow(period, source).from, kStart + kDay);
        QCOMPARE(check::expectedWindow(period, source).until, kStart + 3 * kDay);
        source.activeTo = kStart - kDay;
        QVERIFY(check::expectedWindow(period, source).empty());
    }

    void snapshotExpectsOneDelivery() {
        QVERIFY(check::snapshotCoverage(true).complete());
        QCOMPARE(check::snapshotCoverage(false).delivered, 0);
    }

    void freshnessIsHeldAgainstTheEarlierOfPeriodAndDate() {
        const model::Period period{kStart, kStart + 10 * kDay, kStart + 20 * kDay};
        QVERIFY(!check::isStale(kStart + 3 * kDay, period, 7 * kDay));
        QVERIFY(check::isStale(kStart + 3 * kDay - 1, period, 7 * kDay));
        QVERIFY(check::isStale(std::nullopt, period, 7 * kDay));
    }

    void orderOfMissingIntervalsHolds() {
        const auto coverage =
            check::intervalCoverage(Expectation::Hour, Window{kStart, kStart + kDay}, hours({3, 4, 9, 23}));
        QVERIFY(std::is_sorted(coverage.missing.begin(), coverage.missing.end(),
                               [](const auto& a, const auto& b) { return a.until <= b.from; }));
        QCOMPARE(coverage.expected, coverage.delivered + 20);
    }
};

QTEST_APPLESS_MAIN(TestCheckCoverage)
#include "tst_check_coverage.moc"
