// Who opens an encrypted vault, and what happens when that changes.
#include "store/KeyHolders.h"
#include "support/Forked.h"
#include "support/StoreCase.h"

#include "store/CipherVfs.h"
#include "store/VaultCopy.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <QtTest>
#include <sqlite3.h>
#include <sys/stat.h>

using namespace proofstead;
using store::OpenMode;
using store::Vault;
using store::VaultKey;
using test::codeOf;
using test::Kept;
using test::must;
using test::StoreCase;

namespace {

constexpr const char* kPassphrase = "correct horse battery";

seal::Secret secretOf(std::string text) {
    return seal::Secret::taken(text);
}
base::Result<VaultKey> unlockAs(const std::string& path, const std::string& user, const std::string& passphrase) {
    return store::unlock(path, {user, secretOf(passphrase)});
}
std::string bytesOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}
void write(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}
std::string flipped(std::string bytes, std::size_t at) {
    bytes[at] = static_cast<char>(bytes[at] ^ 4);
    return bytes;
}

const std::vector<test::MadeEvent> kEvents{{"KNOWN-EVENT-1"}, {"KNOWN-EVENT-2"}};

// A closed vault with a setting and two events.
class KeysCase : public StoreCase {
public:
    KeysCase() : StoreCase(Kept::Encrypted) {
        must(vault().setSetting("a", "KNOWN-SETTING"));
        import("KNOWN-FILE", kEvents);
    }
    bool isWhole(const VaultKey& key) const {
        const auto opened = Vault::open(path(), OpenMode::Read, key);
        return opened && must(opened->setting("a")) == "KNOWN-SETTING" &&
               test::asked(*opened, "SELECT count(*) FROM event") == 2;
    }
};

} // namespace

class TestStoreKeys : public QObject {
    Q_OBJECT

private slots:
    void opensWithThePassphrase();
    void saysOneThingToEveryStranger();
    void asksForTheKeyOfThisVault();
    void createsNothingUnderABadLock_data();
    void createsNothingUnderABadLock();
    void readsItselfThroughEveryConnection();
    void showsNothingWhereverItIsLookedAt();
    void outlivesItsProcess();
    void noticesEveryFlippedBitOfTheHeader();
    void opensByTheOtherSlot();
    void refusesCutHeaders();
    void changesAPassphrase();
    void changesAPassphraseOrNot();
    void opensWithTheRecoveryKey();
    void keepsUsersApart();
    void hasRoomForSoManyUsers();
    void changesItsKey();
    void changesItsKeyWhenNobodyReads();
    void changesItsKeyOrNot();
    void exportsForOtherTools();
    void wrapsWhatSignsAndMasks();
};

void TestStoreKeys::opensWithThePassphrase() {
    KeysCase kept;
    kept.close();
    QVERIFY(must(store::isEncrypted(kept.path())));
    const auto key = must(unlockAs(kept.path(), "nora", kPassphrase));
    QCOMPARE(key.user(), std::string("nora"));
    QVERIFY(!key.byRecovery());
    QVERIFY(kept.isWhole(key));
    // One user: whoever knows the passphrase is that one.
    QCOMPARE(must(unlockAs(kept.path(), "someone", kPassphrase)).user(), std::string("nora"));
}

void TestStoreKeys::saysOneThingToEveryStranger() {
    KeysCase kept;
    must(store::addUser(kept.vault(), "emil", secretOf("another passphrase")));
    QStringList said;
    for (const auto& [user, passphrase] : {std::pair{"nora", "another passphrase"},
                                           {"nora", ""},
                                           {"emil", kPassphrase},
                                           {"nobody", kPassphrase},
                                           {"", kPassphrase},
                                           {"nora", "ABCDE-FGHIJ"}})
        said << QString::fromStdString(unlockAs(kept.path(), user, passphrase).error().toString());
    said << QString::fromStdString(
        store::unlock(kept.path(), {"nora", seal::newRecoveryKey().text.copy()}).error().toString());
    QCOMPARE(said.removeDuplicates(), qsizetype{6});
    QVERIFY2(said.front().endsWith("passphrase-wrong"), qPrintable(said.front()));
}

