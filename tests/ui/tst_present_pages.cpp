#include "present/Pages.h"
#include "present/Tr.h"
#include "present/Words.h"
#include "SamplePages.h"

#include <QSet>
#include <QTest>

using namespace proofstead;
using present::Table;

namespace {

template <class Body>
const Body* bodyOf(const present::Page& page, std::size_t section) {
    return section < page.sections.size() ? std::get_if<Body>(&page.sections[section].body) : nullptr;
}

} // namespace

class TestPresentPages : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void namesPagesOnce();
    void showsStatusCounts();
    void showsTheWorstGapsOnTheOverview();
    void showsWhatSourcesDelivered();
    void listsEveryGapWithWhyAndWhatNext();
    void countsInWords_data();
    void countsInWords();
    void saysWhatToDoBeforeAnAssessment();
    void givesEveryStatusItsOwnSign();
    void writesPeriods();
};

void TestPresentPages::initTestCase() {
    QVERIFY(present::installTranslation(*QCoreApplication::instance()));
}

void TestPresentPages::namesPagesOnce() {
    QSet<QString> ids;
    for (const auto& entry : present::pageEntries()) {
        const auto page = present::buildPage(entry, sample::fullData());
        QVERIFY(!page.title.isEmpty());
        QVERIFY(!ids.contains(page.id));
        ids.insert(page.id);
    }
    QVERIFY(ids.contains("overview") && ids.contains("gaps"));
}

void TestPresentPages::showsStatusCounts() {
    const auto page = present::overviewPage(sample::fullData());
    QCOMPARE(page.lead, QString("Quellmoor Clinics"));
    const auto* shares = bodyOf<present::Shares>(page, 1);
    QVERIFY(shares);
    QCOMPARE(shares->rows.size(), std::size_t(2));
    QCOMPARE(shares->rows[0].label, QString("General Data Protection Regulation"));
    QCOMPARE(shares->rows[0].headline, QString("Supported 4 of 45 applicable; 5 with exceptions; 21 not evaluable"));
    QCOMPARE(shares->rows[0].parts.front().label, QString("Exceptions noted"));
    QCOMPARE(shares->rows[0].parts.back().label, QString("Supported"));
    std::int64_t sum = 0;
    for (const auto& part : shares->rows[0].parts)
        sum += part.count;
    QCOMPARE(sum, std::int64_t(45));
}

void TestPresentPages::showsTheWorstGapsOnTheOverview() {
    const auto page = present::overviewPage(sample::fullData());
    const auto* table = bodyOf<Table>(page, 2);
    QVERIFY(table);
    QCOMPARE(table->rows.size(), std::size_t(6));
    QCOMPARE(table->rows[0].cells[2].text, QString("gdpr-32-1-b"));
    QCOMPARE(page.sections[2].note, QString("The worst 6 of 34 gaps; all are on the page Gaps."));
}

void TestPresentPages::showsWhatSourcesDelivered() {
    const auto page = present::overviewPage(sample::fullData());
    const auto* table = bodyOf<Table>(page, 3);
    QVERIFY(table);
    QCOMPARE(table->rows[0].cells[0].text, QString("AWS CloudTrail"));
    QCOMPARE(table->rows[0].cells[2].text, QString("2,160 of 2,208 hours"));
    QCOMPARE(table->rows[0].cells[2].tone, present::Tone::Warn);
    QVERIFY(table->rows[0].detail.join(' ').contains(
        "Missing: 2026-07-01 00:00 UTC to 2026-07-02 00:00 UTC and 1 more gap"));
    QCOMPARE(table->rows[1].cells[2].tone, present::Tone::Good);
    QCOMPARE(table->rows[3].cells[2].tone, present::Tone::Bad);
    QCOMPARE(table->rows[3].cells[3].text, QString("–"));
}

void TestPresentPages::listsEveryGapWithWhyAndWhatNext() {
    const auto data = sample::fullData();
    const auto page = present::gapsPage(data);
    const auto* table = bodyOf<Table>(page, 0);
    QVERIFY(table);
    QCOMPARE(table->rows.size(), data.gaps.size());
    QCOMPARE(table->rows[0].cells[0].text, QString("▲ Exceptions noted"));
    QCOMPARE(table->rows[0].cells[4].text, QString("12"));
    QCOMPARE(table->rows[2].cells[4].text, QString());
    QCOMPARE(table->rows[0].detail.last(),
             QString("A test found exceptions. Settle the exceptions listed, or record why they stand."));
    for (const auto& row : table->rows)
        QCOMPARE(row.cells.size(), table->columns.size());
}

void TestPresentPages::countsInWords_data() {
    QTest::addColumn<int>("gaps");
    QTest::addColumn<QString>("lead");
    QTest::newRow("one") << 1 << "1 control not supported by evidence, worst first";
    QTest::newRow("several") << 3 << "3 controls not supported by evidence, worst first";
}

void TestPresentPages::countsInWords() {
    QFETCH(int, gaps);
    auto data = sample::fullData();
    data.gaps.resize(static_cast<std::size_t>(gaps));
    QTEST(present::gapsPage(data).lead, "lead");
}

void TestPresentPages::saysWhatToDoBeforeAnAssessment() {
    const auto data = sample::emptyData();
    const auto overview = present::overviewPage(data);
    const auto* notice = bodyOf<present::Notice>(overview, 1);
    QVERIFY(notice);
    QVERIFY(notice->steps.contains("proofstead assess"));
    const auto gaps = present::gapsPage(data);
    QVERIFY(bodyOf<present::Notice>(gaps, 0));
    auto clean = sample::fullData();
    clean.gaps.clear();
    const auto none = present::gapsPage(clean);
    QVERIFY(bodyOf<present::Notice>(none, 0));
}

void TestPresentPages::givesEveryStatusItsOwnSign() {
    QSet<QString> signs;
    for (const auto status : model::kStatuses) {
        QCOMPARE(present::signOf(status).size(), 1);
        signs.insert(present::signOf(status));
    }
    QCOMPARE(signs.size(), int(model::kStatuses.size()));
}

void TestPresentPages::writesPeriods() {
    const auto day = [](const char* text) { return *base::parseTime(text); };
    QCOMPARE(present::periodText({day("2026-07-01"), day("2026-10-01"), 0}),
             QString("2026-07-01 to 2026-09-30, both days included"));
    QCOMPARE(present::periodText({day("2026-07-01T01:00:00Z"), day("2026-07-02"), 0}),
             QString("2026-07-01 01:00 UTC to 2026-07-02 00:00 UTC, end excluded"));
    QCOMPARE(present::timeText(std::nullopt), QString("–"));
    QCOMPARE(present::plain("a\x1b[2Jb"), QString("a [2Jb"));
}

QTEST_GUILESS_MAIN(TestPresentPages)
#include "tst_present_pages.moc"
