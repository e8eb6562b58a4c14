// Encrypted vaults at the command line: what opens them, and what changes that.
#include "cli/Program.h"
#include "support/Must.h"
#include "workspace/Workspace.h"

#include <filesystem>
#include <pty.h>
#include <QTest>
#include <sys/wait.h>

using namespace proofstead;
using test::must;
using test::Program;
using test::Ran;

namespace {

constexpr const char* kPassphrase = "correct horse battery";

// A vault that costs little to try, and files that open it or do not.
class LockedVault : public Program {
public:
    LockedVault() {
        std::string passphrase = kPassphrase;
        const store::NewLock lock{{"nora", seal::Secret::taken(passphrase)}, {.log2N = 10}};
        workspace::OpenOptions options;
        options.vaultPath = path("a.vault").toStdString();
        must(workspace::Workspace::create(options, &lock));
        put("right.txt", QByteArray(kPassphrase) + "\nwhatever follows\n");
        put("right.key", kPassphrase);
        put("wrong.txt", "incorrect horse battery\n");
        put("new.key", QByteArray(64, '\x07'));
    }
    QString kinds() {
        QString kinds;
        std::string passphrase = kPassphrase;
        const auto vault = path("a.vault").toStdString();
        const auto key = must(store::unlock(vault, {"nora", seal::Secret::taken(passphrase)}));
        for (const auto& entry : must(must(store::Vault::open(vault, store::OpenMode::Read, key)).log()))
            kinds += QString::fromStdString(entry.kind + " of " + entry.actor + "; ");
        return kinds;
    }
};

// Runs the program at a terminal of its own and types the lines, each when the program waits for one.
Ran atATerminal(const Program& program, const QStringList& arguments, const QByteArrayList& lines) {
    int terminal = -1;
    QByteArrayList words{QByteArray(PROOFSTEAD_BIN_DIR "/proofstead")};
    for (const auto& argument : arguments)
        words << argument.toUtf8();
    std::vector<char*> list;
    for (auto& word : words)
        list.push_back(word.data());
    list.push_back(nullptr);
    const auto folder = program.path({}).toUtf8();
    const auto child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    if (child == 0) {
        ::setenv("LC_ALL", "C.UTF-8", 1);
        ::unsetenv("PROOFSTEAD_PASSPHRASE_FILE");
        if (::chdir(folder.constData()) == 0) ::execv(list[0], list.data());
        ::_exit(127);
    }
    Ran ran;
    qsizetype typed = 0;
    char bytes[4096];
    for (ssize_t got = 0; (got = ::read(terminal, bytes, sizeof(bytes))) > 0;) {
        ran.bytes.append(bytes, got);
        // A question is what the output ends with; what is typed before one is asked would be thrown away.
        const bool asked = ran.bytes.endsWith(": ") || ran.bytes.endsWith("[y/N] ");
        if (asked && typed < lines.size()) {
            const auto line = lines[typed++] + '\n';
            if (::write(terminal, line.constData(), static_cast<std::size_t>(line.size())) < 0) break;
        }
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(terminal);
    ran.out = QString::fromUtf8(ran.bytes);
    ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ran;
}

} // namespace

class TestCliKeys : public QObject {
    Q_OBJECT

private slots:
    void createsAnEncryptedVaultUnlessToldOtherwise() {
        Program program;
        const auto without = program.run({"init", "a.vault"});
        QCOMPARE(without.code, 2);
        QVERIFY2(without.err.contains("PROOFSTEAD_PASSPHRASE_FILE") && without.err.contains("--plain"),
                 qPrintable(without.err));
        QVERIFY(!QFile::exists(program.path("a.vault")));
        program.put("pass.txt", QByteArray(kPassphrase) + "\n");
        program.set("PROOFSTEAD_PASSPHRASE_FILE", "pass.txt");
        const auto made = program.run({"init", "a.vault", "--user", "nora", "--recovery"});
        QCOMPARE(made.code, 0);
        QVERIFY2(made.out.contains("encrypted") && made.out.contains("Recovery key:"), qPrintable(made.out));
        QVERIFY(!made.out.contains(kPassphrase));
        QVERIFY(!program.get("a.vault").contains("SQLite format"));
        QCOMPARE(program.run({"sources"}).code, 0);
        // What was shown opens it, too.
        const auto line = made.out.section("Recovery key:", 1).section('\n', 0, 0).trimmed();
        program.put("recovery.txt", line.toLower().toUtf8() + "\n");
        program.set("PROOFSTEAD_PASSPHRASE_FILE", "recovery.txt");
        QCOMPARE(program.run({"sources"}).code, 0);
    }

    void refusesShortPassphrases() {
        Program program;
        program.put("pass.txt", "hunter2\n");
        program.set("PROOFSTEAD_PASSPHRASE_FILE", "pass.txt");
        const auto ran = program.run({"init", "a.vault"});
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.err.contains("too short") && !ran.err.contains("hunter2"), qPrintable(ran.err));
        QVERIFY(!QFile::exists(program.path("a.vault")));
    }

