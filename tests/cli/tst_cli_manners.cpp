// How the program behaves whatever it is asked: help, exit codes, sentences, tables, registers, the demo.
#include "Program.h"

#include <QRegularExpression>
#include <QTest>
#include <unistd.h>

using namespace proofstead::test;

namespace {

const QStringList kCommands{"init",   "import",   "rejects",  "sources",  "scope",  "assess",
                            "gaps",   "controls", "findings", "trail",    "events", "coverage",
                            "report", "verify",   "checks",   "register", "dash",   "demo"};

} // namespace

class TestCliManners : public QObject {
    Q_OBJECT

private slots:
    void everyCommandHasHelpWithAnExample_data() {
        QTest::addColumn<QString>("command");
        for (const auto& command : kCommands)
            QTest::newRow(qPrintable(command)) << command;
    }
    void everyCommandHasHelpWithAnExample() {
        QFETCH(QString, command);
        const auto ran = Program().run({command, "--help"});
        QCOMPARE(ran.code, 0);
        QVERIFY(ran.out.contains("Example:\n  proofstead " + command));
        QVERIFY(ran.err.isEmpty());
    }

    void theListOfCommandsIsWhole() {
        const auto ran = Program().run({"--help"});
        QCOMPARE(ran.code, 0);
        for (const auto& command : kCommands)
            QVERIFY(ran.out.contains("\n  " + command + " "));
    }

    void theVersionIsSaid() {
        const auto ran = Program().run({"--version"});
        QCOMPARE(ran.code, 0);
        QVERIFY(QRegularExpression("^proofstead \\d+\\.\\d+\\.\\d+\n$").match(ran.out).hasMatch());
    }

