// The main job over an encrypted vault, and what is noted when its keys change.
#include "store/VaultSecrets.h"
#include "WorkspaceCase.h"

#include <fstream>
#include <iterator>
#include <QtTest>

using namespace proofstead;
using test::codeOf;
using test::must;
using workspace::Workspace;

namespace {

seal::Secret secretOf(std::string text) {
    return seal::Secret::taken(text);
}

// An encrypted vault in a folder of its own.
class LockedCase {
public:
    LockedCase() {
        m_options.vaultPath = path("case.vault").toStdString();
        m_options.resourcesDir = PROOFSTEAD_SOURCE_DIR "/resources";
        m_options.toolVersion = "test";
        m_options.write = true;
        const store::NewLock lock{{"nora", secretOf("correct horse battery")}, {.log2N = 10}};
        m_options.key = must(Workspace::create(m_options, &lock));
    }
    QString path(const QString& name) const { return m_folder.filePath(name); }
    const workspace::OpenOptions& options() const { return m_options; }
    Workspace open() const { return must(Workspace::open(m_options)); }
    Workspace openAs(const std::string& secret) const {
        auto options = m_options;
        options.key = must(store::unlock(options.vaultPath, {"nora", secretOf(secret)}));
        return must(Workspace::open(options));
    }
    std::string put(const QString& name, const QByteArray& content) const {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) qFatal("%s", qPrintable(name));
        return file.fileName().toStdString();
    }
    bool showsNothing() const {
        for (const auto& entry : QDir(m_folder.path()).entryList({"case.vault*"}, QDir::Files)) {
            std::ifstream file(path(entry).toStdString(), std::ios::binary);
            const std::string bytes{std::istreambuf_iterator<char>(file), {}};
            for (const char* known : {"RunInstances", "aws-cloudtrail", "Clinic", "SQLite format"})
                if (bytes.find(known) != std::string::npos) return false;
        }
        return true;
    }

private:
    QTemporaryDir m_folder;
    workspace::OpenOptions m_options;
};

} // namespace

class TestWorkspaceKeys : public QObject {
    Q_OBJECT

private slots:
    void doesTheMainJob() {
        LockedCase locked;
        auto place = locked.open();
        test::import(place, {locked.put("day.json", test::aDayOfCalls())});
        test::declareTheDay(place);
        const auto run = must(place.assess({}, {}));
        QVERIFY(!run.controls.empty());
        std::int64_t events = 0;
        must(place.events({}, {"action"}, [&](const auto&) { return ++events > 0; }));
        QCOMPARE(events, std::int64_t{24});
        QVERIFY(must(place.verify({})).holds);
        QVERIFY(locked.showsNothing());
        QCOMPARE(must(place.vault().log()).front().actor, std::string("nora"));
        // A second reader, while this one may write.
        auto reading = locked.options();
        reading.write = false;
        QCOMPARE(must(must(Workspace::open(reading)).run()).id, run.id);
    }

    void notesWhoChangedWhat() {
        LockedCase locked;
        const auto out = locked.path("out.sqlite").toStdString();
        {
            auto place = locked.open();
            must(place.setPassphrase("nora", secretOf("a new passphrase")));
            must(place.renewRecoveryKey());
            must(place.exportPlain(out));
            QCOMPARE(codeOf(place.exportPlain(locked.options().vaultPath)), std::string("out-is-vault"));
        }
        auto options = locked.options();
        options.key = must(Workspace::changeKey(options));
        QCOMPARE(codeOf(Workspace::open(locked.options())), std::string("vault-locked"));
        auto place = must(Workspace::open(options));
        QStringList kinds;
        for (const auto& entry : must(place.vault().log()))
            kinds << QString::fromStdString(entry.kind + " by " + entry.actor);
        QCOMPARE(kinds, (QStringList{"vault-created by nora", "passphrase-changed by nora",
                                     "recovery-key-renewed by nora", "vault-exported by nora", "key-changed by nora"}));
        QVERIFY(must(place.verify({})).holds);
    }

    void letsPeopleChangeTheirOwnPassphraseOnly() {
        LockedCase locked;
        std::string recovery;
        {
            auto place = locked.open();
            QCOMPARE(codeOf(place.setPassphrase("emil", secretOf("a new passphrase"))),
                     std::string("not-your-passphrase"));
            recovery = std::string(must(place.renewRecoveryKey()).text());
        }
        {
            auto place = locked.openAs(recovery);
            must(place.setPassphrase("nora", secretOf("a new passphrase")));
            QCOMPARE(must(place.vault().log()).back().actor, std::string("recovery key"));
        }
        QCOMPARE(locked.openAs("a new passphrase").vault().key().user(), std::string("nora"));
    }

    void verifiesTheWholeFile_data() {
        QTest::addColumn<qint64>("at");
        QTest::addColumn<bool>("appends");
        QTest::newRow("a byte of the first copy of the header") << qint64{100} << false;
        QTest::newRow("a byte of the second copy of the header") << qint64{8'192 + 100} << false;
        QTest::newRow("a byte of the first page") << qint64{16'384 + 50} << false;
        QTest::newRow("a byte of a page that no record lies on") << qint64{16'384 + 8'192 + 700} << false;
        QTest::newRow("bytes behind the last page") << qint64{0} << true;
    }

    void verifiesTheWholeFile() {
        QFETCH(qint64, at);
        QFETCH(bool, appends);
        LockedCase locked;
        QVERIFY(must(locked.open().verify({})).holds);
        {
            QFile file(locked.path("case.vault"));
            QVERIFY(file.open(QIODevice::ReadWrite));
            char byte = 'z';
            QVERIFY(file.seek(appends ? file.size() : at) && (appends || file.getChar(&byte)));
            if (!appends) file.seek(at);
            QVERIFY(file.putChar(static_cast<char>(byte ^ 1)));
        }
        auto place = Workspace::open(locked.options());
        if (!place) return; // told even earlier
        const auto report = place->verify({});
        QVERIFY(!report || !report->holds);
    }

    void exportsNoKeyThatSigns() {
        LockedCase locked;
        {
            auto vault =
                must(store::Vault::open(locked.options().vaultPath, store::OpenMode::Write, locked.options().key));
            must(store::keepSecret(vault, "signing-key/nora", base::asBytes("a key that signs packs")));
        }
        auto place = locked.open();
        const auto out = locked.path("out.sqlite");
        must(place.exportPlain(out.toStdString()));
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto bytes = file.readAll();
        QVERIFY(bytes.contains("case") || bytes.contains("vault-created"));
        QVERIFY(!bytes.contains("a key that signs packs"));
    }

    void leavesAPlainVaultPlain() {
        test::WorkspaceCase plain;
        auto place = plain.open();
        QCOMPARE(codeOf(place.setPassphrase("nora", secretOf("a new passphrase"))), std::string("vault-not-encrypted"));
        QCOMPARE(codeOf(place.renewRecoveryKey()), std::string("vault-not-encrypted"));
        QCOMPARE(codeOf(place.exportPlain(plain.path("out.sqlite").toStdString())), std::string("vault-not-encrypted"));
        QCOMPARE(must(place.vault().log()).size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(TestWorkspaceKeys)
#include "tst_workspace_keys.moc"
