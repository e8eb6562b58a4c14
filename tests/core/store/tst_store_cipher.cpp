// SQLite over encrypted files: it works as ever, nothing lies in clear, and what was changed does not open.
#include "store/CipherVfs.h"
#include "store/Statement.h"
#include "support/Forked.h"
#include "support/Must.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <QTemporaryDir>
#include <QtTest>
#include <sqlite3.h>

using namespace proofstead;
using store::Statement;
using test::must;

namespace {

constexpr const char* kKnown = "KNOWN-EVIDENCE";

std::string bytesOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

store::VaultKey newKey() {
    return {seal::Secret::random(32), "nora", false};
}

// A file with a header of no meaning, and connections to it.
class CipherCase {
public:
    CipherCase() { std::ofstream(path(), std::ios::binary) << std::string(store::kHeaderSize, 'h'); }

    std::string path(const char* suffix = "") const {
        return m_folder.filePath(QString("c#a%s?e.db") + suffix).toStdString();
    }
    const store::VaultKey& key() const { return m_key; }
    sqlite3* open(int flags = SQLITE_OPEN_READWRITE) const { return must(store::connectTo(path(), flags, m_key)); }
    // Every file of the folder that holds `text`.
    QStringList filesWith(const std::string& text) const {
        QStringList found;
        for (const auto& name : QDir(m_folder.path()).entryList(QDir::Files))
            if (bytesOf(m_folder.filePath(name).toStdString()).find(text) != std::string::npos) found << name;
        return found;
    }

private:
    QTemporaryDir m_folder;
    store::VaultKey m_key = newKey();
};

// A connection that closes with its block.
struct Connection {
    sqlite3* handle;
    explicit Connection(sqlite3* opened) : handle(opened) {}
    ~Connection() { sqlite3_close(handle); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    std::string ask(const std::string& sql) const {
        auto statement = Statement::prepare(handle, sql);
        if (!statement) return statement.error().code;
        const auto row = statement->step();
        if (!row) return row.error().code;
        return *row ? statement->string(0) : std::string();
    }
    void run(const std::string& sql) const {
        char* problem = nullptr;
        if (sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &problem) != SQLITE_OK)
            throw std::runtime_error(problem ? problem : "?");
    }
    void fill(int rows) const {
        run("CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b TEXT); CREATE INDEX i ON t(a);"
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < " +
            std::to_string(rows) + ") INSERT INTO t SELECT x, '" + kKnown +
            "' || (x * 7919 % 5003), hex(zeroblob(40)) || 'KNOWN-EVIDENCE' || x "
            "FROM n");
    }
};

} // namespace

class TestStoreCipher : public QObject {
    Q_OBJECT

private slots:
    void keepsATable_data();
    void keepsATable();
    void showsNothingInClear();
    void writesTemporaryFilesUnreadably();
    void readsBesideAWriter();
    void rollsBackFromTheJournal();
    void rollsBackAHotJournal();
    void opensWithItsKeyOnly();
    void noticesEveryFlippedBit();
    void noticesPagesThatChangedPlaces();
    void noticesWhatIsOfAnotherFile();
    void refusesPiecesOfPages_data();
    void refusesPiecesOfPages();
    void refusesPagesWithoutRoomForASeal();
    void mapsNoMemory();
    void replaysAWalAfterDying();
    void endsAWalWhereItIsTorn();
    void needsAKeyOfItsOwnToOpen();
};

void TestStoreCipher::keepsATable_data() {
    QTest::addColumn<QString>("mode");
    for (const char* mode : {"WAL", "DELETE", "TRUNCATE", "PERSIST", "MEMORY"})
        QTest::newRow(mode) << mode;
}

