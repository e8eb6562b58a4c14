// Long imports write without a write-ahead log: what a kill leaves then, who may read meanwhile, and how it ends.
#include "support/Forked.h"
#include "support/StoreCase.h"

#include <QFileInfo>
#include <QTest>

#include <sqlite3.h>

using namespace proofstead;
using store::ImportWriter;
using store::OpenMode;
using store::Vault;
using test::asked;
using test::Kept;
using test::must;
using test::StoreCase;

namespace {

std::string journalMode(const Vault& vault) {
    auto statement = must(store::Statement::prepare(vault.handle(), "PRAGMA journal_mode"));
    return must(statement.step()) ? statement.string(0) : std::string();
}

qint64 sizeOf(const std::string& path) {
    return QFileInfo(QString::fromStdString(path)).size();
}

// One file committed, and much of another written that nobody committed.
[[noreturn]] void importAndDie(const StoreCase& kept) {
    auto vault = must(Vault::open(kept.path(), OpenMode::Write, kept.key()));
    auto writer = must(ImportWriter::begin(vault, "tester"));
    must(writer.closeFile(StoreCase::fill(writer, "a", {{"e-1"}, {"e-2"}})));
    must(writer.commit());
    if (journalMode(vault) != "delete") ::_exit(1);
    sqlite3_exec(vault.handle(), "PRAGMA cache_size=1", nullptr, nullptr, nullptr); // pages reach the file at once
    StoreCase::fill(writer, "b", {{"e-3"}});
    for (std::int64_t leaf = 0; leaf < 8; ++leaf)
        must(writer.addSegment({leaf, 1, 1, "", "", "", std::string(400'000, 'x')}));
    ::_exit(sizeOf(kept.path("-journal")) > 0 ? 0 : 2); // before anything is taken back
}

} // namespace

class TestStoreJournal : public QObject {
    Q_OBJECT

private slots:
    void aKillLeavesWhatWasCommitted_data() {
        QTest::addColumn<int>("kept");
        QTest::addColumn<int>("mode");
        for (const auto& [kept, name] : {std::pair{Kept::Plain, "plain"}, std::pair{Kept::Encrypted, "encrypted"}}) {
            QTest::addRow("a %s vault, opened for reading", name) << int(kept) << int(OpenMode::Read);
            QTest::addRow("a %s vault, opened for writing", name) << int(kept) << int(OpenMode::Write);
        }
    }

    void aKillLeavesWhatWasCommitted() {
        QFETCH(int, kept);
        QFETCH(int, mode);
        StoreCase killed(static_cast<Kept>(kept));
        killed.close();
        QCOMPARE(test::inChild([&]() -> int { importAndDie(killed); }), 0);
        QVERIFY(sizeOf(killed.path("-journal")) > 0);
        const auto vault = must(Vault::open(killed.path(), static_cast<OpenMode>(mode), killed.key()));
        QCOMPARE(asked(vault, "SELECT count(*) FROM event"), 2);
        QCOMPARE(asked(vault, "SELECT count(*) FROM evidence_file"), 1);
        auto whole = must(store::Statement::prepare(vault.handle(), "PRAGMA integrity_check(1)"));
        QVERIFY(must(whole.step()));
        QCOMPARE(whole.string(0), std::string("ok"));
        QCOMPARE(sizeOf(killed.path("-journal")), 0);
        QCOMPARE(journalMode(vault), std::string("wal"));
    }

    void theLogComesBack() {
        StoreCase ended;
        {
            auto writer = must(ImportWriter::begin(ended.vault(), "tester"));
            must(writer.closeFile(StoreCase::fill(writer, "a", {{"e-1"}})));
            must(writer.commit());
            QCOMPARE(journalMode(ended.vault()), std::string("delete"));
            // Between two batches anybody may read.
            QCOMPARE(asked(must(Vault::open(ended.path(), OpenMode::Read)), "SELECT count(*) FROM event"), 1);
            must(writer.closeFile(StoreCase::fill(writer, "b", {{"e-2"}})));
            must(writer.finish());
        }
        QCOMPARE(journalMode(ended.vault()), std::string("wal"));
        QVERIFY(!QFileInfo::exists(QString::fromStdString(ended.path("-journal"))));
        QCOMPARE(asked(ended.vault(), "SELECT count(*) FROM event"), 2);
    }

    void theLogStaysForWhoReads() {
        StoreCase read;
        read.import("a", {{"e-1"}});
        const auto reader = must(Vault::open(read.path(), OpenMode::Read));
        auto rows = must(store::Statement::prepare(reader.handle(), "SELECT count(*) FROM event_block"));
        QVERIFY(must(rows.step()));
        auto writer = must(ImportWriter::begin(read.vault(), "tester"));
        must(writer.closeFile(StoreCase::fill(writer, "b", {{"e-2"}})));
        must(writer.commit());
        QCOMPARE(journalMode(read.vault()), std::string("wal"));
        must(writer.finish());
        QCOMPARE(asked(read.vault(), "SELECT count(*) FROM event"), 2);
    }
};

QTEST_APPLESS_MAIN(TestStoreJournal)
#include "tst_store_journal.moc"
