// The process dies at the worst places of an import: what was committed is there afterwards, nothing of what was not,
// and going on gives the vault that an import in one go gives.
#include "base/Failpoint.h"
#include "support/Forked.h"
#include "support/ImportRows.h"
#include "trail/LogHead.h"
#include "trail/VaultCheck.h"

#include <QtTest>
#include <sqlite3.h>

using namespace proofstead;
using base::Failpoint;
using test::ImportCase;
using test::inChild;
using test::manyRecords;
using test::must;
using test::originRows;

Q_DECLARE_METATYPE(proofstead::base::Failpoint)

namespace {

// Small files, and one that takes two commits.
void fillFolder(const ImportCase& filled) {
    filled.put("a.json", test::records(manyRecords(0, 40)) + "{broken");
    QByteArray large = "{broken\n";
    const QByteArray pad(3 << 20, 'x');
    for (int i = 0; i < 26; ++i)
        large += manyRecords(i % 2 == 0 ? i : 1'000 + i, 1).front().replace("aws-cli", pad) + '\n';
    filled.put("b.jsonl", large);
    filled.put("c.csv", "time,user,action,id\n2026-01-05T01:00:00Z,nora,read,1\n2026-01-05T02:00:00Z,nora,read,2\n");
    filled.put("d.csv", "id,type,detected_at,title\nINC-1,security,2026-01-05T01:00:00Z,one\n");
    filled.put("e.jsonl.gz", test::gzip(manyRecords(20, 4'000).join('\n')));
}

// Imported in one go.
ImportCase& whole() {
    static ImportCase one;
    if (one.files().empty()) {
        fillFolder(one);
        one.import();
        must(trail::addCheckpoint(one.vault()));
    }
    return one;
}

QByteArrayList rejectsOf(ImportCase& of) {
    QByteArrayList list;
    auto rows = must(store::Statement::prepare(
        of.vault().handle(),
        "SELECT f.path, r.leaf, r.line, r.offset, r.length, r.reason FROM reject_row r JOIN file f ON f.id = r.file_id "
        "ORDER BY 1, 2"));
    while (must(rows.step()))
        list << QByteArray::fromStdString(rows.string(0) + ' ' + rows.string(1) + ' ' + rows.string(2) + ' ' +
                                          rows.string(3) + ' ' + rows.string(4) + ' ' + rows.string(5));
    return list;
}

// The default file system, except that the process dies at a write to a vault's main file, in the middle of it.
class DyingFiles {
public:
    static void install(int write) {
        s_left = write;
        s_default = sqlite3_vfs_find(nullptr);
        static sqlite3_vfs vfs;
        vfs = *s_default;
        vfs.zName = "dying";
        vfs.xOpen = open;
        sqlite3_vfs_register(&vfs, 1);
    }

private:
    static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
        const int code = s_default->xOpen(s_default, name, file, flags, out);
        if (code != SQLITE_OK || !(flags & SQLITE_OPEN_MAIN_DB)) return code;
        static sqlite3_io_methods methods;
        s_methods = file->pMethods;
        methods = *s_methods;
        methods.xWrite = write;
        file->pMethods = &methods;
        return code;
    }
    static int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
        const bool last = --s_left == 0;
        const int code = s_methods->xWrite(file, data, last ? size / 2 : size, offset);
        if (last) std::raise(SIGKILL);
        return code;
    }
    inline static int s_left = 0;
    inline static sqlite3_vfs* s_default = nullptr;
    inline static const sqlite3_io_methods* s_methods = nullptr;
};

} // namespace

class TestWorkspaceCrash : public QObject {
    Q_OBJECT

private slots:
    void goesOnBehindAnyPoint_data();
    void goesOnBehindAnyPoint();
    void goesOnBehindATornCheckpoint_data();
    void goesOnBehindATornCheckpoint();
    void diesAgainAndAgain();

private:
    static int importIn(ImportCase& into, const std::function<void()>& arm) {
        return inChild([&] {
            arm();
            into.reopen();
            must(into.tryImport({}));
            must(trail::addCheckpoint(into.vault()));
            into.close();
            return 0;
        });
    }
    static void compare(ImportCase& killed);
};

void TestWorkspaceCrash::compare(ImportCase& killed) {
    killed.reopen();
    QVERIFY(killed.rootsHold()); // of what is closed already
    QCOMPARE(test::rollupDifferences(killed.vault()), 0);
    killed.import();
    must(trail::addCheckpoint(killed.vault()));
    auto& reference = whole();
    auto mine = killed.contents(), other = reference.contents();
    std::sort(mine.begin(), mine.end());
    std::sort(other.begin(), other.end());
    QCOMPARE(mine, other);
    auto rows = originRows(killed), others = originRows(reference);
    std::sort(rows.begin(), rows.end());
    std::sort(others.begin(), others.end());
    QCOMPARE(rows, others);
    QCOMPARE(rejectsOf(killed), rejectsOf(reference));
    QCOMPARE(killed.seen("SELECT count(*) FROM event"), reference.seen("SELECT count(*) FROM event"));
    QCOMPARE(killed.number("SELECT count(*) FROM register_row"), reference.number("SELECT count(*) FROM register_row"));
    QCOMPARE(test::rollupDifferences(killed.vault()), 0);
    QCOMPARE(killed.number("SELECT count(*) FROM resume_mark"), 0);
    QCOMPARE(killed.number("SELECT count(*) FROM segment WHERE file_id NOT IN (SELECT id FROM file)"), 0);
    QVERIFY(killed.rootsHold());
    const auto checked = must(trail::checkVault(killed.vault()));
    QVERIFY2(checked.holds, checked.firstFailure() ? checked.firstFailure()->what.c_str() : "");
}

void TestWorkspaceCrash::goesOnBehindAnyPoint_data() {
    QTest::addColumn<Failpoint>("point");
    QTest::addColumn<int>("passing");
    QTest::newRow("the first batch is written") << Failpoint::SegmentWritten << 1;
    QTest::newRow("a batch in the middle of a file is written") << Failpoint::SegmentWritten << 12;
    QTest::newRow("a batch behind a commit is written") << Failpoint::SegmentWritten << 25;
    QTest::newRow("the first commit is due") << Failpoint::BeforeCommit << 1;
    QTest::newRow("the second commit is due") << Failpoint::BeforeCommit << 2;
    QTest::newRow("the commit that closes the last files is due") << Failpoint::BeforeCommit << 3;
    QTest::newRow("the import is about to be closed") << Failpoint::BeforeCommit << 4;
    QTest::newRow("the first commit is done") << Failpoint::AfterCommit << 1;
    QTest::newRow("the second commit is done") << Failpoint::AfterCommit << 2;
    QTest::newRow("the commit that closes the last files is done") << Failpoint::AfterCommit << 3;
    QTest::newRow("the first file is read") << Failpoint::BeforeClosing << 1;
    QTest::newRow("the large file is read") << Failpoint::BeforeClosing << 2;
    QTest::newRow("the last file is read") << Failpoint::BeforeClosing << 5;
    QTest::newRow("the first file is in the log only") << Failpoint::CustodyWritten << 1;
    QTest::newRow("the large file is in the log only") << Failpoint::CustodyWritten << 2;
    QTest::newRow("a register is in the log only") << Failpoint::CustodyWritten << 4;
    QTest::newRow("the large file is closed but marked") << Failpoint::ClosedInPart << 2;
    QTest::newRow("the head of the log is not signed") << Failpoint::BeforeCheckpoint << 1;
}

void TestWorkspaceCrash::goesOnBehindAnyPoint() {
    QFETCH(Failpoint, point);
    QFETCH(int, passing);
    ImportCase killed;
    fillFolder(killed);
    killed.close();
    QCOMPARE(importIn(killed, [&] { base::armFailpoint(point, passing); }), -SIGKILL);
    compare(killed);
}

void TestWorkspaceCrash::goesOnBehindATornCheckpoint_data() {
    QTest::addColumn<int>("write");
    QTest::newRow("at its first page") << 1;
    QTest::newRow("at its second page") << 2;
    QTest::newRow("further on") << 60;
}

void TestWorkspaceCrash::goesOnBehindATornCheckpoint() {
    QFETCH(int, write);
    ImportCase killed;
    fillFolder(killed);
    killed.close();
    QCOMPARE(importIn(killed, [&] { DyingFiles::install(write); }), -SIGKILL);
    compare(killed);
}

void TestWorkspaceCrash::diesAgainAndAgain() {
    ImportCase killed;
    fillFolder(killed);
    killed.close();
    for (const auto point : {Failpoint::AfterCommit, Failpoint::SegmentWritten, Failpoint::CustodyWritten,
                             Failpoint::BeforeCommit, Failpoint::BeforeCheckpoint})
        QCOMPARE(importIn(killed, [&] { base::armFailpoint(point, 1); }), -SIGKILL);
    compare(killed);
}

QTEST_APPLESS_MAIN(TestWorkspaceCrash)
#include "tst_workspace_crash.moc"
