// proofstead-verify as an auditor runs it: exit codes, one page, JSON, extraction, and that it needs nothing of ours.
#include "core/seal/SmallPack.h"
#include "core/seal/SmallPdf.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace proofstead;

namespace {

struct Ran {
    int exit = -1;
    QString out, err;
};

Ran run(const QStringList& arguments) {
    QProcess process;
    process.start(PROOFSTEAD_BIN_DIR "/proofstead-verify", arguments);
    if (!process.waitForFinished(60'000)) return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

bool write(const QString& path, const std::string& bytes) {
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(QByteArray::fromStdString(bytes)) == qint64(bytes.size());
}

} // namespace

class TestVerifyTool : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aPackThatHoldsEndsWithZero();
    void aKeyFromElsewhereProvesTheSigner();
    void anotherKeyEndsWithOne();
    void everyChangedAttachmentEndsWithOne();
    void aFolderOfAttachmentsIsAPackToo();
    void jsonSaysTheSame();
    void extractWritesEveryAttachment();
    void whatCannotBeReadEndsWithTwo_data();
    void whatCannotBeReadEndsWithTwo();
    void helpShowsAnExample();
    void theProgramNeedsNoLibraryOfOurs();

private:
    QString packAt(const QString& name, const seal::Attachments& attachments);

    QTemporaryDir m_dir;
    const test::SmallPack m_pack;
};

void TestVerifyTool::initTestCase() {
    QVERIFY2(QFile::exists(PROOFSTEAD_BIN_DIR "/proofstead-verify"), "build the target proofstead-verify first");
}

QString TestVerifyTool::packAt(const QString& name, const seal::Attachments& attachments) {
    const QString path = m_dir.filePath(name);
    return write(path, test::smallPdf(attachments)) ? path : QString();
}

void TestVerifyTool::aPackThatHoldsEndsWithZero() {
    const Ran ran = run({packAt("good.pdf", m_pack.attachments)});
    QCOMPARE(ran.exit, 0);
    QVERIFY2(ran.out.contains("This pack holds; signer not proven."), qPrintable(ran.out));
    QVERIFY(ran.out.contains("Example GmbH"));
    QVERIFY(ran.err.isEmpty());
}

void TestVerifyTool::aKeyFromElsewhereProvesTheSigner() {
    const QString key = QString::fromStdString(m_pack.verifier().toString());
    const QString pack = packAt("good.pdf", m_pack.attachments);
    const Ran ran = run({pack, "--key", key});
    QCOMPARE(ran.exit, 0);
    QVERIFY2(ran.out.contains("the signer is proven"), qPrintable(ran.out));
    QVERIFY(write(m_dir.filePath("log.key"), key.toStdString() + "\n"));
    const Ran fromFile = run({pack, "--trust-key", m_dir.filePath("log.key")});
    QCOMPARE(fromFile.exit, 0);
    QCOMPARE(fromFile.out, ran.out);
}

void TestVerifyTool::anotherKeyEndsWithOne() {
    const seal::VerifierKey other{m_pack.origin, seal::LogKey::generate().publicKey()};
    const Ran ran = run({packAt("good.pdf", m_pack.attachments), "--key", QString::fromStdString(other.toString())});
    QCOMPARE(ran.exit, 1);
    QVERIFY2(ran.out.contains("another key"), qPrintable(ran.out));
}

void TestVerifyTool::everyChangedAttachmentEndsWithOne() {
    for (const auto& [name, bytes] : m_pack.attachments) {
        auto changed = m_pack.attachments;
        changed[name][bytes.size() / 2] = static_cast<char>(changed[name][bytes.size() / 2] ^ 1);
        const Ran ran = run({packAt("changed.pdf", changed)});
        QVERIFY2(ran.exit == 1, qPrintable(QString::fromStdString(name) + "\n" + ran.out));
        QVERIFY2(ran.out.contains("First thing wrong"), qPrintable(ran.out));
    }
}

void TestVerifyTool::aFolderOfAttachmentsIsAPackToo() {
    const QString folder = m_dir.filePath("folder");
    for (const auto& [name, bytes] : m_pack.attachments)
        QVERIFY(write(folder + "/" + QString::fromStdString(name), bytes));
    QCOMPARE(run({folder}).exit, 0);
    QVERIFY(write(folder + "/more.txt", "more"));
    QCOMPARE(run({folder}).exit, 1);
}

void TestVerifyTool::jsonSaysTheSame() {
    const Ran ran = run({packAt("good.pdf", m_pack.attachments), "--json"});
    const auto json = base::parseJson(ran.out.trimmed().toStdString());
    QVERIFY(json);
    QVERIFY(base::boolAt(*json, "holds"));
    QVERIFY(!base::boolAt(*json, "signer_proven", true));
    QCOMPARE(base::intAt(*json, "proofs"), std::int64_t{5});
    QCOMPARE(base::stringAt(*json, "sha256").size(), std::size_t{64});
}

void TestVerifyTool::extractWritesEveryAttachment() {
    const QString pack = packAt("good.pdf", m_pack.attachments);
    const QString folder = m_dir.filePath("extracted/here");
    QCOMPARE(run({pack, "--extract", folder}).exit, 0);
    for (const auto& [name, bytes] : m_pack.attachments) {
        QFile file(folder + "/" + QString::fromStdString(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().toStdString(), bytes);
    }
    const Ran again = run({pack, "--extract", folder});
    QCOMPARE(again.exit, 2);
    QVERIFY2(again.err.contains("nothing was overwritten"), qPrintable(again.err));
    auto hostile = m_pack.attachments;
    hostile["../outside.txt"] = "x";
    const Ran refused = run({packAt("hostile.pdf", hostile), "--extract", m_dir.filePath("inside")});
    QVERIFY(refused.exit != 0);
    QVERIFY(!QFile::exists(m_dir.filePath("outside.txt")));
}

void TestVerifyTool::whatCannotBeReadEndsWithTwo_data() {
    QTest::addColumn<QStringList>("arguments");
    QVERIFY(write(m_dir.filePath("text.txt"), "hello"));
    const std::string good = test::smallPdf(m_pack.attachments);
    QVERIFY(write(m_dir.filePath("cut.pdf"), good.substr(0, good.size() / 2)));
    QTest::newRow("no argument") << QStringList{};
    QTest::newRow("an unknown option") << QStringList{"--nonsense", "x"};
    QTest::newRow("a file that is not there") << QStringList{m_dir.filePath("none.pdf")};
    QTest::newRow("a file that is no PDF") << QStringList{m_dir.filePath("text.txt")};
    QTest::newRow("a PDF cut in half") << QStringList{m_dir.filePath("cut.pdf")};
    QTest::newRow("a key that is no key") << QStringList{m_dir.filePath("text.txt"), "--key", "abc"};
}

void TestVerifyTool::whatCannotBeReadEndsWithTwo() {
    QFETCH(QStringList, arguments);
    const Ran ran = run(arguments);
    QCOMPARE(ran.exit, 2);
    QVERIFY(!ran.err.isEmpty());
    QVERIFY(ran.out.isEmpty());
}

void TestVerifyTool::helpShowsAnExample() {
    const Ran help = run({"--help"});
    QCOMPARE(help.exit, 0);
    QVERIFY(help.out.contains("proofstead-verify pack.pdf"));
    const Ran version = run({"--version"});
    QCOMPARE(version.exit, 0);
    QVERIFY(version.out.startsWith("proofstead-verify "));
}

void TestVerifyTool::theProgramNeedsNoLibraryOfOurs() {
    QProcess ldd;
    ldd.start("ldd", {PROOFSTEAD_BIN_DIR "/proofstead-verify"});
    QVERIFY(ldd.waitForFinished());
    const QString libraries = QString::fromUtf8(ldd.readAllStandardOutput() + ldd.readAllStandardError());
    for (const char* library : {"Qt", "sqlite", "fmt", "re2", "qpdf"})
        QVERIFY2(!libraries.contains(library), qPrintable(libraries));
}

QTEST_APPLESS_MAIN(TestVerifyTool)
#include "tst_verify_tool.moc"
