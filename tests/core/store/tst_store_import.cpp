// The way evidence gets into a vault: what counts as known, what is taken back, and that counts equal a recount.
#include "store/Fingerprints.h"
#include "store/FingerprintSet.h"
#include "support/StoreCase.h"

#include <QtTest>

using namespace proofstead;
using base::kDay;
using base::kHour;
using store::EventVerdict;
using store::ImportWriter;
using test::asked;
using test::kStart;
using test::MadeEvent;
using test::must;
using test::StoreCase;

namespace {

std::vector<MadeEvent> twoDays() {
    std::vector<MadeEvent> events;
    const char* const actors[] = {"nora", "omar", ""};
    for (int i = 0; i < 200; ++i) {
        MadeEvent event{"id-" + std::to_string(i), kStart + i * 13 * base::kMinute};
        event.actor = actors[i % 3];
        event.action = i % 5 == 0 ? "StopLogging" : "RunInstances";
        event.failed = i % 7 == 0;
        event.environment = i % 2 ? "111122223333" : "444455556666";
        events.push_back(event);
    }
    return events;
}

} // namespace

class TestStoreImport : public QObject {
    Q_OBJECT

private slots:
    void countsEqualARecount_data();
    void countsEqualARecount();
    void countsNegativeTimesInTheirHour();
    void theSameRecordIsKnown();
    void theSameIdWithOtherContentIsFlagged();
    void droppingAFileTakesBackItsFlags();
    void idlessRecordsAreKnownWithinAFileOnly();
    void aFileIsKnownByItsDigest();
    void droppingAFileLeavesNothing();
    void abandoningLeavesNothing();
    void aWriterThatIsGoneLeavesNothing();
    void environmentIsThatOfAllItsEvents();
    void syncsAgainAfterAnImport_data();
    void syncsAgainAfterAnImport();
    void fingerprintsAreFoundAgain();
};

void TestStoreImport::countsEqualARecount_data() {
    QTest::addColumn<int>("files");
    QTest::addColumn<bool>("commitInside");
    QTest::newRow("one file") << 1 << false;
    QTest::newRow("one file in many batches") << 1 << true;
    QTest::newRow("several files of one import") << 7 << false;
    QTest::newRow("several files in many batches") << 7 << true;
}

void TestStoreImport::countsEqualARecount() {
    QFETCH(int, files);
    QFETCH(bool, commitInside);
    StoreCase counted;
    const auto events = twoDays();
    {
        auto writer = must(ImportWriter::begin(counted.vault(), "tester"));
        for (int i = 0; i < files; ++i) {
            const auto first = events.begin() + i * 200 / files, last = events.begin() + (i + 1) * 200 / files;
            auto totals = counted.fill(writer, "file" + std::to_string(i), {first, last});
            if (commitInside) must(writer.commit());
            must(writer.closeFile(totals));
        }
        must(writer.finish());
    }
    counted.import("again", {events.begin(), events.begin() + 50});
    QCOMPARE(asked(counted.vault(), "SELECT count(*) FROM event"), 200);
    QCOMPARE(asked(counted.vault(), "SELECT sum(events) FROM coverage_hour"), 200);
    QCOMPARE(asked(counted.vault(), "SELECT sum(failures) FROM usage_day"), 29);
    QCOMPARE(test::rollupDifferences(counted.vault()), 0);
}

void TestStoreImport::countsNegativeTimesInTheirHour() {
    StoreCase early;
    early.import("first", {{"a", -1}, {"b", -kHour}, {"c", -kHour - 1}});
    QCOMPARE(asked(early.vault(), "SELECT events FROM coverage_hour WHERE hour = -3600000"), 2);
    QCOMPARE(asked(early.vault(), "SELECT events FROM coverage_hour WHERE hour = -7200000"), 1);
    QCOMPARE(asked(early.vault(), "SELECT events FROM usage_day WHERE day = -86400000"), 3);
}

void TestStoreImport::theSameRecordIsKnown() {
    StoreCase twice;
    twice.import("first", {{"a"}, {"b"}});
    auto writer = must(ImportWriter::begin(twice.vault(), "tester"));
    const auto totals = twice.fill(writer, "second", {{"b"}, {"c"}, {"c"}});
    QCOMPARE(totals.accepted, 1);
    QCOMPARE(totals.duplicate, 2);
    must(writer.closeFile(totals));
    must(writer.finish());
    QCOMPARE(asked(twice.vault(), "SELECT count(*) FROM event"), 3);
    QCOMPARE(asked(twice.vault(), "SELECT count(*) FROM event_origin o JOIN event e ON e.record_id = o.record_id "
                                  "WHERE e.native_id = 'b'"),
             2);
    QCOMPARE(asked(twice.vault(), "SELECT sum(flags) FROM event"), 0);
}