void TestStoreKeys::asksForTheKeyOfThisVault() {
    KeysCase kept, other;
    StoreCase plain;
    for (const auto mode : {OpenMode::Read, OpenMode::Write}) {
        kept.close();
        plain.close();
        QCOMPARE(codeOf(Vault::open(kept.path(), mode)), std::string("vault-locked"));
        QCOMPARE(codeOf(Vault::open(kept.path(), mode, other.key())), std::string("vault-locked"));
        QVERIFY(!std::filesystem::exists(kept.path("-lock")));
        QVERIFY(!must(Vault::open(plain.path(), mode, kept.key())).key());
    }
    QVERIFY(!must(store::isEncrypted(plain.path())));
    QCOMPARE(codeOf(unlockAs(plain.path(), "nora", kPassphrase)), std::string("vault-not-encrypted"));
    QCOMPARE(codeOf(unlockAs(plain.path("none"), "nora", kPassphrase)), std::string("file-missing"));
}

void TestStoreKeys::createsNothingUnderABadLock_data() {
    QTest::addColumn<QByteArray>("user");
    QTest::addColumn<QByteArray>("passphrase");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("a short passphrase") << QByteArray("nora") << QByteArray("hunter2")
                                        << QByteArray("passphrase-short");
    QTest::newRow("no passphrase") << QByteArray("nora") << QByteArray() << QByteArray("passphrase-short");
    QTest::newRow("no name") << QByteArray() << QByteArray(kPassphrase) << QByteArray("user-name-unusable");
    QTest::newRow("a name of two lines") << QByteArray("a\nb") << QByteArray(kPassphrase)
                                         << QByteArray("user-name-unusable");
    QTest::newRow("a name that is no text")
        << QByteArray("\xff") << QByteArray(kPassphrase) << QByteArray("user-name-unusable");
    QTest::newRow("a name without end") << QByteArray(64, 'n') << QByteArray(kPassphrase)
                                        << QByteArray("user-name-unusable");
}

void TestStoreKeys::createsNothingUnderABadLock() {
    QFETCH(QByteArray, user);
    QFETCH(QByteArray, passphrase);
    QFETCH(QByteArray, code);
    QTemporaryDir folder;
    const auto path = folder.filePath("new.vault").toStdString();
    const auto lock = test::quickLock(user.toStdString(), passphrase.toStdString());
    QCOMPARE(QByteArray::fromStdString(codeOf(Vault::create(path, "tester", &lock))), code);
    QVERIFY(QDir(folder.path()).isEmpty());
}

void TestStoreKeys::readsItselfThroughEveryConnection() {
    KeysCase kept;
    QVERIFY(kept.isWhole(kept.key())); // beside the writer, and through a CheckConnection
    const auto readers = [&] { return kept.isWhole(kept.key()) ? 0 : 1; };
    QCOMPARE(test::inChild(readers), 0);
    must(kept.vault().begin());
    must(kept.vault().setSetting("a", "another"));
    QVERIFY(kept.isWhole(kept.key()));
    kept.vault().rollback();
    QCOMPARE(test::rollupDifferences(kept.vault()), 0);
}

