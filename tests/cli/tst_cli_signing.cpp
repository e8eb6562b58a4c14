// Signing, signing off, opening and checking a pack, as a user and an auditor type it.
#include "core/seal/People.h"
#include "Program.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace proofstead::test;

class TestCliSigning : public QObject {
    Q_OBJECT

private:
    Program m_program;
    const People m_people;

    Ran verify(const QStringList& arguments) const {
        QProcess process;
        process.setWorkingDirectory(m_program.path(""));
        process.start(QStringLiteral(PROOFSTEAD_BIN_DIR "/proofstead-verify"), arguments);
        Ran ran;
        if (!process.waitForFinished(60'000)) return ran;
        ran.bytes = process.readAllStandardOutput();
        ran.out = QString::fromUtf8(ran.bytes);
        ran.err = QString::fromUtf8(process.readAllStandardError());
        ran.code = process.exitCode();
        return ran;
    }
    Ran must(const QStringList& arguments) const {
        const Ran ran = m_program.run(arguments);
        if (ran.code != 0) qWarning("%s", qPrintable(ran.err));
        return ran;
    }

private slots:
    void initTestCase() {
        m_program.put("calls.json", records({record("e-1", "2026-01-05T00:10:00Z", "DescribeInstances"),
                                             record("e-2", "2026-01-05T01:10:00Z", "StopLogging")
                                                 .replace("ec2.amazonaws", "cloudtrail.amazonaws")}));
        m_program.put("anna.p12", QByteArray::fromStdString(m_people.pkcs12("secret")));
        m_program.put("secret.txt", "secret\n");
        m_program.put("wrong.txt", "Secret\n");
        m_program.put("root.pem", QByteArray::fromStdString(proofstead::seal::pemOf(m_people.root.parsed())));
        QCOMPARE(must({"init", "clinic.vault", "--plain"}).code, 0);
        QCOMPARE(must({"import", "calls.json"}).code, 0);
        QCOMPARE(
            must({"scope", "--organisation", "St. Anna Clinic", "--entity", "clinic=controller", "--declare-imported"})
                .code,
            0);
        QCOMPARE(must({"assess"}).code, 0);
    }

    void aPackIsSignedWithACertificateOfOnesOwn() {
        const auto ran = must({"report", "--out", "own.pdf"});
        QVERIFY2(ran.out.contains("Signed by ") && ran.out.contains("of your own"), qPrintable(ran.out));
        const auto checked = verify({"own.pdf"});
        QVERIFY2(checked.code == 0, qPrintable(checked.out));
        QVERIFY(checked.out.contains("signer not proven"));
        QVERIFY(checked.out.contains("The signature spans the whole file"));
        QCOMPARE(must({"certificate", "--out", "own.pem"}).code, 0);
        const auto trusted = verify({"own.pdf", "--trust", "own.pem"});
        QVERIFY2(trusted.code == 0 && trusted.out.contains("the signer is proven"), qPrintable(trusted.out));
        QCOMPARE(verify({"own.pdf", "--trust", "root.pem"}).code, 1);
        QCOMPARE(must({"verify", "own.pdf", "--trust", "own.pem"}).code, 0);
        QCOMPARE(m_program.run({"verify", "own.pdf", "--trust", "root.pem"}).code, 1);
    }

    void aPackIsSignedWithAKeyFileAndSignedOff() {
        const auto ran = must({"report", "--out", "pack.pdf", "--sign", "anna.p12", "--sign-passphrase-file",
                               "secret.txt", "--sign-off", "Anna Meier, Data protection officer"});
        QVERIFY2(ran.out.contains("Signed by Anna Meier\n"), qPrintable(ran.out));
        const auto checked = verify({"pack.pdf", "--trust", "root.pem", "--json"});
        QCOMPARE(checked.code, 0);
        const auto json = checked.object();
        QVERIFY(json["holds"].toBool() && json["signer_proven"].toBool());
        QCOMPARE(json["signature"].toObject()["subject"].toString(), "Anna Meier");
        QCOMPARE(json["signature"].toObject()["self_signed"].toBool(true), false);
        QVERIFY(verify({"pack.pdf"}).out.contains("Anna Meier, Data protection officer"));
        if (QStandardPaths::findExecutable("pdftotext").isEmpty()) return;
        QProcess text;
        text.start("pdftotext", {"-layout", m_program.path("pack.pdf"), "-"});
        QVERIFY(text.waitForFinished());
        const QString words = QString::fromUtf8(text.readAllStandardOutput());
        for (const char* wanted : {"Anna Meier", "Data protection officer", "Electronic signature"})
            QVERIFY2(words.contains(wanted), wanted);
    }

    void whatCannotBeSignedIsSaid_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const QStringList& options, const char* words) {
            QTest::newRow(name) << options << QString(words);
        };
        row("another passphrase", {"--sign", "anna.p12", "--sign-passphrase-file", "wrong.txt"}, "does not open");
        row("a file that is no key", {"--sign", "calls.json", "--sign-passphrase-file", "secret.txt"}, "no PKCS #12");
        row("no such file", {"--sign", "none.p12", "--sign-passphrase-file", "secret.txt"}, "no such file");
        row("a name without a role", {"--sign-off", "Anna Meier"}, "a name and a role");
        row("an address that cannot be asked", {"--timestamp", "https://tsa.example/"}, "no address");
        row("a table", {"--sign-off", "Anna Meier, DPO", "--format", "csv"}, "Only a pack as a PDF");
    }

    void whatCannotBeSignedIsSaid() {
        QFETCH(QStringList, options);
        QFETCH(QString, words);
        const auto ran = m_program.run(QStringList{"report", "--out", "refused.pdf"} + options);
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.err.contains(words), qPrintable(ran.err));
        QVERIFY2(!ran.err.contains("ecret"), qPrintable(ran.err)); // never a passphrase
        QVERIFY(!QFile::exists(m_program.path("refused.pdf")));
    }

    void aMaskIsOpened() {
        QCOMPARE(must({"report", "--out", "masked.pdf"}).code, 0);
        QCOMPARE(verify({"masked.pdf", "--extract", "parts"}).code, 0);
        const auto findings = QJsonDocument::fromJson(m_program.get("parts/findings.json")).object();
        const QString mask = findings["commitments"].toObject().keys().value(0);
        QVERIFY(!mask.isEmpty());
        const auto ran = must({"reveal", mask, "--reason", "asked for by the auditor", "--out", "opened.json"});
        QCOMPARE(ran.code, 0);
        const auto checked = verify({"masked.pdf", "--opened", "opened.json"});
        QVERIFY2(checked.code == 0 && checked.out.contains("the one behind its mask"), qPrintable(checked.out));
        QByteArray forged = m_program.get("opened.json");
        m_program.put("forged.json", forged.replace("\"value\":\"", "\"value\":\"x"));
        QCOMPARE(verify({"masked.pdf", "--opened", "forged.json"}).code, 1);
        QCOMPARE(verify({"masked.pdf", "--opened", "calls.json"}).code, 2);
        QCOMPARE(m_program.run({"reveal", mask, "--reason", " "}).code, 2);
        QCOMPARE(m_program.run({"reveal", "00000000", "--reason", "why"}).code, 2);
    }

    void theVaultStillHolds() { QCOMPARE(must({"verify"}).code, 0); }
};

QTEST_APPLESS_MAIN(TestCliSigning)
#include "tst_cli_signing.moc"
