#include "base/Time.h"

#include <QtTest>

using namespace proofstead::base;

class TestBaseTime : public QObject {
    Q_OBJECT
private slots:
    void readsTimes_data();
    void readsTimes();
    void refusesWhatIsNoTime_data();
    void refusesWhatIsNoTime();
    void readsEpochsByMagnitude();
    void readsDurations();
    void addsCalendarMonths_data();
    void addsCalendarMonths();
    void writesWhatItReads();
};

void TestBaseTime::readsTimes_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("a date is its first moment in UTC") << "2025-01-31"
                                                       << "2025-01-31T00:00:00.000Z";
    QTest::newRow("a time with Z") << "2025-01-31T08:00:00Z"
                                   << "2025-01-31T08:00:00.000Z";
    QTest::newRow("a time without a zone is UTC") << "2025-01-31 08:00:00"
                                                  << "2025-01-31T08:00:00.000Z";
    QTest::newRow("an offset is taken off") << "2025-01-31T01:30:00+02:00"
                                            << "2025-01-30T23:30:00.000Z";
    QTest::newRow("a short negative offset") << "2025-01-31T23:00:00-02"
                                             << "2025-02-01T01:00:00.000Z";
    QTest::newRow("an offset without a colon") << "2025-01-31T08:00:00+0530"
                                               << "2025-01-31T02:30:00.000Z";
    QTest::newRow("digits past the millisecond are cut, not rounded") << "2025-01-31T08:00:00.123999Z"
                                                                      << "2025-01-31T08:00:00.123Z";
    QTest::newRow("one digit of a second is a tenth") << "2025-01-31T08:00:00.5Z"
                                                      << "2025-01-31T08:00:00.500Z";
    QTest::newRow("a leap second is the last of its minute") << "2016-12-31T23:59:60Z"
                                                             << "2016-12-31T23:59:59.000Z";
    QTest::newRow("a leap day") << "2024-02-29"
                                << "2024-02-29T00:00:00.000Z";
    QTest::newRow("before the epoch") << "1969-12-31T23:59:59.999Z"
                                      << "1969-12-31T23:59:59.999Z";
    QTest::newRow("minutes are enough") << "2025-01-31T08:15Z"
                                        << "2025-01-31T08:15:00.000Z";
}

void TestBaseTime::readsTimes() {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto time = parseTime(text.toStdString());
    QVERIFY(time);
    QCOMPARE(QString::fromStdString(formatTime(*time)), expected);
}

void TestBaseTime::refusesWhatIsNoTime_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << "";
    QTest::newRow("a day that does not exist") << "2025-02-29";
    QTest::newRow("month thirteen") << "2025-13-01";
    QTest::newRow("hour 24") << "2025-01-01T24:00:00Z";
    QTest::newRow("second 61") << "2025-01-01T00:00:61Z";
    QTest::newRow("text after the zone") << "2025-01-01T00:00:00Zx";
    QTest::newRow("a fraction without digits") << "2025-01-01T00:00:00.Z";
    QTest::newRow("an American date") << "01/31/2025";
    QTest::newRow("a cut-off date") << "2025-01";
    QTest::newRow("a zone by name") << "2025-01-01T00:00:00 CET";
}

void TestBaseTime::refusesWhatIsNoTime() {
    QFETCH(QString, text);
    QVERIFY(!parseTime(text.toStdString()));
}

void TestBaseTime::readsEpochsByMagnitude() {
    const auto expected = parseTime("2025-01-31T08:00:00Z");
    QCOMPARE(parseEpoch("1738310400"), expected);
    QCOMPARE(parseEpoch("1738310400000"), expected);
    QCOMPARE(parseEpoch("1738310400000000"), expected);
    QCOMPARE(parseEpoch("1738310400000000000"), expected);
    QVERIFY(!parseEpoch("12"));
    QVERIFY(!parseEpoch("-1738310400"));
    QVERIFY(!parseEpoch("1738310400x"));
    QVERIFY(!parseEpoch("99999999999999999999999"));
}

void TestBaseTime::readsDurations() {
    QCOMPARE(parseDuration("90d"), std::optional<Millis>(90 * kDay));
    QCOMPARE(parseDuration("24h"), std::optional<Millis>(kDay));
    QCOMPARE(parseDuration("15min"), std::optional<Millis>(15 * kMinute));
    QCOMPARE(parseDuration("0s"), std::optional<Millis>(0));
    for (const char* text : {"", "d", "90", "90 d", "-1d", "90days", "1m", "9999999999d"})
        QVERIFY2(!parseDuration(text), text);
}

void TestBaseTime::addsCalendarMonths_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<int>("months");
    QTest::addColumn<QString>("expected");
    QTest::newRow("the 31st is cut to the end of February") << "2025-01-31" << 1 << "2025-02-28";
    QTest::newRow("a leap year keeps the 29th") << "2024-01-31" << 1 << "2024-02-29";
    QTest::newRow("over the turn of the year") << "2024-11-15" << 3 << "2025-02-15";
    QTest::newRow("back over the turn of the year") << "2025-01-15" << -2 << "2024-11-15";
    QTest::newRow("twelve months are a year") << "2024-02-29" << 12 << "2025-02-28";
}

void TestBaseTime::addsCalendarMonths() {
    QFETCH(QString, from);
    QFETCH(int, months);
    QFETCH(QString, expected);
    const auto start = *parseTime(from.toStdString()) + 7 * kHour;
    const auto end = addMonths(start, months);
    QCOMPARE(QString::fromStdString(formatDate(end)), expected);
    QCOMPARE(end - *parseTime(expected.toStdString()), 7 * kHour);
}

void TestBaseTime::writesWhatItReads() {
    for (Millis time : {Millis{0}, Millis{-1}, Millis{1'738'310'400'123}, Millis{4'102'444'800'000}}) {
        QCOMPARE(parseTime(formatTime(time)), std::optional<Millis>(time));
        QCOMPARE(*parseTime(formatSeconds(time)), time - ((time % kSecond) + kSecond) % kSecond);
    }
}

QTEST_APPLESS_MAIN(TestBaseTime)
#include "tst_base_time.moc"