// While it is open, after its process died, and closed: no file holds a word of the evidence.
void TestStoreKeys::showsNothingWhereverItIsLookedAt() {
    KeysCase kept;
    const auto nowhere = [&] {
        int files = 0;
        for (const auto& name : QDir(kept.folder()).entryList(QDir::Files)) {
            const auto bytes = bytesOf(QDir(kept.folder()).filePath(name).toStdString());
            for (const char* known : {"KNOWN", "SQLite format", "nora", "111122223333", "CREATE TABLE", "proofstead/"})
                if (bytes.find(known) != std::string::npos) return -1;
            ++files;
        }
        return files;
    };
    QCOMPARE(nowhere(), 4); // with -wal, -shm and -lock
    kept.close();
    QCOMPARE(nowhere(), 1);
    const int died = test::inChild([&] {
        kept.reopen();
        kept.import("KNOWN-FILE-2", {{"KNOWN-EVENT-3"}});
        must(kept.vault().begin());
        must(kept.vault().setSetting("b", std::string(1 << 20, 'K') + "KNOWN"));
        ::_exit(3);
        return 0;
    });
    QCOMPARE(died, 3);
    QCOMPARE(nowhere(), 4);
    kept.reopen();
    QCOMPARE(test::asked(kept.vault(), "SELECT count(*) FROM event"), std::int64_t{3});
    QCOMPARE(must(kept.vault().setting("b")), std::string());
}

void TestStoreKeys::outlivesItsProcess() {
    for (const auto how : {Kept::Plain, Kept::Encrypted}) {
        StoreCase kept(how);
        for (int round = 0; round < 5; ++round) {
            const auto name = "file-" + std::to_string(round);
            const int died = test::inChild([&] {
                kept.reopen();
                kept.import(name, {{name + "-1"}, {name + "-2"}});
                must(kept.vault().begin());
                must(kept.vault().setSetting("lost", "x"));
                return ::raise(SIGKILL);
            });
            QCOMPARE(died, -SIGKILL);
            kept.reopen();
            QCOMPARE(test::asked(kept.vault(), "SELECT count(*) FROM event"), std::int64_t{2} * (round + 1));
            QCOMPARE(must(kept.vault().setting("lost")), std::string());
            kept.close();
        }
    }
}

// A bit of one slot leaves the other; the same bit of both leaves nothing that opens, and no third outcome.
void TestStoreKeys::noticesEveryFlippedBitOfTheHeader() {
    KeysCase kept;
    kept.close();
    const auto whole = bytesOf(kept.path());
    int survivors = 0, opened = 0, flips = 0;
    for (std::size_t at = 0; at < store::kSlotSize; at += 127, ++flips) {
        write(kept.path(), flipped(whole, at));
        opened += kept.isWhole(must(unlockAs(kept.path(), "nora", kPassphrase)));
        write(kept.path(), flipped(flipped(whole, at), at + store::kSlotSize));
        const auto code = codeOf(unlockAs(kept.path(), "nora", kPassphrase));
        QVERIFY2(code == "vault-header-damaged" || code == "vault-not-encrypted" || code.empty(), code.c_str());
        survivors += code.empty();
    }
    QCOMPARE(opened, flips);
    QCOMPARE(survivors, 0);
}

void TestStoreKeys::opensByTheOtherSlot() {
    KeysCase kept;
    kept.close();
    const auto whole = bytesOf(kept.path());
    for (const std::size_t slot : {0, 1}) {
        auto torn = whole;
        torn.replace(slot * store::kSlotSize, store::kSlotSize, store::kSlotSize, 'x');
        write(kept.path(), torn);
        QVERIFY(kept.isWhole(must(unlockAs(kept.path(), "nora", kPassphrase))));
        kept.reopen(); // and writing goes on
        must(store::setPassphrase(kept.vault(), "nora", secretOf(kPassphrase)));
        kept.close();
        QVERIFY(kept.isWhole(must(unlockAs(kept.path(), "nora", kPassphrase))));
        write(kept.path(), whole);
    }
}

