// Points in time in all the forms that logs write, and what is not read rather than guessed.
#include "source/TimeText.h"

#include <QTest>

using namespace proofstead;

namespace {

constexpr base::Millis kReference = 1'767'225'600'000; // 2026-01-01T00:00:00Z

} // namespace

class TestSourceTime : public QObject {
    Q_OBJECT

private slots:
    void everyFormIsRead_data();
    void everyFormIsRead();
    void whatIsAmbiguousIsNotRead_data();
    void whatIsAmbiguousIsNotRead();
};

void TestSourceTime::everyFormIsRead_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("time");
    const auto row = [](const char* name, const char* text, const char* time) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(time);
    };
    row("ISO 8601 with nanoseconds", "2026-02-06T00:01:57.123456789Z", "2026-02-06T00:01:57.123Z");
    row("a zone of half an hour", "2026-02-06T05:31:57.5+05:30", "2026-02-06T00:01:57.500Z");
    row("a blank before the zone", "2026-02-06 00:01:57.123 UTC", "2026-02-06T00:01:57.123Z");
    row("as Go prints it", "2026-02-06 02:01:57 +0200 UTC", "2026-02-06T00:01:57.000Z");
    row("epoch seconds", "1770336117", "2026-02-06T00:01:57.000Z");
    row("epoch seconds with a fraction", "1770336117.25", "2026-02-06T00:01:57.250Z");
    row("epoch milliseconds", "1770336117123", "2026-02-06T00:01:57.123Z");
    row("epoch microseconds", "1770336117123456", "2026-02-06T00:01:57.123Z");
    row("epoch nanoseconds", "1770336117123456789", "2026-02-06T00:01:57.123Z");
    row("Apache", "06/Feb/2026:01:01:57 +0100", "2026-02-06T00:01:57.000Z");
    row("Apache in brackets", "[06/Feb/2026:00:01:57 +0000]", "2026-02-06T00:01:57.000Z");
    row("an HTTP date", "Fri, 06 Feb 2026 00:01:57 GMT", "2026-02-06T00:01:57.000Z");
    row("as C prints it", "Fri Feb  6 00:01:57 2026", "2026-02-06T00:01:57.000Z");
    row("a word for the month", "Feb 6, 2026 12:01:57 AM", "2026-02-06T00:01:57.000Z");
    row("month first beside PM", "2/6/2026 1:01:57 PM", "2026-02-06T13:01:57.000Z");
    row("a day above twelve settles it", "25/02/2026 00:01:57", "2026-02-25T00:01:57.000Z");
    row("slashes in the order of ISO", "2026/02/06 00:01:57", "2026-02-06T00:01:57.000Z");
    row("without separators", "20260206T000157Z", "2026-02-06T00:01:57.000Z");
    row("syslog, this year", "Jan  1 13:00:00", "2026-01-01T13:00:00.000Z");
    row("syslog, last year", "Dec 31 23:59:59", "2025-12-31T23:59:59.000Z");
}

void TestSourceTime::everyFormIsRead() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, time);
    const auto read = source::readTime(text.toStdString(), kReference);
    QVERIFY(read);
    QCOMPARE(QByteArray::fromStdString(base::formatTime(*read)), time);
}

void TestSourceTime::whatIsAmbiguousIsNotRead_data() {
    QTest::addColumn<QByteArray>("text");
    for (const auto* text : {"", "yesterday", "02/06/2026 00:01:57", "2026-02-30T00:00:00Z", "Feb 6 2026", "12:00:00",
                             "2026-02-06T00:01:57 EST", "25:61:00 Feb 6 2026", "1.2.3.4", "13/13/2026 00:00:00 PM"})
        QTest::newRow(text) << QByteArray(text);
}

void TestSourceTime::whatIsAmbiguousIsNotRead() {
    QFETCH(QByteArray, text);
    QVERIFY(!source::readTime(text.toStdString(), kReference));
    QVERIFY(!source::readTime("Jan  1 13:00:00")); // no year, and nothing to tell it by
}

QTEST_APPLESS_MAIN(TestSourceTime)
#include "tst_source_time.moc"
