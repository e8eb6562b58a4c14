#include "base/Time.h"
#include "present/Filters.h"
#include "present/Find.h"
#include "present/HeatCells.h"
#include "present/Pages.h"
#include "present/Tr.h"
#include "present/Words.h"
#include "SamplePages.h"

#include <QSet>
#include <QTest>

#include <ctime>

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
    void timesNameTheirZone_data();
    void timesNameTheirZone();
    void controlsStandInATree();
    void aControlReadsLikeAWorkingPaper();
    void aTestShowsItsQuery();
    void findingsLeadToTheirRecords();
    void coverageIsDrawnByTheHour();
    void aSourceIsShownByTheMonth();
    void filtersAskForTags();
    void sourcesCountWhatWasReadAndRejected();
    void reportsSayWhatLeftTheVault();
    void aRecordShowsItsBytesAndItsProof();
    void everyPageStandsOnAnEmptyVault_data();
    void everyPageStandsOnAnEmptyVault();
    void placesThatAreNotThereAreRefused();
    void findingKeepsBranches();
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
    QCOMPARE(shares->rows[0].parts.front().label, QString("Supported")); // best first, as on paper
    QCOMPARE(shares->rows[0].parts.back().label, QString("Exceptions noted"));
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
    QCOMPARE(table->rows[0].cells[2].text, QString("GDPR Art. 32(1)"));
    QCOMPARE(table->rows[0].cells[2].aside, QString("gdpr-32-1-b"));
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
        "Missing: 2026-07-01 00:00 UTC to 2026-07-02 00:00 UTC and 2 more gaps"));
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
    QVERIFY(notice->actions.contains("import"));
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

void TestPresentPages::timesNameTheirZone_data() {
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QString>("text");
    // As POSIX writes zones, which needs no database.
    QTest::newRow("in UTC") << QByteArray("UTC0") << "2026-07-01 12:00 UTC";
    QTest::newRow("in summer time") << QByteArray("CET-1CEST,M3.5.0,M10.5.0/3") << "2026-07-01 14:00 CEST";
    QTest::newRow("in a zone that has no letters") << QByteArray("<-03>3") << "2026-07-01 09:00 UTC-03";
}

void TestPresentPages::timesNameTheirZone() {
    QFETCH(QByteArray, zone);
    const QByteArray before = qgetenv("TZ");
    const auto set = [](const QByteArray& value) {
        qputenv("TZ", value);
        ::tzset();
    };
    set(zone);
    const QString text = present::timeText(base::parseTime("2026-07-01T12:00:00Z"));
    set(before.isEmpty() ? QByteArray("UTC") : before);
    QTEST(text, "text");
}

void TestPresentPages::controlsStandInATree() {
    const auto page = present::controlsPage(sample::fullData());
    const auto* table = bodyOf<Table>(page, 0);
    QVERIFY(table);
    QStringList rows;
    for (const auto& row : table->rows)
        rows << QString(row.level, '.') + row.cells[0].text;
    QCOMPARE(rows, (QStringList{"General Data Protection Regulation  ·  Supported 4 of 45 applicable",
                                ".Security of processing", "..GDPR Art. 32(1)(b)", "...GDPR Art. 32(1)(b)"}));
    QVERIFY(!table->rows[0].place.leads());
    QVERIFY(table->rows[0].isBranch && table->rows[1].isBranch && !table->rows[2].isBranch);
    QCOMPARE(table->rows[2].place, (present::Place{"control", "gdpr-32-1-b"}));
}

void TestPresentPages::aControlReadsLikeAWorkingPaper() {
    const auto page = present::controlPage(sample::fullData(), "gdpr-32-1-b");
    QStringList titles;
    for (const auto& section : page.sections)
        titles << section.title;
    QCOMPARE(titles, (QStringList{"Requirement", "Verdict", "Tests", "Exceptions", "Decisions that counted",
                                  "What a person does"}));
    const auto* tests = bodyOf<Table>(page, 2);
    QCOMPARE(tests->rows[0].cells[0].text, QString("Logging was never stopped"));
    QCOMPARE(tests->rows[0].place, (present::Place{"check", "cloudtrail-logging-disabled"}));
    const auto* exceptions = bodyOf<Table>(page, 3);
    QCOMPARE(exceptions->rows[0].place, (present::Place{"record", "7"}));
    QCOMPARE(page.parent.page, QString("controls"));
    const auto unknown = present::controlPage(sample::fullData(), "gdpr-999");
    QVERIFY(bodyOf<present::Notice>(unknown, 0));
}