void TestStoreImport::theSameIdWithOtherContentIsFlagged() {
    StoreCase reused;
    reused.import("first", {{"a"}, {"b"}});
    MadeEvent other{"a"};
    other.content = 2;
    reused.import("second", {other, other, {"a"}});
    QCOMPARE(asked(reused.vault(), "SELECT count(*) FROM event WHERE native_id = 'a' AND flags = 1"), 2);
    QCOMPARE(asked(reused.vault(), "SELECT count(*) FROM event WHERE flags <> 0"), 2);
    QCOMPARE(asked(reused.vault(), "SELECT duplicate FROM evidence_file WHERE path = 'second'"), 2);
}

void TestStoreImport::droppingAFileTakesBackItsFlags() {
    StoreCase dropped;
    MadeEvent second{"b"}, third{"b"}, other{"a"};
    second.content = other.content = 2;
    third.content = 3;
    dropped.import("first", {{"a"}, {"b"}, second});
    {
        auto writer = must(ImportWriter::begin(dropped.vault(), "tester"));
        dropped.fill(writer, "second", {other, third});
        must(writer.commit());
        QCOMPARE(dropped.number("SELECT count(*) FROM event_flag"), 3);
        QCOMPARE(asked(dropped.vault(), "SELECT count(*) FROM event WHERE flags = 1"),
                 2); // as long as the file is open
    }
    QCOMPARE(must(ImportWriter::abandonOpen(dropped.vault())), 1);
    QCOMPARE(asked(dropped.vault(), "SELECT count(*) FROM event WHERE native_id = 'a' AND flags = 0"), 1);
    QCOMPARE(asked(dropped.vault(), "SELECT count(*) FROM event WHERE native_id = 'b' AND flags = 1"), 2);
}

void TestStoreImport::idlessRecordsAreKnownWithinAFileOnly() {
    StoreCase idless;
    idless.import("first", {{""}, {""}});
    idless.import("second", {{""}});
    QCOMPARE(asked(idless.vault(), "SELECT count(*) FROM event"), 2);
    QCOMPARE(asked(idless.vault(), "SELECT sum(duplicate) FROM evidence_file"), 1);
    QCOMPARE(asked(idless.vault(), "SELECT count(*) FROM event WHERE flags <> 0"), 0);
}

void TestStoreImport::aFileIsKnownByItsDigest() {
    StoreCase known;
    known.import("first", {{"a"}});
    auto writer = must(ImportWriter::begin(known.vault(), "tester"));
    const auto digest = std::string(59, '0') + "first";
    QCOMPARE(must(writer.known(digest)).value().path, std::string("first"));
    QVERIFY(!must(writer.known(std::string(64, '0'))));
    QVERIFY(must(writer.knownSize(0)));
    QVERIFY(!must(writer.knownSize(1)));
    known.fill(writer, "open", {{"b"}});
    QVERIFY(!must(writer.known(std::string(60, '0') + "open")));
}

void TestStoreImport::droppingAFileLeavesNothing() {
    StoreCase dropped;
    auto writer = must(ImportWriter::begin(dropped.vault(), "tester"));
    must(writer.closeFile(dropped.fill(writer, "kept", {{"a"}, {"b", kStart + kHour}})));
    dropped.fill(writer, "gone", {{"b", kStart + kHour}, {"c", kStart + kDay}});
    must(writer.addReject({{}, "gone", 2, 3, 20, 1, "invalid-json", {}}));
    must(writer.commit());
    must(writer.dropFile());
    must(writer.closeFile(dropped.fill(writer, "later", {{"c", kStart + kDay}})));
    must(writer.finish());
    QCOMPARE(asked(dropped.vault(), "SELECT count(*) FROM event"), 3);
    QCOMPARE(asked(dropped.vault(), "SELECT count(*) FROM event_origin"), 3);
    QCOMPARE(test::rollupDifferences(dropped.vault()), 0);
    QCOMPARE(dropped.number("SELECT count(*) FROM reject_row"), 0);
    QCOMPARE(dropped.number("SELECT coalesce(sum(count), 0) FROM event_block"), 3);
    QCOMPARE(dropped.number("SELECT count(*) FROM block_data"), 2);
    QCOMPARE(dropped.number("SELECT count(*) FROM log_entry WHERE kind = 'custody'"), 2);
}