    void whatCannotBeUnderstoodEndsWithTwo_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no command at all") << QStringList{};
        QTest::newRow("a command that does not exist") << QStringList{"assses"};
        QTest::newRow("an option that does not exist") << QStringList{"gaps", "--colour"};
        QTest::newRow("a format that does not exist") << QStringList{"gaps", "--format", "xml"};
        QTest::newRow("a format by a number") << QStringList{"gaps", "--format", "1"};
        QTest::newRow("a format of reports that does not exist") << QStringList{"report", "--format", "docx"};
        QTest::newRow("a time that is none") << QStringList{"assess", "--from", "yesterday"};
        QTest::newRow("an impossible date") << QStringList{"assess", "--from", "2026-02-30"};
        QTest::newRow("a column that does not exist") << QStringList{"events", "--columns", "time,colour"};
        QTest::newRow("a status that does not exist") << QStringList{"gaps", "--fail-on", "bad"};
    }
    void whatCannotBeUnderstoodEndsWithTwo() {
        QFETCH(QStringList, arguments);
        const auto ran = Program().run(arguments);
        QCOMPARE(ran.code, 2);
        QVERIFY(!ran.err.isEmpty());
        QVERIFY(ran.out.isEmpty());
    }

    void whatCannotBeDoneIsOneSentence_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("word");
        QTest::newRow("no vault in the folder") << QStringList{"gaps"} << "--vault";
        QTest::newRow("a vault that is not there") << QStringList{"gaps", "-v", "no.vault"} << "no.vault";
        QTest::newRow("a file that is no vault") << QStringList{"gaps", "-v", "text.txt"} << "not a vault";
        QTest::newRow("a vault that would not be encrypted") << QStringList{"init", "new.vault"} << "--plain";
        QTest::newRow("a vault over another file") << QStringList{"init", "text.txt", "--plain"} << "text.txt";
        QTest::newRow("a vault in a folder that is not there")
            << QStringList{"init", "no/new.vault", "--plain"} << "folder: no.";
        QTest::newRow("a pack that is not there") << QStringList{"verify", "no.pdf"} << "no.pdf";
        QTest::newRow("a pack that is none") << QStringList{"verify", "text.txt"} << "not a PDF";
        QTest::newRow("a register that does not exist") << QStringList{"register", "template", "pets"} << "pets";
        QTest::newRow("a check that does not exist") << QStringList{"checks", "pets"} << "pets";
    }
    void whatCannotBeDoneIsOneSentence() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, word);
        Program program;
        program.put("text.txt", "Hello\n");
        const auto ran = program.run(arguments);
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.err.startsWith("proofstead: "), qPrintable(ran.err));
        QVERIFY2(ran.err.contains(word), qPrintable(ran.err));
        QCOMPARE(ran.err.count('\n'), 1);
        QCOMPARE(program.get("text.txt"), QByteArray("Hello\n"));
    }

    void anUnmaskedReportNeedsAReason() {
        Program program;
        program.run({"init", "a.vault", "--plain"});
        program.run({"assess"});
        for (const char* reason : {"", "  "}) {
            const auto ran = program.run({"report", "--format", "json", "--unmask", reason});
            QCOMPARE(ran.code, 2);
            QVERIFY2(ran.err.contains("needs a reason") && ran.out.isEmpty(), qPrintable(ran.err));
        }
        QCOMPARE(program.run({"report", "--format", "json", "--unmask", "for the court"}).code, 0);
    }

    void aWrongFormatIsToldTheRightOnes() {
        const auto ran = Program().run({"gaps", "--format", "xml"});
        QVERIFY2(ran.err.contains("'xml'") && ran.err.contains("csv, json, table"), qPrintable(ran.err));
    }

    void theVaultIsFoundInThreeWays() {
        Program program;
        QCOMPARE(program.run({"init", "a.vault", "--plain"}).code, 0);
        QCOMPARE(program.run({"sources"}).code, 0);
        QCOMPARE(program.run({"init", "b.vault", "--plain"}).code, 0);
        const auto ran = program.run({"sources"});
        QCOMPARE(ran.code, 2);
        QVERIFY(ran.err.contains("a.vault, b.vault"));
        QCOMPARE(program.run({"sources", "-v", "a.vault"}).code, 0);
        QCOMPARE(program.run({"--vault", "a.vault", "sources"}).code, 0);
        program.set("PROOFSTEAD_VAULT", "b.vault");
        QCOMPARE(program.run({"sources"}).code, 0);
    }

    void whatCannotBeReadLeavesTheRestReadable() {
        Program program;
        program.run({"init", "a.vault", "--plain"});
        program.put("logs/good.json", records({record("e-1", "2026-01-05T00:10:00Z", "DescribeInstances")}));
        program.put("logs/cut.json.gz", QByteArray::fromHex("1f8b0800000000000003ab56"));
        program.put("logs/picture.png", QByteArray::fromHex("89504e470d0a1a0a0000000d49484452"));
        program.put("logs/deep.json", QByteArray(5000, '['));
        const auto ran = program.run({"import", "logs", "no-such-folder"});
        QVERIFY2(ran.code == 1, qPrintable(ran.err)); // done, and a path that was named was not found
        QVERIFY(ran.out.contains("Imported 1 record"));
        QVERIFY(ran.err.contains("no-such-folder"));
        QCOMPARE(program.run({"import", "logs"}).code, 0);
        QCOMPARE(program.run({"events", "--format", "json"}).list().size(), 1);
        QCOMPARE(program.run({"import", "no-such-folder"}).code, 2);
    }

    void aFolderWithoutPermissionIsNamed() {
        if (geteuid() == 0) QSKIP("root may read everything");
        Program program;
        program.run({"init", "a.vault", "--plain"});
        program.put("closed/a.json", "{}");
        QFile::setPermissions(program.path("closed"), QFile::Permissions());
        const auto ran = program.run({"import", "closed"});
        QFile::setPermissions(program.path("closed"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QCOMPARE(ran.code, 2);
        QVERIFY(ran.err.contains("closed"));
    }

    void standardInputIsAFileToo() {
        Program program;
        program.run({"init", "a.vault", "--plain"});
        const auto ran =
            program.run({"import", "-"}, records({record("e-1", "2026-01-05T00:10:00Z", "DescribeInstances")}));
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        QCOMPARE(program.run({"events", "--format", "json"}).list().size(), 1);
    }

    void tablesFitTheTerminal_data() {
        QTest::addColumn<int>("width");
        QTest::newRow("forty columns") << 40;
        QTest::newRow("eighty columns") << 80;
        QTest::newRow("two hundred columns") << 200;
    }
    void tablesFitTheTerminal() {
        QFETCH(int, width);
        Program program;
        program.set("COLUMNS", QString::number(width));
        for (const auto& command : {"checks", "register"}) {
            const auto ran = program.run({command});
            QCOMPARE(ran.code, 0);
            QVERIFY(ran.lines().size() > 5);
            QVERIFY(!ran.out.contains('\x1b'));
            for (const auto& line : ran.lines()) {
                QVERIFY(!line.endsWith(' '));
                if (width >= 80) QVERIFY2(line.size() <= width, qPrintable(line));
            }
        }
    }

    void aCellInAnotherEncodingIsCalledThat() {
        Program program;
        program.run({"init", "a.vault", "--plain"});
        program.put("roster.csv", program.run({"register", "template", "hr-roster"}).bytes + "p-1,J\xf6rg,active\n");
        QCOMPARE(program.run({"import", "roster.csv"}).code, 0);
        const auto rejects = program.run({"rejects", "--format", "json"}).list();
        QCOMPARE(rejects.size(), 1);
        QCOMPARE(rejects[0].toObject()["reason"].toString(), QString("invalid-utf8"));
        QVERIFY(program.run({"rejects"}).out.contains("Latin-1"));
    }

    void everyTemplateIsRecognisedAndItsExampleIsNoEvidence() {
        Program program;
        program.run({"init", "a.vault", "--plain"});
        const auto registers = program.run({"register", "--format", "json"}).list();
        QCOMPARE(registers.size(), 8);
        for (const auto& one : registers) {
            const auto name = one.toObject()["name"].toString();
            const auto text = program.run({"register", "template", name, "--example"});
            QCOMPARE(text.code, 0);
            QCOMPARE(text.lines().first(), program.run({"register", "template", name}).lines().join(""));
            program.put(name + ".csv", text.bytes);
            const auto files = program.run({"import", name + ".csv", "--format", "json"}).list();
            QCOMPARE(files.size(), 1);
            QCOMPARE(files[0].toObject()["source"].toString(), "register-" + name);
            QCOMPARE(files[0].toObject()["accepted"].toInt(), 0);
            QCOMPARE(files[0].toObject()["rejected"].toInt(), 1);
        }
        for (const auto& one : program.run({"rejects", "--format", "json"}).list())
            QCOMPARE(one.toObject()["reason"].toString(), QString("example-row"));
    }

    void theDemoLeavesAVaultAndAPackAndCanBeRepeated() {
        Program program;
        for (int i = 0; i < 2; ++i) {
            const auto ran = program.run({"demo", "demo"});
            QVERIFY2(ran.code == 0, qPrintable(ran.err));
            QVERIFY(ran.out.contains("demo/demo.vault"));
        }
        QVERIFY(program.get("demo/demo-pack.pdf").startsWith("%PDF-"));
        QCOMPARE(program.run({"verify", "demo/demo-pack.pdf"}).code, 0);
        QVERIFY(program.run({"-v", "demo/demo.vault", "findings", "--format", "json"}).list().size() > 10);
    }
};

QTEST_GUILESS_MAIN(TestCliManners)
#include "tst_cli_manners.moc"