void TestStoreKeys::refusesCutHeaders() {
    KeysCase kept;
    kept.close();
    const auto whole = bytesOf(kept.path());
    for (const std::size_t size : {16U, 100U, 8'191U}) {
        write(kept.path(), whole.substr(0, size));
        QCOMPARE(codeOf(unlockAs(kept.path(), "nora", kPassphrase)), std::string("vault-header-damaged"));
        QCOMPARE(codeOf(Vault::open(kept.path(), OpenMode::Read, kept.key())), std::string("vault-header-damaged"));
    }
    for (const std::size_t size : {std::size_t{8'192}, std::size_t{16'384}, std::size_t{20'000}, whole.size() / 2}) {
        write(kept.path(), whole.substr(0, size)); // the header holds, the rest does not
        const auto opened = Vault::open(kept.path(), OpenMode::Read, kept.key());
        QVERIFY(!opened);
        QVERIFY2(codeOf(opened) == "vault-damaged" || codeOf(opened) == "not-a-vault", codeOf(opened).c_str());
    }
}

void TestStoreKeys::changesAPassphrase() {
    KeysCase kept;
    QCOMPARE(codeOf(store::setPassphrase(kept.vault(), "nora", secretOf("short"))), std::string("passphrase-short"));
    QCOMPARE(codeOf(store::setPassphrase(kept.vault(), "emil", secretOf(kPassphrase))), std::string("user-unknown"));
    must(store::setPassphrase(kept.vault(), "nora", secretOf("a new passphrase")));
    QCOMPARE(codeOf(unlockAs(kept.path(), "nora", kPassphrase)), std::string("passphrase-wrong"));
    QVERIFY(kept.isWhole(must(unlockAs(kept.path(), "nora", "a new passphrase"))));
    must(kept.vault().setSetting("b", "still open"));
    kept.reopen();
    // Neither slot opens as before.
    auto bytes = bytesOf(kept.path());
    for (const std::size_t slot : {0, 1}) {
        auto torn = bytes;
        torn.replace(slot * store::kSlotSize, store::kSlotSize, store::kSlotSize, 'x');
        const auto copy = kept.path(".copy");
        write(copy, torn);
        QCOMPARE(codeOf(unlockAs(copy, "nora", kPassphrase)), std::string("passphrase-wrong"));
        must(unlockAs(copy, "nora", "a new passphrase"));
    }
}

// The slot that is being written is torn anywhere: the one before it opens as before.
void TestStoreKeys::changesAPassphraseOrNot() {
    KeysCase kept;
    const auto before = bytesOf(kept.path());
    must(store::setPassphrase(kept.vault(), "nora", secretOf("a new passphrase")));
    kept.close();
    const auto after = bytesOf(kept.path());
    // The second slot was the newest, so the first was written first.
    const auto half = [&](std::size_t first, std::size_t second) {
        auto bytes = before;
        bytes.replace(0, first, after.substr(0, first));
        bytes.replace(store::kSlotSize, second, after.substr(store::kSlotSize, second));
        write(kept.path(), bytes);
    };
    // Bytes in which old and new do not differ tear nothing.
    for (const std::size_t written : {std::size_t{30}, std::size_t{100}, std::size_t{512}, std::size_t{8'170}}) {
        half(written, 0);
        must(unlockAs(kept.path(), "nora", kPassphrase));
        half(store::kSlotSize, written);
        must(unlockAs(kept.path(), "nora", "a new passphrase"));
        QCOMPARE(codeOf(unlockAs(kept.path(), "nora", kPassphrase)), std::string("passphrase-wrong"));
    }
}

void TestStoreKeys::opensWithTheRecoveryKey() {
    KeysCase kept;
    QVERIFY(!must(store::hasRecoveryKey(kept.vault())));
    const auto first = must(store::renewRecoveryKey(kept.vault()));
    QVERIFY(must(store::hasRecoveryKey(kept.vault())));
    const auto key = must(unlockAs(kept.path(), "whoever", base::toLower(std::string(first.text()))));
    QVERIFY(key.byRecovery());
    QVERIFY(key.user().empty());
    QVERIFY(kept.isWhole(key));
    const auto second = must(store::renewRecoveryKey(kept.vault()));
    QCOMPARE(codeOf(store::unlock(kept.path(), {"nora", first.copy()})), std::string("passphrase-wrong"));
    must(store::unlock(kept.path(), {"nora", second.copy()}));
    QCOMPARE(must(store::userNames(kept.vault())), std::vector<std::string>{"nora"});
}

void TestStoreKeys::keepsUsersApart() {
    KeysCase kept;
    must(store::addUser(kept.vault(), "emil", secretOf("another passphrase")));
    QCOMPARE(codeOf(store::addUser(kept.vault(), "emil", secretOf("another passphrase"))), std::string("user-exists"));
    QCOMPARE(must(store::userNames(kept.vault())), (std::vector<std::string>{"emil", "nora"}));
    const auto emil = must(unlockAs(kept.path(), "emil", "another passphrase"));
    QCOMPARE(emil.user(), std::string("emil"));
    QVERIFY(kept.isWhole(emil));
    must(store::removeUser(kept.vault(), "nora"));
    QCOMPARE(codeOf(store::removeUser(kept.vault(), "nora")), std::string("user-unknown"));
    must(store::addUser(kept.vault(), "olga", secretOf("a third passphrase")));
    QCOMPARE(codeOf(unlockAs(kept.path(), "nora", kPassphrase)), std::string("passphrase-wrong"));
}

void TestStoreKeys::hasRoomForSoManyUsers() {
    KeysCase kept;
    for (std::size_t user = 1; user + 1 < store::kMostHolders; ++user) // one place is the recovery key's
        must(store::addUser(kept.vault(), "user-" + std::to_string(user), secretOf(kPassphrase)));
    QCOMPARE(codeOf(store::addUser(kept.vault(), "one more", secretOf(kPassphrase))), std::string("users-too-many"));
    const auto recovery = must(store::renewRecoveryKey(kept.vault()));
    must(store::unlock(kept.path(), {"", recovery.copy()}));
    must(unlockAs(kept.path(), "user-30", kPassphrase));
}

void TestStoreKeys::changesItsKey() {
    KeysCase kept;
    must(store::addUser(kept.vault(), "emil", secretOf("another passphrase")));
    const auto recovery = must(store::renewRecoveryKey(kept.vault()));
    const auto signing = must(kept.vault().logPrivateKey()), masking = must(kept.vault().maskingKey());
    kept.close();
    const auto before = bytesOf(kept.path());
    const auto note = [](Vault& vault) -> base::Status {
        PS_CHECK(vault.append("key-changed", "nora", base::Json::object()));
        return {};
    };
    const auto key = must(store::changeKey(kept.path(), kept.key(), note));
    QCOMPARE(key.user(), std::string("nora"));
    QVERIFY(kept.isWhole(key));
    QCOMPARE(codeOf(Vault::open(kept.path(), OpenMode::Read, kept.key())), std::string("vault-locked"));
    for (const auto& [user, passphrase] : {std::pair{"nora", kPassphrase}, {"emil", "another passphrase"}}) {
        const auto opened = must(unlockAs(kept.path(), user, passphrase));
        QCOMPARE(opened.user(), std::string(user));
        QVERIFY(kept.isWhole(opened));
    }
    const auto vault =
        must(Vault::open(kept.path(), OpenMode::Write, must(store::unlock(kept.path(), {"", recovery.copy()}))));
    QCOMPARE(must(vault.log()).back().kind, std::string("key-changed"));
    QCOMPARE(must(vault.logPrivateKey()), signing);
    QCOMPARE(must(vault.maskingKey()), masking);
    // No page of before is there still, and nothing lies beside.
    const auto after = bytesOf(kept.path());
    for (std::size_t at = store::kHeaderSize; at + 8'192 <= before.size(); at += 8'192)
        QVERIFY(after.find(before.substr(at, 64)) == std::string::npos);
    QVERIFY(!std::filesystem::exists(kept.path(".rekey")));
    QVERIFY(!std::filesystem::exists(kept.path(".rekey-wal")));
}

void TestStoreKeys::changesItsKeyWhenNobodyReads() {
    KeysCase kept;
    kept.close();
    const auto note = [](Vault&) -> base::Status { return {}; };
    {
        const auto reader = must(Vault::open(kept.path(), OpenMode::Read, kept.key()));
        must(reader.setting("a"));
        QCOMPARE(codeOf(store::changeKey(kept.path(), kept.key(), note)), std::string("vault-being-read"));
    }
    QVERIFY(kept.isWhole(kept.key()));
    QVERIFY(!std::filesystem::exists(kept.path(".rekey")));
    StoreCase plain;
    plain.close();
    QCOMPARE(codeOf(store::changeKey(plain.path(), {}, note)), std::string("vault-not-encrypted"));
}

void TestStoreKeys::changesItsKeyOrNot() {
    KeysCase kept;
    kept.close();
    const auto refused = [](Vault&) -> base::Status { return base::fail("cancelled"); };
    QCOMPARE(codeOf(store::changeKey(kept.path(), kept.key(), refused)), std::string("cancelled"));
    QVERIFY(kept.isWhole(kept.key()));
    const int died = test::inChild([&] {
        static_cast<void>(store::changeKey(kept.path(), kept.key(), [](Vault&) -> base::Status {
            ::raise(SIGKILL);
            return {};
        }));
        return 0;
    });
    QCOMPARE(died, -SIGKILL);
    QVERIFY(kept.isWhole(kept.key()));
    kept.reopen();
    kept.close();
    must(store::changeKey(kept.path(), kept.key(), [](Vault&) -> base::Status { return {}; }));
    QVERIFY(kept.isWhole(must(unlockAs(kept.path(), "nora", kPassphrase))));
}

void TestStoreKeys::exportsForOtherTools() {
    KeysCase kept;
    const auto out = kept.path(".plain");
    must(store::exportPlain(kept.vault(), out));
    QCOMPARE(codeOf(store::exportPlain(kept.vault(), out)), std::string("file-exists"));
    sqlite3* other = nullptr;
    sqlite3_open_v2(out.c_str(), &other, SQLITE_OPEN_READONLY, nullptr);
    auto statement = must(store::Statement::prepare(other, "SELECT value FROM setting WHERE name = 'a'"));
    QVERIFY(must(statement.step()));
    QCOMPARE(statement.string(0), std::string("KNOWN-SETTING"));
    statement = {};
    sqlite3_close(other);
    struct stat info {};
    QCOMPARE(::stat(out.c_str(), &info), 0);
    QCOMPARE(info.st_mode & 0777U, mode_t{0600});
    const auto reader = must(Vault::open(out, OpenMode::Read));
    QCOMPARE(test::asked(reader, "SELECT count(*) FROM event"), std::int64_t{2});
    QVERIFY(must(reader.logPrivateKey()).empty());
    const auto bytes = bytesOf(out);
    QVERIFY(bytes.find("KNOWN-SETTING") != std::string::npos);
    QVERIFY(bytes.find(must(kept.vault().logPrivateKey())) == std::string::npos);
    StoreCase plain;
    QCOMPARE(codeOf(store::exportPlain(plain.vault(), plain.path(".plain"))), std::string("vault-not-encrypted"));
}

void TestStoreKeys::wrapsWhatSignsAndMasks() {
    KeysCase kept;
    QCOMPARE(must(kept.vault().logPrivateKey()).size(), std::size_t{32});
    QCOMPARE(must(kept.vault().maskingKey()).size(), std::size_t{32});
    QCOMPARE(kept.number("SELECT length(value) FROM secret WHERE name = 'log_private_key'"), std::int64_t{60});
    kept.number("UPDATE secret SET value = zeroblob(60) WHERE name = 'masking_key'");
    QCOMPARE(codeOf(kept.vault().maskingKey()), std::string("vault-damaged"));
    kept.reopen();
    QCOMPARE(must(kept.vault().log()).front().body.find("\"protection\":\"encrypted\"") != std::string::npos, true);
}

QTEST_APPLESS_MAIN(TestStoreKeys)
#include "tst_store_keys.moc"