    void opensWithWhatIsGiven_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("word"); // of the refusal; "" none
        QTest::newRow("a passphrase file") << "right.txt" << QStringList{} << "";
        QTest::newRow("a key file") << "" << QStringList{"--key-file", "right.key"} << "";
        QTest::newRow("a key file before a passphrase file")
            << "wrong.txt" << QStringList{"--key-file", "right.key"} << "";
        QTest::newRow("the wrong passphrase") << "wrong.txt" << QStringList{} << "do not open the vault";
        QTest::newRow("a key file of more than the passphrase")
            << "" << QStringList{"--key-file", "right.txt"} << "do not open the vault";
        QTest::newRow("nothing at all") << "" << QStringList{} << "passphrase is needed";
        QTest::newRow("a key file that is not there") << "" << QStringList{"--key-file", "no.key"} << "no.key";
    }
    void opensWithWhatIsGiven() {
        QFETCH(QString, file);
        QFETCH(QStringList, arguments);
        QFETCH(QString, word);
        LockedVault program;
        if (!file.isEmpty()) program.set("PROOFSTEAD_PASSPHRASE_FILE", file);
        for (const char* command : {"sources", "import"}) {
            auto words = QStringList{command} + arguments;
            if (words.front() == "import") words << "right.txt"; // writes, and finds nothing to read
            const auto ran = program.run(words);
            if (word.isEmpty() && words.front() == "sources") QCOMPARE(ran.code, 0);
            if (!word.isEmpty()) QCOMPARE(ran.code, 2);
            QVERIFY2(word.isEmpty() || ran.err.contains(word), qPrintable(ran.err));
            QVERIFY(!ran.err.contains("horse"));
        }
    }

    void changesThePassphrase() {
        LockedVault program;
        program.set("PROOFSTEAD_PASSPHRASE_FILE", "right.txt");
        QCOMPARE(program.run({"key", "passphrase", "--new-key-file", "new.key"}).code, 0);
        QCOMPARE(program.run({"sources"}).code, 2);
        QCOMPARE(program.run({"sources", "--key-file", "new.key"}).code, 0);
        const auto listed = program.run({"key", "list", "--key-file", "new.key"});
        QVERIFY2(listed.out.contains("nora") && listed.out.contains("no recovery key"), qPrintable(listed.out));
        program.run({"key", "passphrase", "--key-file", "new.key", "--new-key-file", "right.key"});
        QVERIFY2(program.kinds().endsWith("passphrase-changed of nora; passphrase-changed of nora; "),
                 qPrintable(program.kinds()));
    }

    void recoversFromALostPassphrase() {
        LockedVault program;
        program.set("PROOFSTEAD_PASSPHRASE_FILE", "right.txt");
        const auto made = program.run({"key", "recovery"});
        QCOMPARE(made.code, 0);
        program.put("recovery.txt", made.out.section("Recovery key:", 1).section('\n', 0, 0).trimmed().toUtf8());
        program.set("PROOFSTEAD_PASSPHRASE_FILE", "recovery.txt");
        QCOMPARE(program.run({"key", "passphrase", "-u", "nora", "--new-key-file", "new.key"}).code, 0);
        program.unset("PROOFSTEAD_PASSPHRASE_FILE");
        QCOMPARE(program.run({"sources", "--key-file", "new.key"}).code, 0);
        QCOMPARE(
            program.run({"key", "passphrase", "-u", "emil", "--key-file", "recovery.txt", "--new-key-file", "new.key"})
                .code,
            2);
    }

    void writesTheVaultAnewUnderAnotherKey() {
        LockedVault program;
        program.set("PROOFSTEAD_PASSPHRASE_FILE", "right.txt");
        const auto before = program.get("a.vault");
        QCOMPARE(program.run({"key", "rekey"}).code, 0);
        QCOMPARE(program.run({"verify"}).code, 0);
        QVERIFY(!program.get("a.vault").contains(before.mid(16384, 64)));
        QVERIFY2(program.kinds().endsWith("key-changed of nora; "), qPrintable(program.kinds()));
    }

    void exportsForOtherTools() {
        LockedVault program;
        program.set("PROOFSTEAD_PASSPHRASE_FILE", "right.txt");
        QCOMPARE(program.run({"vault", "export", "out.sqlite"}).code, 2); // only when it is said
        QCOMPARE(program.run({"vault", "export", "--plain", "out.sqlite"}).code, 0);
        QVERIFY(program.get("out.sqlite").startsWith("SQLite format 3"));
        QCOMPARE(program.run({"vault", "export", "--plain", "out.sqlite"}).code, 2);
        QCOMPARE(program.run({"vault", "export", "--plain", "a.vault"}).code, 2);
        QVERIFY2(program.kinds().endsWith("vault-exported of nora; "), qPrintable(program.kinds()));
    }

    void asksForPlainVaultsNothing() {
        Program program;
        QCOMPARE(program.run({"init", "a.vault", "--plain"}).code, 0);
        QCOMPARE(program.run({"sources"}).code, 0);
        for (const QStringList& words : {QStringList{"key", "list"}, {"key", "recovery"}, {"key", "rekey"}}) {
            const auto ran = program.run(words);
            QCOMPARE(ran.code, 2);
            QVERIFY2(ran.err.contains("not encrypted"), qPrintable(ran.err));
        }
    }

    void asksAtTheTerminalUnseen() {
        LockedVault program;
        const auto ran = atATerminal(program, {"sources"}, {"not this one", kPassphrase});
        QCOMPARE(ran.code, 0);
        QVERIFY2(ran.out.contains("Passphrase of a.vault: ") && ran.out.contains("do not open"), qPrintable(ran.out));
        QVERIFY2(!ran.out.contains("horse") && !ran.out.contains("not this one"), qPrintable(ran.out));
    }

    void asksTwiceForANewOne() {
        LockedVault program;
        const QStringList change{"key", "passphrase", "--key-file", "right.key"};
        const auto differ = atATerminal(program, change, {"a new passphrase", "a now passphrase"});
        QCOMPARE(differ.code, 2);
        QVERIFY2(differ.out.contains("not the same"), qPrintable(differ.out));
        QCOMPARE(atATerminal(program, change, {"a new passphrase", "a new passphrase"}).code, 0);
        program.put("new.txt", "a new passphrase");
        QCOMPARE(program.run({"sources", "--key-file", "new.txt"}).code, 0);
    }
};

QTEST_APPLESS_MAIN(TestCliKeys)
#include "tst_cli_keys.moc"