void TestStoreCipher::keepsATable() {
    QFETCH(QString, mode);
    CipherCase kept;
    {
        const Connection writer(kept.open());
        QCOMPARE(QString::fromStdString(writer.ask("PRAGMA journal_mode=" + mode.toStdString())).toUpper(), mode);
        writer.run("PRAGMA cache_size=20");
        writer.fill(5'000);
        writer.run("BEGIN; UPDATE t SET a = a || 'x' WHERE id % 3 = 0; SAVEPOINT s; UPDATE t SET a = 'gone'; "
                   "ROLLBACK TO s; COMMIT");
        writer.run("DELETE FROM t WHERE id % 2 = 0");
        writer.run("VACUUM");
        QCOMPARE(writer.ask("PRAGMA integrity_check"), std::string("ok"));
    }
    const Connection reader(kept.open(SQLITE_OPEN_READONLY));
    QCOMPARE(reader.ask("SELECT count(*) FROM t"), std::string("2500"));
    QCOMPARE(reader.ask("SELECT count(*) FROM t WHERE a LIKE '%x'"), std::string("833"));
    QCOMPARE(reader.ask("PRAGMA page_size"), std::string("8192"));
}

void TestStoreCipher::showsNothingInClear() {
    CipherCase kept;
    const auto nowhere = [&] { return kept.filesWith(kKnown).isEmpty() && kept.filesWith("SQLite format").isEmpty(); };
    {
        const Connection writer(kept.open());
        writer.run("PRAGMA journal_mode=WAL");
        writer.fill(2'000);
        QVERIFY(std::filesystem::file_size(kept.path("-wal")) > 100'000);
        QVERIFY(nowhere());
        writer.run("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE; PRAGMA cache_size=10; BEGIN; "
                   "UPDATE t SET b = b || 'KNOWN-EVIDENCE'");
        QVERIFY(std::filesystem::file_size(kept.path("-journal")) > 100'000);
        QVERIFY(nowhere());
        writer.run("ROLLBACK");
    }
    QVERIFY(nowhere());
}

// SQLite writes them where this names, and unlinks them at once: looked at through the descriptors of this process.
void TestStoreCipher::writesTemporaryFilesUnreadably() {
    CipherCase kept;
    const Connection writer(kept.open());
    writer.fill(3'000);
    writer.run("PRAGMA temp_store=FILE; PRAGMA cache_size=10; CREATE TEMP TABLE z AS SELECT * FROM t;"
               "BEGIN; UPDATE z SET b = b || 'KNOWN-EVIDENCE'; SAVEPOINT s; UPDATE z SET a = 'x' || a");
    int looked = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code problem;
        const auto target = std::filesystem::read_symlink(entry.path(), problem).string();
        if (problem || target.find("etilqs") == std::string::npos) continue;
        const auto bytes = bytesOf(entry.path());
        looked += bytes.size() > 10'000;
        QVERIFY2(bytes.find(kKnown) == std::string::npos, target.c_str());
    }
    QVERIFY(looked > 0);
    writer.run("ROLLBACK TO s; COMMIT");
    QCOMPARE(writer.ask("SELECT count(*) FROM z WHERE a LIKE 'x%'"), std::string("0"));
    QCOMPARE(writer.ask("SELECT count(*) FROM (SELECT b || a AS c FROM z ORDER BY 1 LIMIT 2000)"), std::string("2000"));
    QCOMPARE(writer.ask("PRAGMA temp.integrity_check"), std::string("ok"));
}

void TestStoreCipher::readsBesideAWriter() {
    CipherCase kept;
    const Connection writer(kept.open());
    writer.run("PRAGMA journal_mode=WAL");
    writer.fill(1'000);
    const Connection reader(kept.open(SQLITE_OPEN_READONLY));
    reader.run("BEGIN");
    QCOMPARE(reader.ask("SELECT count(*) FROM t"), std::string("1000"));
    writer.run("DELETE FROM t WHERE id > 500");
    writer.run("PRAGMA wal_checkpoint");
    const auto seenByAnother = [&] {
        const Connection other(kept.open(SQLITE_OPEN_READONLY));
        return other.ask("SELECT count(*) FROM t") == "500" ? 0 : 1;
    };
    QCOMPARE(reader.ask("SELECT count(*) FROM t"), std::string("1000"));
    QCOMPARE(test::inChild(seenByAnother), 0);
    reader.run("COMMIT");
    QCOMPARE(reader.ask("SELECT count(*) FROM t"), std::string("500"));
}

void TestStoreCipher::rollsBackFromTheJournal() {
    CipherCase kept;
    const Connection writer(kept.open());
    writer.fill(2'000);
    writer.run("PRAGMA cache_size=10; BEGIN; UPDATE t SET b = 'new'; ROLLBACK");
    QCOMPARE(writer.ask("SELECT count(*) FROM t WHERE b = 'new'"), std::string("0"));
    QCOMPARE(writer.ask("PRAGMA integrity_check"), std::string("ok"));
}

void TestStoreCipher::rollsBackAHotJournal() {
    CipherCase kept;
    {
        const Connection writer(kept.open());
        writer.fill(2'000);
    }
    const int died = test::inChild([&] {
        const Connection writer(kept.open());
        writer.run("PRAGMA cache_size=10; BEGIN; UPDATE t SET b = 'new'");
        return ::raise(SIGKILL);
    });
    QCOMPARE(died, -SIGKILL);
    QVERIFY(std::filesystem::file_size(kept.path("-journal")) > 0);
    const Connection later(kept.open());
    QCOMPARE(later.ask("SELECT count(*) FROM t WHERE b = 'new'"), std::string("0"));
    QCOMPARE(later.ask("PRAGMA integrity_check"), std::string("ok"));
}

void TestStoreCipher::opensWithItsKeyOnly() {
    CipherCase kept;
    Connection(kept.open()).fill(100);
    const Connection other(must(store::connectTo(kept.path(), SQLITE_OPEN_READWRITE, newKey())));
    QCOMPARE(other.ask("SELECT count(*) FROM t"), std::string("vault-damaged"));
}

// One bit in each stretch of the file, in turn; whoever reads everything stumbles over it.
void TestStoreCipher::noticesEveryFlippedBit() {
    CipherCase kept;
    Connection(kept.open()).fill(400);
    const auto whole = bytesOf(kept.path());
    int survivors = 0, flips = 0;
    for (std::size_t at = store::kHeaderSize; at < whole.size(); at += 509, ++flips) {
        // Four bytes at the end of a page are nobody's.
        if (at % 8192 >= 8192 - (store::kReservedBytes - seal::kWrapSize)) continue;
        auto changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ (1 << at % 8));
        std::ofstream(kept.path(), std::ios::binary) << changed;
        const Connection reader(kept.open(SQLITE_OPEN_READONLY));
        survivors += reader.ask("PRAGMA integrity_check") == "ok";
    }
    QVERIFY(flips > 100);
    QCOMPARE(survivors, 0);
}

void TestStoreCipher::noticesPagesThatChangedPlaces() {
    CipherCase kept;
    Connection(kept.open()).fill(1'000);
    auto bytes = bytesOf(kept.path());
    const auto third = bytes.begin() + store::kHeaderSize + 2 * 8192;
    std::swap_ranges(third, third + 8192, third + 8192);
    std::ofstream(kept.path(), std::ios::binary) << bytes;
    const Connection reader(kept.open(SQLITE_OPEN_READONLY));
    QVERIFY(reader.ask("PRAGMA integrity_check") != "ok");
    QCOMPARE(reader.ask("SELECT sum(length(a || b)) FROM t"), std::string("vault-damaged"));
}

// A page of the WAL put into the database: the same key, but another purpose.
void TestStoreCipher::noticesWhatIsOfAnotherFile() {
    CipherCase kept;
    std::string wal;
    {
        const Connection writer(kept.open());
        writer.run("PRAGMA journal_mode=WAL");
        writer.fill(100);
        wal = bytesOf(kept.path("-wal"));
    }
    auto bytes = bytesOf(kept.path());
    bytes.replace(store::kHeaderSize, 8192, wal.substr(60 + 52, 8192)); // page 1 as the first frame has it
    std::ofstream(kept.path(), std::ios::binary) << bytes;
    const Connection reader(kept.open(SQLITE_OPEN_READONLY));
    QCOMPARE(reader.ask("SELECT count(*) FROM t"), std::string("vault-damaged"));
}

void TestStoreCipher::refusesPiecesOfPages_data() {
    QTest::addColumn<bool>("wal");
    QTest::addColumn<int>("size");
    QTest::addColumn<qint64>("offset");
    QTest::addColumn<bool>("taken");
    QTest::newRow("a page of the database") << false << 8192 << qint64{8192} << true;
    QTest::newRow("half a page") << false << 4096 << qint64{8192} << false;
    QTest::newRow("a byte") << false << 1 << qint64{0} << false;
    QTest::newRow("a page off its place") << false << 8192 << qint64{100} << false;
    QTest::newRow("two pages at once") << false << 16384 << qint64{8192} << false;
    QTest::newRow("the head of a WAL") << true << 32 << qint64{0} << true;
    QTest::newRow("the head of a frame") << true << 24 << qint64{32} << true;
    QTest::newRow("the page of a frame") << true << 8192 << qint64{56} << true;
    QTest::newRow("half the page of a frame") << true << 4096 << qint64{56} << false;
    QTest::newRow("the rest of the page of a frame") << true << 4096 << qint64{56 + 4096} << false;
    QTest::newRow("a frame with its page") << true << 8216 << qint64{32} << false;
}

void TestStoreCipher::refusesPiecesOfPages() {
    QFETCH(bool, wal);
    QFETCH(int, size);
    QFETCH(qint64, offset);
    QFETCH(bool, taken);
    CipherCase kept;
    const Connection writer(kept.open());
    writer.run("PRAGMA journal_mode=WAL; CREATE TABLE t(a)");
    sqlite3_file* file = nullptr;
    sqlite3_file_control(writer.handle, "main", wal ? SQLITE_FCNTL_JOURNAL_POINTER : SQLITE_FCNTL_FILE_POINTER, &file);
    QVERIFY(file && file->pMethods);
    const auto before = bytesOf(kept.path(wal ? "-wal" : ""));
    const std::string bytes(static_cast<std::size_t>(size), 'K');
    const int code = file->pMethods->xWrite(file, bytes.data(), size, offset);
    QCOMPARE(code, taken ? SQLITE_OK : SQLITE_IOERR_WRITE);
    QVERIFY(kept.filesWith("KKKKKKKKKKKK").isEmpty());
    if (!taken) QCOMPARE(bytesOf(kept.path(wal ? "-wal" : "")) == before, true);
    if (taken) {
        std::string back(bytes.size(), '\0');
        QCOMPARE(file->pMethods->xRead(file, back.data(), size, offset), SQLITE_OK);
        QCOMPARE(back.substr(0, size == 8192 ? 8160 : bytes.size()),
                 bytes.substr(0, size == 8192 ? 8160 : bytes.size()));
    }
}

// A copy of a plain database, page by page, would lose the end of every page to the seal.
void TestStoreCipher::refusesPagesWithoutRoomForASeal() {
    CipherCase kept, other;
    const auto plainPath = other.path("plain");
    const Connection plain(must(store::connectTo(plainPath, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, {})));
    plain.run("PRAGMA page_size=8192; CREATE TABLE t(a); INSERT INTO t VALUES('KNOWN-EVIDENCE')");
    const Connection target(kept.open());
    auto* copy = sqlite3_backup_init(target.handle, "main", plain.handle, "main");
    sqlite3_backup_step(copy, -1);
    QVERIFY(sqlite3_backup_finish(copy) != SQLITE_OK);
    QVERIFY(kept.filesWith(kKnown).isEmpty());
}

void TestStoreCipher::mapsNoMemory() {
    CipherCase kept;
    const Connection writer(kept.open());
    writer.run("PRAGMA mmap_size=1000000000");
    writer.fill(1'000);
    QCOMPARE(writer.ask("SELECT count(*) FROM t"), std::string("1000"));
    sqlite3_file* file = nullptr;
    sqlite3_file_control(writer.handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    QCOMPARE(file->pMethods->iVersion, 2);
}

void TestStoreCipher::replaysAWalAfterDying() {
    CipherCase kept;
    const int died = test::inChild([&] {
        const Connection writer(kept.open());
        writer.run("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0");
        writer.fill(1'000);
        writer.run("PRAGMA cache_size=10; BEGIN; UPDATE t SET b = 'lost'"); // frames without a commit
        ::_exit(7);
        return 0;
    });
    QCOMPARE(died, 7);
    QVERIFY(kept.filesWith(kKnown).isEmpty());
    const Connection later(kept.open());
    QCOMPARE(later.ask("SELECT count(*) FROM t WHERE b <> 'lost'"), std::string("1000"));
    QCOMPARE(later.ask("PRAGMA integrity_check"), std::string("ok"));
}

// What was committed before the tear is there, nothing of what came behind, and no page is half one and half the other.
void TestStoreCipher::endsAWalWhereItIsTorn() {
    CipherCase kept;
    test::inChild([&] {
        const Connection writer(kept.open());
        writer.run("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; CREATE TABLE t(a)");
        for (int i = 0; i < 30; ++i)
            writer.run("INSERT INTO t VALUES(hex(zeroblob(3000)))");
        ::_exit(0);
        return 0;
    });
    const auto database = bytesOf(kept.path()), wal = bytesOf(kept.path("-wal"));
    int before = 31;
    for (std::size_t cut = wal.size(); cut > 9'500; cut -= 9'001) {
        auto torn = wal;
        std::fill(torn.begin() + static_cast<std::ptrdiff_t>(cut) - 1'500,
                  torn.begin() + static_cast<std::ptrdiff_t>(cut), 'x');
        std::ofstream(kept.path(), std::ios::binary) << database;
        std::ofstream(kept.path("-wal"), std::ios::binary) << torn;
        std::filesystem::remove(kept.path("-shm"));
        const Connection later(kept.open());
        const auto answer = later.ask("SELECT count(*) FROM t");
        const int rows = answer == "vault-error" ? 0 : std::stoi(answer); // before the table was
        QVERIFY(rows <= before);
        before = rows;
        QCOMPARE(later.ask("PRAGMA integrity_check"), std::string("ok"));
    }
    QVERIFY(before < 3);
}

void TestStoreCipher::needsAKeyOfItsOwnToOpen() {
    CipherCase kept;
    sqlite3* without = nullptr;
    Connection(kept.open()).fill(1);
    QCOMPARE(sqlite3_open_v2(kept.path().c_str(), &without, SQLITE_OPEN_READWRITE, "proofstead"), SQLITE_CANTOPEN);
    sqlite3_close(without);
}

QTEST_APPLESS_MAIN(TestStoreCipher)
#include "tst_store_cipher.moc"
