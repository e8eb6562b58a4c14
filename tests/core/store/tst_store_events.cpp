// Events as a long list: the order of ids, filters, rows on demand, the histogram.
#include "store/EventIndex.h"
#include "support/StoreCase.h"

#include <QTest>

using namespace proofstead;
using namespace proofstead::test;
using store::EventSort;

namespace {

std::vector<std::int64_t> idsOf(const store::Vault& vault, const store::EventQuery& query,
                                const store::EventOrder& order) {
    std::vector<std::int64_t> all;
    must(store::eventIds(vault, query, order, nullptr, [&](std::span<const std::int64_t> chunk) {
        all.insert(all.end(), chunk.begin(), chunk.end());
        return true;
    }));
    return all;
}

QString nativeIds(const store::Vault& vault, const std::vector<std::int64_t>& ids) {
    QStringList list;
    must(store::eventRows(vault, ids, {"event_id"}, [&](const std::vector<std::string>& row) {
        list << QString::fromStdString(row[0]);
        return true;
    }));
    return list.join(' ');
}

void fill(StoreCase& c) {
    c.import("first", {{"a", kStart + 3 * base::kHour, "StopInstances", "nora"},
                       {"b", kStart + 1 * base::kHour, "RunInstances", "arn:aws:iam::1:user/omar", true}});
    c.import("second", {{"c", kStart + 2 * base::kHour, "RunInstances", "nora"},
                        {"d", kStart + 2 * base::kHour, "DeleteTrail", "nora", true, 2, "999"}});
}

} // namespace

class TestStoreEvents : public QObject {
    Q_OBJECT

private slots:
    void idsComeInTheWantedOrder_data() {
        QTest::addColumn<int>("by");
        QTest::addColumn<bool>("descending");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, EventSort by, bool descending, const char* expected) {
            QTest::newRow(name) << static_cast<int>(by) << descending << expected;
        };
        row("oldest first", EventSort::Time, false, "b c d a");
        row("newest first", EventSort::Time, true, "a d c b");
        row("by action, then time", EventSort::Action, false, "d b c a");
        row("by action backwards", EventSort::Action, true, "a c b d");
        row("by actor, then time", EventSort::Actor, false, "b c d a");
        row("failures first", EventSort::Outcome, false, "b d c a");
        row("by source, then time", EventSort::Source, false, "b c d a");
    }
    void idsComeInTheWantedOrder() {
        QFETCH(int, by);
        QFETCH(bool, descending);
        StoreCase c;
        fill(c);
        QTEST(nativeIds(c.vault(), idsOf(c.vault(), {}, {static_cast<EventSort>(by), descending})), "expected");
    }

    void filtersFindWhatListingFinds_data() {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("expected");
        QTest::newRow("an action") << "action"
                                   << "RunInstances"
                                   << "b c";
        QTest::newRow("an action with a wildcard, whatever its case") << "action"
                                                                      << "*instances"
                                                                      << "b c a";
        QTest::newRow("an action that nobody took") << "action"
                                                    << "Dance"
                                                    << "";
        QTest::newRow("an actor by the end of the name") << "actor"
                                                         << "omar"
                                                         << "b";
        QTest::newRow("an actor by a wildcard") << "actor"
                                                << "*user*"
                                                << "b";
        QTest::newRow("failures") << "outcome"
                                  << "failure"
                                  << "b d";
        QTest::newRow("an outcome that does not exist") << "outcome"
                                                        << "perhaps"
                                                        << "";
        QTest::newRow("an account") << "environment"
                                    << "999"
                                    << "d";
        QTest::newRow("a source") << "source"
                                  << "aws-cloudtrail"
                                  << "b c d a";
        QTest::newRow("another source") << "source"
                                        << "okta"
                                        << "";
    }
    void filtersFindWhatListingFinds() {
        QFETCH(QString, field);
        QFETCH(QString, value);
        StoreCase c;
        fill(c);
        store::EventQuery query;
        (field == "action"    ? query.action
         : field == "actor"   ? query.actor
         : field == "outcome" ? query.outcome
         : field == "source"  ? query.source
                              : query.environment) = value.toStdString();
        QTEST(nativeIds(c.vault(), idsOf(c.vault(), query, {EventSort::Time, false})), "expected");
        QStringList listed;
        must(store::listEvents(c.vault(), query, {"event_id"}, [&](const std::vector<std::string>& row) {
            listed << QString::fromStdString(row[0]);
            return true;
        }));
        QTEST(listed.join(' '), "expected");
    }

    void timesBoundTheList() {
        StoreCase c;
        fill(c);
        store::EventQuery query;
        query.from = kStart + 2 * base::kHour;
        query.until = kStart + 3 * base::kHour;
        QCOMPARE(nativeIds(c.vault(), idsOf(c.vault(), query, {EventSort::Time, false})), QString("c d"));
    }

    void whatIsStillBeingReadIsNotShown() {
        StoreCase c;
        fill(c);
        auto writer = must(store::ImportWriter::begin(c.vault(), "tester"));
        StoreCase::fill(writer, "third", {{"e"}});
        QCOMPARE(idsOf(c.vault(), {}, {}).size(), 4U);
    }

    void rowsOfUnknownIdsAreLeftOut() {
        StoreCase c;
        fill(c);
        QCOMPARE(nativeIds(c.vault(), {4, 77, 1, 4}), QString("d a d"));
        QCOMPARE(nativeIds(c.vault(), {}), QString());
    }

    void theFirstChunkIsShort() {
        StoreCase c;
        std::vector<MadeEvent> many;
        for (int i = 0; i < 1'200; ++i)
            many.push_back({"e" + std::to_string(i), kStart + i});
        c.import("many", many);
        std::vector<std::size_t> sizes;
        must(store::eventIds(c.vault(), {}, {}, nullptr, [&](std::span<const std::int64_t> chunk) {
            sizes.push_back(chunk.size());
            return true;
        }));
        QCOMPARE(sizes, (std::vector<std::size_t>{500, 700}));
    }

    void aCancelledListEnds() {
        StoreCase c;
        std::vector<MadeEvent> many;
        for (int i = 0; i < 20'000; ++i)
            many.push_back({"e" + std::to_string(i), kStart + i});
        c.import("many", many);
        const std::atomic<bool> cancelled = true;
        QCOMPARE(codeOf(store::eventHistogram(c.vault(), {}, base::kHour, &cancelled)), std::string("cancelled"));
        QVERIFY(store::eventHistogram(c.vault(), {}, base::kHour).has_value());
    }

    void theHistogramCountsByBucket() {
        StoreCase c;
        fill(c);
        const auto bars = must(store::eventHistogram(c.vault(), {}, base::kHour));
        QCOMPARE(bars.size(), 3U);
        QCOMPARE(bars[1].from, kStart + 2 * base::kHour);
        QCOMPARE(bars[1].events, 2);
    }
};

QTEST_GUILESS_MAIN(TestStoreEvents)
#include "tst_store_events.moc"
