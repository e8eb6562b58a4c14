// Imports that end before they should: stopped, killed, without room. Closed files stay, and nothing is seen of the
// file at hand.
#include "support/Forked.h"
#include "support/ImportCase.h"

#include <QtTest>
#include <sqlite3.h>

using namespace proofstead;
using test::codeOf;
using test::ImportCase;
using test::inChild;
using test::manyRecords;
using test::must;
using test::record;
using test::records;

namespace {

constexpr int kSmallFiles = 500; // as many as are committed at once

// More than is committed at once, in few records: each has a long text.
QByteArray largeFile() {
    QByteArray content;
    const QByteArray pad(3 << 20, 'x');
    for (int i = 0; i < 24; ++i)
        content += manyRecords(1'000 + i, 1).front().replace("aws-cli", pad) + '\n';
    return content;
}

void fillFolder(const ImportCase& filled) {
    for (int i = 0; i < kSmallFiles; ++i)
        filled.put(QString("a%1.json").arg(i, 3, 10, QChar('0')), manyRecords(i, 1).front());
    filled.put("b.json", largeFile());
    filled.put("c.json", records(manyRecords(2'000, 10)));
}

bool isIn(const std::string& path, const char* name) {
    return QString::fromStdString(path).endsWith(name);
}

} // namespace

class TestIngestStops : public QObject {
    Q_OBJECT

    static ingest::ImportJob stoppingAt(const char* name, std::int64_t behind = 0) {
        ingest::ImportJob job;
        job.progress = [=, start = std::int64_t{-1}](const std::string& path, std::int64_t done, std::int64_t) mutable {
            if (!isIn(path, name)) return true;
            if (start < 0) start = done;
            return done - start < behind;
        };
        return job;
    }

private slots:
    void aKilledImportGoesOn();
    void anotherReaderSeesNoFileThatIsOpen();
    void aStoppedImportKeepsWhatIsClosed_data();
    void aStoppedImportKeepsWhatIsClosed();
    void aStopIsHeededBetweenKnownFiles();
    void aDroppedFileLeavesNoFlag();
    void aFullDiskEndsTheImport();
    void aFullDiskThatTheSystemReports();
    void aLockedVaultIsNotImportedInto();
    void batchesSpanFiles();
};

void TestIngestStops::aKilledImportGoesOn() {
    ImportCase whole, killed;
    fillFolder(whole);
    fillFolder(killed);
    whole.import();
    killed.close();
    const int ended = inChild([&] {
        killed.reopen();
        ingest::ImportJob job;
        std::int64_t start = -1;
        job.progress = [&](const std::string& path, std::int64_t done, std::int64_t) {
            if (isIn(path, "b.json") && start < 0) start = done;
            if (start < 0 || done - start <= (std::int64_t{68} << 20)) return true;
            // Reading runs ahead of writing: die once a part of the open file is committed.
            const auto reader = must(store::Vault::open(killed.path(), store::OpenMode::Read));
            auto rows =
                must(store::Statement::prepare(reader.handle(), "SELECT coalesce(sum(count), 0) FROM event_block"));
            if (must(rows.step()) && rows.integer(0) > kSmallFiles) ::raise(SIGKILL);
            return true;
        };
        (void)killed.tryImport(job);
        return 0;
    });
    QCOMPARE(ended, -SIGKILL);
    killed.reopen();
    QCOMPARE(killed.files().size(), std::size_t{kSmallFiles});
    QVERIFY(killed.number("SELECT coalesce(sum(count), 0) FROM event_block") >
            kSmallFiles); // some of the open file is there
    QCOMPARE(killed.seen("SELECT count(*) FROM event"), kSmallFiles);
    QCOMPARE(killed.seen("SELECT count(*) FROM event_origin"), kSmallFiles);
    QCOMPARE(killed.seen("SELECT sum(events) FROM coverage_hour"), kSmallFiles);
    QCOMPARE(test::rollupDifferences(killed.vault()), 0);
    QVERIFY(killed.rootsHold());
    const auto kept = killed.number("SELECT max(first_record) FROM event_block");
    const auto rest = killed.import();
    QCOMPARE(rest.accepted, 34);
    QCOMPARE(rest.files.size(), std::size_t{kSmallFiles + 2});
    QCOMPARE(killed.contents(), whole.contents());
    // What was committed of the open file was not read into the vault a second time.
    QCOMPARE(killed.number("SELECT count(*) FROM event_block WHERE first_record = " + std::to_string(kept)), 1);
    QCOMPARE(killed.number("SELECT count(*) FROM resume_mark"), 0);
    QCOMPARE(test::rollupDifferences(killed.vault()), 0);
    QVERIFY(killed.rootsHold());
}

void TestIngestStops::anotherReaderSeesNoFileThatIsOpen() {
    ImportCase open;
    open.put("a.json", records(manyRecords(0, 5)));
    open.put("b.json", largeFile());
    ingest::ImportJob job;
    std::int64_t most = 0, hours = 0, rows = 0;
    job.progress = [&](const std::string& path, std::int64_t, std::int64_t) {
        if (!isIn(path, "b.json")) return true;
        const auto reader = must(store::Vault::open(open.path(), store::OpenMode::Read));
        most = std::max(most, test::asked(reader, "SELECT count(*) FROM event"));
        hours = std::max(hours, test::asked(reader, "SELECT coalesce(sum(events), 0) FROM coverage_hour"));
        auto all = must(store::Statement::prepare(reader.handle(), "SELECT coalesce(sum(count), 0) FROM event_block"));
        if (must(all.step())) rows = std::max(rows, all.integer(0));
        return true;
    };
    must(open.tryImport(job));
    QVERIFY(rows > 5);
    QCOMPARE(most, 5);
    QCOMPARE(hours, 5);
}

void TestIngestStops::aStoppedImportKeepsWhatIsClosed_data() {
    QTest::addColumn<int>("behind"); // MiB of the second file
    QTest::newRow("at the beginning of a file") << 0;
    QTest::newRow("within a file") << 10;
    QTest::newRow("behind a commit within a file") << 68;
}

void TestIngestStops::aStoppedImportKeepsWhatIsClosed() {
    QFETCH(int, behind);
    ImportCase stopped;
    stopped.put("a.json", records(manyRecords(0, 5)) + "{broken");
    stopped.put("b.json", "{broken\n" + largeFile());
    stopped.put("c.json", records(manyRecords(2'000, 5)));
    const auto report = must(stopped.tryImport(stoppingAt("b.json", std::int64_t{behind} << 20)));
    QVERIFY(report.cancelled);
    QCOMPARE(report.files.size(), std::size_t{1});
    QCOMPARE(report.rejectedCount, 1);
    QCOMPARE(report.rejected.size(), std::size_t{1});
    QCOMPARE(stopped.files().size(), std::size_t{1});
    QCOMPARE(stopped.seen("SELECT count(*) FROM event"), 5);
    QCOMPARE(stopped.seen("SELECT sum(events) FROM coverage_hour"), 5);
    QCOMPARE(test::rollupDifferences(stopped.vault()), 0);
    const auto rest = stopped.import();
    QVERIFY(!rest.cancelled);
    QCOMPARE(rest.accepted, 29);
    QCOMPARE(test::rollupDifferences(stopped.vault()), 0);
    QVERIFY(stopped.rootsHold());
}

void TestIngestStops::aStopIsHeededBetweenKnownFiles() {
    ImportCase known;
    for (const char* name : {"a.json", "b.json", "c.json"})
        known.put(name, record(name, "2026-01-05T01:00:00Z", "RunInstances"));
    known.import();
    const auto report = must(known.tryImport(stoppingAt("b.json")));
    QVERIFY(report.cancelled);
    QCOMPARE(report.files.size(), std::size_t{1});
}

void TestIngestStops::aDroppedFileLeavesNoFlag() {
    ImportCase dropped;
    dropped.put("a.json", record("e-1000", "2026-01-05T01:00:00Z", "Other"));
    dropped.import();
    dropped.put("b.json", largeFile());
    QVERIFY(must(dropped.tryImport(stoppingAt("b.json", 10 << 20))).cancelled);
    QCOMPARE(dropped.seen("SELECT flags FROM event"), 0);
    dropped.import();
    QCOMPARE(dropped.seen("SELECT count(*) FROM event WHERE flags = 1"), 2);
}

void TestIngestStops::aFullDiskEndsTheImport() {
    ImportCase full;
    full.put("a.json", records(manyRecords(0, 5)));
    full.import();
    const auto before = full.state(), files = full.contents().join();
    full.put("b.json", records(manyRecords(5, 5'000)));
    const auto pages = full.number("PRAGMA page_count");
    QCOMPARE(full.number(fmt::format("PRAGMA max_page_count={}", pages + 4)), pages + 4);
    const auto done = full.tryImport({});
    QCOMPARE(codeOf(done), std::string("disk-full"));
    QVERIFY(QString::fromStdString(done.error().where.back()).endsWith("in/b.json"));
    QCOMPARE(full.state(), before);
    QCOMPARE(full.contents().join(), files);
    (void)full.number("PRAGMA max_page_count=1000000");
    QCOMPARE(full.import().accepted, 5'000);
    QCOMPARE(test::rollupDifferences(full.vault()), 0);
}

void TestIngestStops::aFullDiskThatTheSystemReports() {
    ImportCase full;
    full.put("a.json", records(manyRecords(0, 5)));
    full.import();
    const auto before = full.state();
    full.put("b.json", records(manyRecords(5, 5'000)));
    full.close();
    const int ended = inChild([&] {
        full.reopen();
        test::limitFiles(512 << 10);
        const auto code = codeOf(full.tryImport({}));
        if (code != "disk-full") throw std::runtime_error(code);
        return full.state() == before ? 0 : 1;
    });
    QCOMPARE(ended, 0);
    full.reopen();
    QCOMPARE(full.state(), before);
    QCOMPARE(full.import().accepted, 5'000);
}

void TestIngestStops::aLockedVaultIsNotImportedInto() {
    ImportCase locked;
    locked.put("a.json", records(manyRecords(0, 5)));
    sqlite3* other = nullptr;
    sqlite3_open(locked.path().c_str(), &other);
    sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
    sqlite3_busy_timeout(locked.vault().handle(), 0);
    QCOMPARE(codeOf(locked.tryImport({})), std::string("vault-busy"));
    sqlite3_close(other);
    QCOMPARE(locked.import().accepted, 5);
}

void TestIngestStops::batchesSpanFiles() {
    ImportCase batches;
    const auto large = largeFile();
    batches.put("a.json", large.left(large.size() / 2));
    batches.put("b.json", large.mid(large.size() / 2));
    batches.put("c.json", record("e-1", "2026-01-05T01:00:00Z", "RunInstances"));
    ingest::ImportJob job;
    std::size_t committed = 0;
    job.progress = [&](const std::string& path, std::int64_t, std::int64_t) {
        if (isIn(path, "c.json"))
            committed =
                must(store::EvidenceStore(must(store::Vault::open(batches.path(), store::OpenMode::Read))).files())
                    .size();
        return true;
    };
    must(batches.tryImport(job));
    QCOMPARE(committed, std::size_t{2});
}

QTEST_APPLESS_MAIN(TestIngestStops)
#include "tst_ingest_stops.moc"