void TestStoreImport::abandoningLeavesNothing() {
    StoreCase abandoned;
    abandoned.import("first", {{"a"}});
    {
        auto writer = must(ImportWriter::begin(abandoned.vault(), "tester"));
        must(writer.closeFile(abandoned.fill(writer, "kept", {{"b", kStart + kHour}})));
        abandoned.fill(writer, "gone", {{"c", kStart + kDay}});
        must(writer.commit());
    }
    QCOMPARE(asked(abandoned.vault(), "SELECT count(*) FROM event"), 2);
    QCOMPARE(must(ImportWriter::abandonOpen(abandoned.vault())), 1);
    QCOMPARE(must(ImportWriter::abandonOpen(abandoned.vault())), 0);
    QCOMPARE(abandoned.number("SELECT coalesce(sum(count), 0) FROM event_block"), 2);
    QCOMPARE(abandoned.number("SELECT count(*) FROM file"), 2);
    QCOMPARE(abandoned.number("SELECT count(*) FROM import WHERE state = 'open'"), 0);
    QCOMPARE(asked(abandoned.vault(), "SELECT count(*) FROM coverage_hour"), 2);
    QCOMPARE(test::rollupDifferences(abandoned.vault()), 0);
    abandoned.import("again", {{"c", kStart + kDay}});
    QCOMPARE(asked(abandoned.vault(), "SELECT count(*) FROM event WHERE flags = 0"), 3);
}

void TestStoreImport::aWriterThatIsGoneLeavesNothing() {
    StoreCase gone;
    {
        auto writer = must(ImportWriter::begin(gone.vault(), "tester"));
        must(writer.closeFile(gone.fill(writer, "closed", {{"a"}})));
    }
    QCOMPARE(gone.number("SELECT count(*) FROM import"), 0);
    QCOMPARE(gone.number("SELECT count(*) FROM file"), 0);
    QCOMPARE(must(gone.vault().logSize()), 1);
}

void TestStoreImport::environmentIsThatOfAllItsEvents() {
    StoreCase mixed;
    MadeEvent elsewhere{"b"};
    elsewhere.environment = "444455556666";
    mixed.import("one", {{"a"}});
    mixed.import("both", {{"c"}, elsewhere});
    QCOMPARE(asked(mixed.vault(), "SELECT environment FROM evidence_file WHERE path = 'one'"), 111122223333);
    QCOMPARE(asked(mixed.vault(), "SELECT count(*) FROM evidence_file WHERE path = 'both' AND environment = ''"), 1);
}

void TestStoreImport::syncsAgainAfterAnImport_data() {
    QTest::addColumn<bool>("finished");
    QTest::newRow("that was finished") << true;
    QTest::newRow("that was given up") << false;
}

void TestStoreImport::syncsAgainAfterAnImport() {
    QFETCH(bool, finished);
    StoreCase synced;
    const auto full = synced.number("PRAGMA synchronous");
    {
        auto writer = must(ImportWriter::begin(synced.vault(), "tester"));
        QCOMPARE(synced.number("PRAGMA synchronous"), full - 1);
        if (finished) must(writer.finish());
    }
    QCOMPARE(synced.number("PRAGMA synchronous"), full);
    QCOMPARE(full, 2);
}

void TestStoreImport::fingerprintsAreFoundAgain() {
    store::FingerprintSet set;
    const auto found = [&](std::uint32_t tag) {
        QList<quint32> records;
        set.find(tag, [&](std::uint32_t record) {
            records << record;
            return false;
        });
        std::sort(records.begin(), records.end());
        return records;
    };
    for (std::uint32_t i = 1; i <= 5'000; ++i)
        set.add(i * 0x01000193U, i);
    set.add(7 * 0x01000193U, 9'000); // another record that looks alike
    QCOMPARE(set.size(), std::size_t{5'001});
    for (std::uint32_t i = 1; i <= 5'000; ++i)
        QCOMPARE(found(i * 0x01000193U), i == 7 ? (QList<quint32>{7, 9'000}) : QList<quint32>{i});
    QVERIFY(found(1).isEmpty());
    QVERIFY(found(0).isEmpty());
}

QTEST_APPLESS_MAIN(TestStoreImport)
#include "tst_store_import.moc"
