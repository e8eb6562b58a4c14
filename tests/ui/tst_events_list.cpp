// The long list of events: filters as people type them, rows on demand, the model of the desktop, a search in the
// background.
#include "desktop/EventModel.h"
#include "present/EventList.h"
#include "support/StoreCase.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace proofstead;
using namespace proofstead::test;

namespace {

constexpr int kEvents = 1'500;

// Events one minute apart: "Delete" for every tenth, which fail.
void fill(StoreCase& c) {
    std::vector<MadeEvent> many;
    for (int i = 0; i < kEvents; ++i)
        many.push_back({"e" + std::to_string(i), kStart + i * base::kMinute, i % 10 ? "GetObject" : "DeleteObject",
                        "arn:aws:sts::1:assumed-role/ops/nora", i % 10 == 0});
    c.import("many", many);
}

std::unique_ptr<desktop::EventModel> modelOf(const StoreCase& c) {
    const auto path = QString::fromStdString(c.path());
    auto model = std::make_unique<desktop::EventModel>(must(present::EventList::open(path)), path);
    QSignalSpy finished(model.get(), &desktop::EventModel::finished);
    if (!model->isFinished()) finished.wait();
    return model;
}

} // namespace

class TestEventsList : public QObject {
    Q_OBJECT
private slots:
    void readsFiltersAsTyped_data();
    void readsFiltersAsTyped();
    void refusesWhatIsNoFilter_data();
    void refusesWhatIsNoFilter();
    void rowsComeWhenAskedFor();
    void growingRereadsTheUnfinishedBlock();
    void theModelHoldsAllRows();
    void theModelSortsAndFilters();
    void anOldSearchSaysNothingMore();
    void theHistogramHoldsEveryEvent();
    void aVaultThatWentAwayIsSaid();
};

void TestEventsList::readsFiltersAsTyped_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("actor");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<bool>("hasFrom");
    QTest::newRow("nothing") << ""
                             << ""
                             << ""
                             << "" << false;
    QTest::newRow("a bare word is part of an action") << "delete"
                                                      << "*delete*"
                                                      << ""
                                                      << "" << false;
    QTest::newRow("a wildcard stays as it is") << "Delete*"
                                               << "Delete*"
                                               << ""
                                               << "" << false;
    QTest::newRow("named parts") << "actor:nora outcome:failure from:2026-01-05"
                                 << ""
                                 << "nora"
                                 << "failure" << true;
    QTest::newRow("an ARN as actor") << "ACTOR:arn:aws:iam::1:user/x"
                                     << ""
                                     << "arn:aws:iam::1:user/x"
                                     << "" << false;
}

void TestEventsList::readsFiltersAsTyped() {
    QFETCH(QString, text);
    const auto query = must(present::parseEventQuery(text));
    QTEST(QString::fromStdString(query.action), "action");
    QTEST(QString::fromStdString(query.actor), "actor");
    QTEST(QString::fromStdString(query.outcome), "outcome");
    QTEST(query.from.has_value(), "hasFrom");
}

void TestEventsList::refusesWhatIsNoFilter_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("an unknown name") << "colour:red";
    QTest::newRow("a time that is none") << "from:yesterday";
}

void TestEventsList::refusesWhatIsNoFilter() {
    QFETCH(QString, text);
    QCOMPARE(codeOf(present::parseEventQuery(text)), std::string("filter-unreadable"));
}

void TestEventsList::rowsComeWhenAskedFor() {
    StoreCase c;
    fill(c);
    auto list = must(present::EventList::open(QString::fromStdString(c.path())));
    std::vector<std::int64_t> ids;
    for (int id = 1; id <= kEvents; ++id)
        ids.push_back(id);
    list.append(ids);
    QCOMPARE(list.size(), std::size_t(kEvents));
    QCOMPARE(list.row(0)[1].text, QString("DeleteObject"));
    QCOMPARE(list.row(0)[3].text, QString("✗ failed"));
    QCOMPARE(list.row(1'499)[0].text, QString("2026-01-06 00:59:00"));
    QCOMPARE(list.row(700)[2].text, QString("assumed-role/ops/nora"));
    for (std::size_t i = 0; i < list.size(); i += 7) // more blocks than are kept
        QCOMPARE(list.row(i).size(), present::EventList::columns().size());
}

void TestEventsList::growingRereadsTheUnfinishedBlock() {
    StoreCase c;
    fill(c);
    auto list = must(present::EventList::open(QString::fromStdString(c.path())));
    list.append(std::vector<std::int64_t>{1, 2});
    QCOMPARE(list.row(1).size(), present::EventList::columns().size());
    list.append(std::vector<std::int64_t>{3});
    QCOMPARE(list.row(2).size(), present::EventList::columns().size());
}

void TestEventsList::theModelHoldsAllRows() {
    StoreCase c;
    fill(c);
    const auto model = modelOf(c);
    QAbstractItemModelTester tester(model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model->rowCount(), kEvents);
    QCOMPARE(model->index(0, 0).data().toString(), QString("2026-01-06 00:59:00")); // newest first
    QCOMPARE(model->record(0), std::int64_t(kEvents));
    QCOMPARE(model->record(kEvents), std::int64_t(0));
}

void TestEventsList::theModelSortsAndFilters() {
    StoreCase c;
    fill(c);
    const auto model = modelOf(c);
    QAbstractItemModelTester tester(model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy finished(model.get(), &desktop::EventModel::finished);
    model->sort(1, Qt::AscendingOrder);
    QVERIFY(finished.wait());
    QCOMPARE(model->index(0, 1).data().toString(), QString("DeleteObject"));
    QCOMPARE(model->index(kEvents - 1, 1).data().toString(), QString("GetObject"));
    model->search(must(present::parseEventQuery("outcome:failure")));
    QVERIFY(finished.wait());
    QCOMPARE(model->rowCount(), kEvents / 10);
}

void TestEventsList::anOldSearchSaysNothingMore() {
    StoreCase c;
    fill(c);
    const auto model = modelOf(c);
    QSignalSpy finished(model.get(), &desktop::EventModel::finished);
    for (int i = 0; i < 20; ++i)
        model->search(must(present::parseEventQuery(i % 2 ? "Get" : "Delete")));
    QVERIFY(finished.wait());
    QCOMPARE(model->rowCount(), kEvents - kEvents / 10);
    QCOMPARE(finished.size(), 1);
}

void TestEventsList::theHistogramHoldsEveryEvent() {
    StoreCase c;
    fill(c);
    std::int64_t sum = 0;
    for (const auto& bar : modelOf(c)->histogram())
        sum += bar.events;
    QCOMPARE(sum, std::int64_t(kEvents));
}

void TestEventsList::aVaultThatWentAwayIsSaid() {
    present::EventSearch search(QStringLiteral("/nowhere/at-all.vault"), {}, {});
    QTRY_VERIFY(search.finished());
    QCOMPARE(search.error()->code, std::string("file-missing"));
}

QTEST_GUILESS_MAIN(TestEventsList)
#include "tst_events_list.moc"