void TestPresentPages::aTestShowsItsQuery() {
    const auto page = present::checkPage(sample::fullData(), "cloudtrail-logging-disabled");
    QCOMPARE(page.title, QString("Logging was never stopped"));
    const auto* query = bodyOf<present::Text>(page, 3);
    QVERIFY(query && query->verbatim);
    QCOMPARE(query->text, QString("SELECT record_id\nFROM event"));
}

void TestPresentPages::findingsLeadToTheirRecords() {
    auto data = sample::fullData();
    data.run->findings.push_back(data.run->findings[0]);
    data.run->findings[1].record = {};
    const auto page = present::findingsPage(data);
    const auto* table = bodyOf<Table>(page, 0);
    QCOMPARE(table->rows.size(), 2U);
    QCOMPARE(table->rows[0].links.back().place, (present::Place{"control", "gdpr-32-1-b"}));
    QCOMPARE(table->rows[0].place.page, QString("record"));
    QCOMPARE(table->rows[1].place.page, QString("check"));
    data.run->findings.clear();
    QVERIFY(bodyOf<present::Notice>(present::findingsPage(data), 0));
}

void TestPresentPages::coverageIsDrawnByTheHour() {
    const auto page = present::coveragePage(sample::fullData());
    const auto* heat = bodyOf<present::Heat>(page, 0);
    QVERIFY(heat);
    QCOMPARE(heat->rows.size(), 2U); // logs only: an extract has no hours
    QCOMPARE(present::daysOf(*heat), 92);
    auto row = heat->rows[1];
    QCOMPARE(present::shareOf(*heat, row, heat->from, heat->until), 1.0);
    const auto hour = present::dayStart(*heat, 10) + 14 * base::kHour;
    row.missing = {{hour, hour + base::kHour}};
    QCOMPARE(present::shareOf(*heat, row, hour, hour + base::kHour), 0.0); // one hour is seen as one
    QVERIFY(present::shareOf(*heat, row, present::dayStart(*heat, 10), present::dayStart(*heat, 11)) < 1);
    QCOMPARE(present::missingIn(row, 3), QStringList{"2026-07-11 14:00 UTC to 2026-07-11 15:00 UTC, 1 hour"});
    QVERIFY(present::shareOf(*heat, row, heat->until, heat->until + base::kHour) < 0);
    QVERIFY(bodyOf<Table>(page, 2)); // the gaps with their hours
}

void TestPresentPages::aSourceIsShownByTheMonth() {
    const auto data = sample::fullData();
    const auto coverage = present::coveragePage(data);
    const auto* heat = bodyOf<present::Heat>(coverage, 0);
    const auto page = present::buildPlace(heat->rows[0].place, data, nullptr);
    QVERIFY(page.has_value());
    QCOMPARE(page->sections.size(), 3U);
    QCOMPARE(page->sections[1].title, QString("2026-08"));
    QVERIFY(bodyOf<present::Heat>(*page, 1)->isByHour);
    QCOMPARE(present::daysOf(*bodyOf<present::Heat>(*page, 1)), 31);
}

void TestPresentPages::filtersAskForTags() {
    const auto data = sample::fullData();
    const auto page = present::gapsPage(data);
    const auto* table = bodyOf<Table>(page, 0);
    QStringList keys;
    for (const auto& filter : table->filters)
        keys << filter.key;
    QCOMPARE(keys, (QStringList{"status", "severity"})); // of one framework there is no choice
    const QString text = present::withTag("breach status:stale", "status", "exceptions");
    QCOMPARE(text, QString("breach status:exceptions"));
    QCOMPARE(present::tagIn(text, "status"), QString("exceptions"));
    const auto found = present::found(page, text);
    QCOMPARE(bodyOf<Table>(found, 0)->rows.size(), 1U);
    QCOMPARE(present::withTag(text, "status", {}), QString("breach"));
}

