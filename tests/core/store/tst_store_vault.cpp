// The vault's file: who may read it, who may write it, and what is no vault.
#include "support/Forked.h"
#include "support/StoreCase.h"

#include <filesystem>
#include <fstream>
#include <QtTest>
#include <sqlite3.h>
#include <sys/stat.h>

using namespace proofstead;
using store::OpenMode;
using store::Vault;
using test::codeOf;
using test::must;
using test::StoreCase;

namespace {

int modeOf(const std::string& path) {
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0 ? static_cast<int>(info.st_mode & 0777U) : -1;
}

void write(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

using Change = std::function<void(const std::string&)>;

} // namespace
Q_DECLARE_METATYPE(Change)

class TestStoreVault : public QObject {
    Q_OBJECT

private slots:
    void isItsOwnersAlone();
    void keepsWhatItIsTold();
    void nestsTransactions();
    void numbersItsLog();
    void refusesASecondWriter();
    void forgetsAWriterThatDied();
    void isReadWhileItIsWritten();
    void refusesToWriteWhenOpenForReading();
    void refusesWhatItCannotOpen_data();
    void refusesWhatItCannotOpen();
    void saysWhichFormatItReads();
    void neverOverwrites();
    void needsPermission();
    void needsRoom();
    void leavesNothingWhenItCannotBeCreated();
};

void TestStoreVault::isItsOwnersAlone() {
    const auto before = ::umask(0);
    {
        StoreCase open;
        open.import("first", {{"a"}});
        for (const char* suffix : {"", "-wal", "-shm", "-lock"})
            QCOMPARE(modeOf(open.path(suffix)), 0600);
        const auto reader = must(Vault::open(open.path(), OpenMode::Read));
        open.reopen();
        for (const char* suffix : {"", "-wal", "-shm", "-lock"})
            QVERIFY(modeOf(open.path(suffix)) == 0600 || modeOf(open.path(suffix)) == -1);
        open.close();
        QCOMPARE(modeOf(open.path("-lock")), -1);
    }
    ::umask(before);
}

void TestStoreVault::keepsWhatItIsTold() {
    StoreCase kept;
    must(kept.vault().setSetting("scope", "{}"));
    must(kept.vault().setSetting("scope", "{\"organisation\":\"A\"}"));
    must(kept.vault().keepContent("digest", "content", "id", std::string(100'000, 'x')));
    must(kept.vault().addRun("r1", 1, "{\"id\":\"r1\"}"));
    must(kept.vault().addRun("r2", 2, "{\"id\":\"r2\"}"));
    const auto uuid = kept.vault().uuid();
    kept.reopen();
    QCOMPARE(kept.vault().uuid(), uuid);
    QCOMPARE(kept.vault().origin(), "proofstead/" + uuid);
    QCOMPARE(must(kept.vault().setting("scope")), std::string("{\"organisation\":\"A\"}"));
    QCOMPARE(must(kept.vault().setting("other")), std::string());
    QCOMPARE(must(kept.vault().content("digest")).value().size(), std::size_t{100'000});
    QVERIFY(!must(kept.vault().content("other")));
    QCOMPARE(must(kept.vault().run("latest")).value(), std::string("{\"id\":\"r2\"}"));
    QCOMPARE(must(kept.vault().run("r1")).value(), std::string("{\"id\":\"r1\"}"));
    QVERIFY(!must(kept.vault().run("r3")));
    QCOMPARE(must(kept.vault().runIds()), (std::vector<std::string>{"r1", "r2"}));
}

void TestStoreVault::nestsTransactions() {
    StoreCase nested;
    auto& vault = nested.vault();
    must(vault.begin());
    must(vault.begin());
    must(vault.setSetting("a", "1"));
    must(vault.commit());
    vault.rollback();
    QCOMPARE(must(vault.setting("a")), std::string());
    must(vault.begin());
    must(vault.setSetting("a", "2"));
    must(vault.commit());
    vault.rollback();
    QCOMPARE(must(vault.setting("a")), std::string("2"));
}

void TestStoreVault::numbersItsLog() {
    StoreCase logged;
    auto& vault = logged.vault();
    QCOMPARE(must(vault.append("scope", "nora", {{"b", 1}, {"a", 2}})), 1);
    const auto log = must(vault.log());
    QCOMPARE(log.size(), std::size_t{2});
    QCOMPARE(log[0].kind, std::string("vault-created"));
    QCOMPARE(log[1].actor, std::string("nora"));
    QVERIFY(log[1].body.find("{\"a\":2,\"b\":1}") != std::string::npos);
    QCOMPARE(must(vault.log(1)).size(), std::size_t{1});
    QCOMPARE(must(vault.logLeaves(1)).size(), std::size_t{1});
    QCOMPARE(must(vault.logLeaves(9)).back().size(), std::size_t{32});
}

void TestStoreVault::refusesASecondWriter() {
    StoreCase first;
    const auto second = Vault::open(first.path(), OpenMode::Write);
    QCOMPARE(codeOf(second), std::string("vault-in-use"));
    const auto detail = QString::fromStdString(second.error().detail);
    QVERIFY2(detail.startsWith(QString("pid %1 on ").arg(::getpid())), qPrintable(detail));
    QCOMPARE(second.error().where, std::vector<std::string>{first.path()});
    const int other =
        test::inChild([&] { return codeOf(Vault::open(first.path(), OpenMode::Write)) == "vault-in-use" ? 0 : 1; });
    QCOMPARE(other, 0);
    first.close();
    QVERIFY(Vault::open(first.path(), OpenMode::Write));
}

void TestStoreVault::forgetsAWriterThatDied() {
    StoreCase vault;
    vault.close();
    const int ended = test::inChild([&] {
        auto writer = must(Vault::open(vault.path(), OpenMode::Write));
        must(writer.setSetting("a", "kept"));
        must(writer.begin());
        must(writer.setSetting("a", "lost"));
        return ::raise(SIGKILL);
    });
    QCOMPARE(ended, -SIGKILL);
    QCOMPARE(modeOf(vault.path("-lock")), 0600);
    vault.reopen();
    QCOMPARE(must(vault.vault().setting("a")), std::string("kept"));
}

void TestStoreVault::isReadWhileItIsWritten() {
    StoreCase written;
    must(written.vault().setSetting("a", "before"));
    const auto reader = must(Vault::open(written.path(), OpenMode::Read));
    must(written.vault().begin());
    must(written.vault().setSetting("a", "after"));
    QCOMPARE(must(reader.setting("a")), std::string("before"));
    QCOMPARE(must(must(Vault::open(written.path(), OpenMode::Read)).setting("a")), std::string("before"));
    must(written.vault().commit());
    QCOMPARE(must(reader.setting("a")), std::string("after"));
}

void TestStoreVault::refusesToWriteWhenOpenForReading() {
    StoreCase read;
    auto reader = must(Vault::open(read.path(), OpenMode::Read));
    QCOMPARE(codeOf(reader.setSetting("a", "1")), std::string("permission-denied"));
    QCOMPARE(codeOf(store::ImportWriter::begin(reader, "tester")), std::string("permission-denied"));
}

void TestStoreVault::refusesWhatItCannotOpen_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("code");
    namespace fs = std::filesystem;
    const auto row = [](const char* name, const char* code, Change change) {
        QTest::newRow(name) << std::move(change) << QByteArray(code);
    };
    row("no file", "file-missing", [](const auto& path) { fs::remove(path); });
    row("a folder", "not-a-vault", [](const auto& path) { fs::remove(path), fs::create_directory(path); });
    row("an empty file", "not-a-vault", [](const auto& path) { write(path, ""); });
    row("a short text", "not-a-vault", [](const auto& path) { write(path, "hello"); });
    row("a long text", "not-a-vault", [](const auto& path) { write(path, std::string(50'000, 'x')); });
    row("another SQLite file", "not-a-vault", [](const auto& path) {
        fs::remove(path);
        sqlite3* other = nullptr;
        sqlite3_open(path.c_str(), &other);
        sqlite3_exec(other, "CREATE TABLE meta(name, value)", nullptr, nullptr, nullptr);
        sqlite3_close(other);
    });
    row("a vault cut in its first page", "vault-damaged", [](const auto& path) { fs::resize_file(path, 4'000); });
    row("a vault cut behind its first page", "vault-damaged", [](const auto& path) { fs::resize_file(path, 8'192); });
    row("a vault cut in its middle", "vault-damaged",
        [](const auto& path) { fs::resize_file(path, fs::file_size(path) / 2); });
    row("a vault of a later format", "vault-newer", [](const auto& path) {
        sqlite3* later = nullptr;
        sqlite3_open(path.c_str(), &later);
        sqlite3_exec(later, "PRAGMA user_version=999", nullptr, nullptr, nullptr);
        sqlite3_close(later);
    });
}

void TestStoreVault::refusesWhatItCannotOpen() {
    QFETCH(Change, change);
    QFETCH(QByteArray, code);
    for (const auto mode : {OpenMode::Read, OpenMode::Write}) {
        StoreCase broken;
        broken.import("first", {{"a"}});
        broken.close();
        change(broken.path());
        QCOMPARE(QByteArray::fromStdString(codeOf(Vault::open(broken.path(), mode))), code);
        QCOMPARE(modeOf(broken.path("-lock")), -1);
    }
}

void TestStoreVault::saysWhichFormatItReads() {
    StoreCase later;
    sqlite3_exec(later.vault().handle(), "PRAGMA user_version=7", nullptr, nullptr, nullptr);
    later.close();
    const auto opened = Vault::open(later.path(), OpenMode::Read);
    QCOMPARE(opened.error().detail, std::string("format 7 (this program reads up to 1)"));
    QCOMPARE(opened.error().where, std::vector<std::string>{later.path()});
}

void TestStoreVault::neverOverwrites() {
    StoreCase there;
    QCOMPARE(codeOf(Vault::create(there.path(), "tester")), std::string("vault-exists"));
    there.close();
    write(there.path(), "a letter");
    QCOMPARE(codeOf(Vault::create(there.path(), "tester")), std::string("vault-exists"));
    QCOMPARE(std::filesystem::file_size(there.path()), std::uintmax_t{8});
}

void TestStoreVault::needsPermission() {
    StoreCase locked;
    locked.close();
    const auto folder = locked.folder().toStdString();
    ::chmod(folder.c_str(), 0755);
    const auto openedAs = [&](OpenMode mode) {
        return test::inChild([&] {
            if (!test::becomeNobody()) return 77;
            return codeOf(Vault::open(locked.path(), mode)) == "permission-denied" ? 0 : 1;
        });
    };
    const int denied = openedAs(OpenMode::Read);
    if (denied == 77 || ::geteuid() != 0) QSKIP("needs another user to be");
    QCOMPARE(denied, 0);
    QCOMPARE(openedAs(OpenMode::Write), 0);
    ::chmod(locked.path().c_str(), 0444);
    QCOMPARE(openedAs(OpenMode::Write), 0);
}

void TestStoreVault::needsRoom() {
    StoreCase full;
    sqlite3_exec(full.vault().handle(), "PRAGMA max_page_count=60", nullptr, nullptr, nullptr);
    QCOMPARE(codeOf(full.vault().setSetting("a", std::string(1 << 20, 'x'))), std::string("disk-full"));
    QCOMPARE(must(full.vault().setting("a")), std::string());
    must(full.vault().setSetting("a", "small"));
    full.close();
    const int limited = test::inChild([&] {
        auto vault = must(Vault::open(full.path(), OpenMode::Write));
        test::limitFiles(256 << 10);
        const auto code = codeOf(vault.setSetting("b", std::string(1 << 20, 'x')));
        if (code != "disk-full") throw std::runtime_error(code);
        return must(vault.setting("a")) == "small" ? 0 : 1;
    });
    QCOMPARE(limited, 0);
    full.reopen();
    QCOMPARE(must(full.vault().setting("a")), std::string("small"));
}

void TestStoreVault::leavesNothingWhenItCannotBeCreated() {
    QTemporaryDir folder;
    const auto path = folder.filePath("new.vault").toStdString();
    const int limited = test::inChild([&] {
        test::limitFiles(16 << 10);
        return codeOf(Vault::create(path, "tester")) == "disk-full" ? 0 : 1;
    });
    QCOMPARE(limited, 0);
    QVERIFY(QDir(folder.path()).isEmpty());
    QCOMPARE(codeOf(Vault::create(folder.filePath("no/such/folder").toStdString(), "tester")),
             std::string("file-missing"));
}

QTEST_APPLESS_MAIN(TestStoreVault)
#include "tst_store_vault.moc"
