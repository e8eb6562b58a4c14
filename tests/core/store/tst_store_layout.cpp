// How records lie in a segment: what was written is read back, and nothing damaged passes for a layout.
#include "store/Layout.h"
#include "support/Must.h"

#include <limits>
#include <QtTest>

using namespace proofstead;
using store::LeafKind;
using test::codeOf;
using test::must;

namespace {

std::string layoutOf(std::int64_t start, const std::vector<store::LeafSpan>& spans) {
    std::string layout;
    store::appendVarint(layout, static_cast<std::uint64_t>(start));
    auto end = start;
    for (const auto& span : spans) {
        store::appendSpan(layout, span.offset - end, span.length, span.kind);
        end = span.offset + span.length;
    }
    return layout;
}

const std::vector<store::LeafSpan> kSpans{{1'000, 0, LeafKind::Rejected},
                                          {1'000, 127, LeafKind::Accepted},
                                          {1'128, 128, LeafKind::Duplicate},
                                          {70'000'000'000, 67'108'864, LeafKind::Erased}};

} // namespace

class TestStoreLayout : public QObject {
    Q_OBJECT

private slots:
    void writesVarintsShort_data();
    void writesVarintsShort();
    void readsWhatWasWritten();
    void readsAnEmptySegment();
    void refusesEveryCutLayout();
    void refusesAnotherCount_data();
    void refusesAnotherCount();
    void refusesNumbersWithoutEnd();
};

void TestStoreLayout::writesVarintsShort_data() {
    QTest::addColumn<quint64>("value");
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("nothing") << quint64(0) << QByteArray("00");
    QTest::newRow("the largest of one byte") << quint64(127) << QByteArray("7f");
    QTest::newRow("the smallest of two bytes") << quint64(128) << QByteArray("8001");
    QTest::newRow("three hundred") << quint64(300) << QByteArray("ac02");
    QTest::newRow("the largest offset") << quint64(std::numeric_limits<qint64>::max())
                                        << QByteArray("ffffffffffffffff7f");
}

void TestStoreLayout::writesVarintsShort() {
    QFETCH(quint64, value);
    QFETCH(QByteArray, hex);
    std::string out;
    store::appendVarint(out, value);
    QCOMPARE(QByteArray::fromStdString(out).toHex(), hex);
}

void TestStoreLayout::readsWhatWasWritten() {
    const auto read = must(store::readLayout(layoutOf(900, kSpans), 4));
    QCOMPARE(read.size(), kSpans.size());
    for (std::size_t i = 0; i < read.size(); ++i) {
        QCOMPARE(read[i].offset, kSpans[i].offset);
        QCOMPARE(read[i].length, kSpans[i].length);
        QVERIFY(read[i].kind == kSpans[i].kind);
    }
}

void TestStoreLayout::readsAnEmptySegment() {
    QVERIFY(must(store::readLayout(layoutOf(0, {}), 0)).empty());
}

void TestStoreLayout::refusesEveryCutLayout() {
    const auto whole = layoutOf(900, kSpans);
    for (std::size_t length = 0; length < whole.size(); ++length)
        QCOMPARE(codeOf(store::readLayout(whole.substr(0, length), 4)), std::string("vault-damaged"));
    QCOMPARE(codeOf(store::readLayout(whole + '\0', 4)), std::string("vault-damaged"));
}

void TestStoreLayout::refusesAnotherCount_data() {
    QTest::addColumn<qint64>("leaves");
    QTest::newRow("none") << qint64(0);
    QTest::newRow("one less") << qint64(3);
    QTest::newRow("one more") << qint64(5);
    QTest::newRow("less than none") << qint64(-1);
    QTest::newRow("more than memory holds") << std::numeric_limits<qint64>::max();
}

void TestStoreLayout::refusesAnotherCount() {
    QFETCH(qint64, leaves);
    QCOMPARE(codeOf(store::readLayout(layoutOf(900, kSpans), leaves)), std::string("vault-damaged"));
}

void TestStoreLayout::refusesNumbersWithoutEnd() {
    QCOMPARE(codeOf(store::readLayout(std::string(64, '\xff'), 1)), std::string("vault-damaged"));
}

QTEST_APPLESS_MAIN(TestStoreLayout)
#include "tst_store_layout.moc"