void TestPresentPages::sourcesCountWhatWasReadAndRejected() {
    const auto page = present::sourcesPage(sample::fullData());
    QCOMPARE(page.sections.size(), 3U);
    const auto* files = bodyOf<Table>(page, 1);
    QVERIFY(files->rows[0].detail.join('\n').contains("90,010 read = 90,000 kept + 9 known already + 1 rejected"));
    const auto* rejects = bodyOf<Table>(page, 2);
    QCOMPARE(rejects->rows[0].cells[2].text, QString("It is no complete JSON object."));
}

void TestPresentPages::reportsSayWhatLeftTheVault() {
    const auto page = present::reportsPage(sample::fullData());
    QCOMPARE(bodyOf<Table>(page, 0)->rows.size(), 2U);
    const auto* exports = bodyOf<Table>(page, 1);
    QCOMPARE(exports->rows[0].cells[1].text, QString("evidence-pack.pdf"));
    QCOMPARE(exports->rows[0].cells[2].text, QString("masked"));
}

void TestPresentPages::aRecordShowsItsBytesAndItsProof() {
    model::Trail trail;
    trail.record = {7};
    trail.kind = "event";
    trail.source = "aws-cloudtrail";
    trail.fields = {{"action", "StopLogging"}, {"target", ""}};
    trail.raw = "{\n\t\"eventName\": \"StopLogging\"\x1b[2J\n}";
    trail.steps = {{"trail.leaf", "aa", true}, {"trail.file-root", "bb", false}};
    trail.proofs.resize(2);
    const auto page = present::recordPage(sample::fullData(), trail);
    QVERIFY(page.lead.contains("NOT as it was"));
    QString raw;
    for (const auto& section : page.sections)
        if (const auto* text = std::get_if<present::Text>(&section.body)) raw = text->text;
    QCOMPARE(raw.count('\n'), 2); // lines stay, control characters go
    QVERIFY(!raw.contains(QChar(0x1b)));
    const auto* steps = bodyOf<Table>(page, page.sections.size() - 1);
    QCOMPARE(steps->rows[0].cells[0].text, QString("✓ holds"));
    QCOMPARE(steps->rows[1].cells[0].tone, present::Tone::Bad);
}

void TestPresentPages::everyPageStandsOnAnEmptyVault_data() {
    QTest::addColumn<QString>("page");
    for (const auto& entry : present::pageEntries())
        QTest::newRow(entry.id) << QString(entry.id);
}

void TestPresentPages::everyPageStandsOnAnEmptyVault() {
    QFETCH(QString, page);
    const auto built = present::buildPlace({page, {}}, sample::emptyData(), nullptr);
    QVERIFY(built.has_value());
    QVERIFY(!built->sections.empty());
    QVERIFY(std::any_of(built->sections.begin(), built->sections.end(), [](const auto& section) {
        return std::holds_alternative<present::Notice>(section.body);
    })); // what to do first
}

void TestPresentPages::placesThatAreNotThereAreRefused() {
    QCOMPARE(present::buildPlace({"laundry", {}}, sample::fullData(), nullptr).error().code,
             std::string("page-unknown"));
    QVERIFY(!present::buildPlace({"record", "7"}, sample::fullData(), nullptr)); // it needs the vault
}

void TestPresentPages::findingKeepsBranches() {
    const auto page = present::found(present::controlsPage(sample::fullData()), " PROTOKOLL ");
    const auto* table = bodyOf<Table>(page, 0);
    QCOMPARE(table->rows.size(), 4U);
    QVERIFY(bodyOf<Table>(present::found(page, "no such words"), 0)->rows.empty());
}

QTEST_GUILESS_MAIN(TestPresentPages)
#include "tst_present_pages.moc"
