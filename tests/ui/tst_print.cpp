// Prints a made-up pack and looks at what came out, with poppler and qpdf where they are installed.
#include "core/pack/SamplePack.h"
#include "pack/Pack.h"
#include "print/Print.h"
#include "print/Theme.h"
#include "print/WordBreaks.h"
#include "seal/PackCheck.h"
#include "seal/PdfReader.h"

#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace proofstead;

namespace {

const std::string kResources = PROOFSTEAD_SOURCE_DIR "/resources";

pack::Outline fullOutline() {
    return *pack::outlineFromJson(*base::parseJson(*base::readFile(kResources + "/packs/full.json")));
}

// A table of 3,000 rows whose every row can be found again.
pack::Table longTable() {
    pack::Table table;
    table.columns = {{"Row", 1, pack::Align::Right}, {"Subject", 4}, {"Detail", 3}};
    for (int i = 0; i < 3'000; ++i)
        table.rows.push_back(
            {pack::Cell(std::to_string(i)), pack::Cell(i == 1'500 ? sample::longArn() : "subject-" + std::to_string(i)),
             pack::Cell(i % 7 ? "" : "Donaudampfschifffahrtsgesellschaftskapitänsmützenverordnung im office")});
    return table;
}

QByteArray run(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.waitForFinished(120'000);
    return process.readAll() + (process.exitCode() == 0 ? "" : "\nEXIT " + QByteArray::number(process.exitCode()));
}

bool has(const char* program) {
    return !QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty();
}

} // namespace

class PrintTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void fileIsPrivateAndWhole();
    void textComesOut();
    void everyRowComesOutOnce();
    void headersAreRepeated();
    void linksAndOutline();
    void structureIsClean();
    void attachmentsComeOut();
    void verifierReadsThePack();
    void metadataIsThere();
    void samePackSameBytes();
    void missingFontIsNamed();
    void unwritableTargetIsNamed();
    void everyMarkLooksDifferent();
    void namesBreakAtSeparators();
    void compoundsBreakBetweenSyllables();
    void followingPagesSayWhoseTheyAre();

private:
    QString m_pdf, m_text;
    QTemporaryDir m_folder;
    std::map<std::string, std::string> m_attachments;
    std::size_t m_pages = 0;
};

void PrintTest::initTestCase() {
    const auto input = sample::SamplePack({.controls = 30, .findings = 60, .records = 12}).make(kResources);
    auto document = pack::buildDocument(input, fullOutline());
    auto attachments = pack::attachmentsOf(input);
    QVERIFY(document && attachments);
    document->blocks.emplace_back(pack::Heading{.level = 1, .text = "A long table"});
    document->blocks.emplace_back(longTable());
    m_attachments = *attachments;
    m_pdf = m_folder.filePath(QStringLiteral("pack.pdf"));
    const auto printed = print::printPack(*document, m_attachments, m_pdf.toStdString());
    QVERIFY2(printed, printed ? "" : printed.error().toString().c_str());
    m_pages = printed->pages;
    QVERIFY(m_pages > 60);
    if (has("pdftotext")) {
        run(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), m_pdf, m_folder.filePath(QStringLiteral("text"))});
        QFile file(m_folder.filePath(QStringLiteral("text")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_text = QString::fromUtf8(file.readAll());
    }
}

void PrintTest::fileIsPrivateAndWhole() {
    QCOMPARE(QFileInfo(m_pdf).permissions() &
                 (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
             QFile::Permissions());
    QFile file(m_pdf);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.read(5) == "%PDF-");
    QVERIFY(file.seek(file.size() - 6));
    QVERIFY(file.readAll().contains("%%EOF"));
    QCOMPARE(QDir(m_folder.path()).entryList({QStringLiteral("pack.pdf.*")}).size(), 0);
}

void PrintTest::textComesOut() {
    if (m_text.isEmpty()) QSKIP("pdftotext is not installed");
    for (const char* needle :
         {"Muster & Söhne Gesundheitsdienste GmbH", "Wzorowa Opieka Zdrowotna sp. z o.o., Łódź", "gdpr-5-1-f",
          "aws-console-login-without-mfa", "Zugriffsrechte", "office", "Informationssicherheitsbeauftragte",
          "Zarządzanie uprawnieniami dostępu", "każdy dostęp ma właściciela", "Exceptions noted",
          "not yet confirmed by counsel", "‹masked:user:", "Data protection officer", "Contents"})
        QVERIFY2(m_text.contains(QString::fromUtf8(needle)), needle);
    QVERIFY2(!m_text.contains(QChar(0xFB00)) && !m_text.contains(QChar(0xFB01)) && !m_text.contains(QChar(0xFB03)),
             "ligatures");
    QVERIFY(m_text.contains(QStringLiteral("Page 2 of %1").arg(m_pages)));
    // A name too long for its column is broken, never cut: all of it comes out.
    QString unbroken = m_text;
    unbroken.remove(QRegularExpression(QStringLiteral("[^ab]")));
    QVERIFY(unbroken.contains(QString(200, QLatin1Char('b'))));
}

void PrintTest::everyRowComesOutOnce() {
    if (m_text.isEmpty()) QSKIP("pdftotext is not installed");
    for (int i = 0; i < 3'000; ++i)
        if (i != 1'500) QCOMPARE(m_text.count(QRegularExpression(QStringLiteral("subject-%1\\b").arg(i))), 1);
}

void PrintTest::headersAreRepeated() {
    if (m_text.isEmpty()) QSKIP("pdftotext is not installed");
    const auto rows =
        QRegularExpression(QStringLiteral("^ *Row +Subject +Detail"), QRegularExpression::MultilineOption);
    QVERIFY(m_text.count(rows) > 50);
    QCOMPARE(m_text.count(rows),
             m_text.count(QStringLiteral("A long table")) - 2); // chapter line of each page; contents, heading
}

void PrintTest::linksAndOutline() {
    if (!has("pdfinfo")) QSKIP("pdfinfo is not installed");
    const QByteArray destinations = run(QStringLiteral("pdfinfo"), {QStringLiteral("-dests"), m_pdf});
    QVERIFY(destinations.contains("\"control-gdpr-gdpr-5-1-f\""));
    QVERIFY(destinations.contains("\"test-aws-console-login-without-mfa\""));
    QVERIFY(destinations.contains("\"record-1\""));
    if (!has("qpdf")) QSKIP("qpdf is not installed");
    const QByteArray json =
        run(QStringLiteral("qpdf"), {QStringLiteral("--json=2"), QStringLiteral("--json-key=outlines"), m_pdf});
    QVERIFY(json.contains("Coverage") && json.contains("Log checkpoint and verification"));
}

void PrintTest::structureIsClean() {
    if (!has("qpdf")) QSKIP("qpdf is not installed");
    const QByteArray report = run(QStringLiteral("qpdf"), {QStringLiteral("--check"), m_pdf});
    QVERIFY2(report.contains("No syntax or stream encoding errors found") && !report.contains("WARNING") &&
                 !report.contains("EXIT"),
             report.constData());
}

void PrintTest::attachmentsComeOut() {
    if (!has("qpdf")) QSKIP("qpdf is not installed");
    const QByteArray list = run(QStringLiteral("qpdf"), {QStringLiteral("--list-attachments"), m_pdf});
    for (const auto& [name, bytes] : m_attachments) {
        QVERIFY2(list.contains(QByteArray::fromStdString(name + " ->")), name.c_str());
        const QByteArray content =
            run(QStringLiteral("qpdf"), {QStringLiteral("--show-attachment=") + QString::fromStdString(name), m_pdf});
        QVERIFY2(content.toStdString() == bytes, name.c_str());
    }
}

void PrintTest::verifierReadsThePack() {
    const std::string pdf = *base::readFile(m_pdf.toStdString());
    const auto read = seal::readAttachments(base::asBytes(pdf));
    QVERIFY2(read, read ? "" : read.error().toString().c_str());
    QVERIFY(*read == m_attachments);
    const seal::PackVerdict verdict = seal::checkPack(*read);
    QVERIFY2(verdict.holds, verdict.firstFailure() ? verdict.firstFailure()->what.c_str() : "");
}

void PrintTest::metadataIsThere() {
    QFile file(m_pdf);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    for (const char* needle : {"/AFRelationship /Source", "/AFRelationship /Data", "/OutputIntents", "/S /GTS_PDFA1",
                               "/AF ", "/Lang", "/DisplayDocTitle true"})
        QVERIFY2(bytes.contains(needle), needle);
    QVERIFY(!bytes.contains("/ObjStm") && !bytes.contains("/Encrypt"));
    if (!has("pdfinfo")) QSKIP("pdfinfo is not installed");
    const QByteArray metadata = run(QStringLiteral("pdfinfo"), {QStringLiteral("-meta"), m_pdf});
    QVERIFY(metadata.contains("<pdfaid:part>3</pdfaid:part>") && metadata.contains("Muster &amp; Söhne"));
    if (!has("pdffonts")) QSKIP("pdffonts is not installed");
    for (const QByteArray& line : run(QStringLiteral("pdffonts"), {m_pdf}).split('\n').mid(2))
        if (!line.isEmpty())
            QVERIFY2(line.contains("yes yes yes"), line.constData()); // embedded, subset, with a way back to text
}

void PrintTest::samePackSameBytes() {
    QHashSeed::setDeterministicGlobalSeed();
    const auto input = sample::SamplePack({.controls = 4, .findings = 3, .records = 2}).make(kResources);
    const auto document = pack::buildDocument(input, fullOutline());
    std::string bytes[2];
    for (std::string& one : bytes) {
        const std::string path = m_folder.filePath(QStringLiteral("same.pdf")).toStdString();
        QVERIFY(print::printPack(*document, {{"manifest.json", "{}"}}, path));
        one = *base::readFile(path);
    }
    QHashSeed::resetRandomGlobalSeed();
    QVERIFY(bytes[0] == bytes[1]);
}

void PrintTest::missingFontIsNamed() {
    // An own, empty place for fonts; the platform's places cannot be hidden, so this asks only for the message's form.
    const auto printed = print::printPack({}, {}, m_folder.filePath(QStringLiteral("none.pdf")).toStdString(),
                                          {.fontFolders = {m_folder.path().toStdString()}});
    if (printed) QSKIP("The fonts are installed on this machine.");
    QCOMPARE(printed.error().code, std::string("font-missing"));
    QVERIFY(printed.error().detail.find("fonts-noto-core") != std::string::npos);
}

void PrintTest::unwritableTargetIsNamed() {
    const auto printed =
        print::printPack({}, {}, m_folder.filePath(QStringLiteral("no/such/folder/x.pdf")).toStdString());
    QVERIFY(!printed);
    QCOMPARE(printed.error().code, std::string("file-missing"));
}

void PrintTest::everyMarkLooksDifferent() {
    using pack::Mark;
    std::vector<QImage> images;
    for (const Mark mark : {Mark::Supported, Mark::Addressed, Mark::Attested, Mark::Partial, Mark::Stale,
                            Mark::NotExercised, Mark::NotEvaluable, Mark::Exceptions, Mark::NotApplicable}) {
        QImage image(24, 24, QImage::Format_ARGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        print::theme::drawMark(painter, QRectF(2, 2, 20, 20), mark);
        painter.end();
        // Black and white: what is left when a page goes through a copier.
        const QImage copied = image.convertToFormat(QImage::Format_Mono, Qt::ThresholdDither);
        for (const QImage& other : images)
            QVERIFY(copied != other);
        images.push_back(copied);
    }
}

void PrintTest::namesBreakAtSeparators() {
    const QString arn = QStringLiteral("arn:aws:iam::111122223333:role/x/verylongname");
    QCOMPARE(arn.left(print::betterBreak(arn, 0, 30)), QStringLiteral("arn:aws:iam::111122223333:"));
    QCOMPARE(print::betterBreak(arn, 0, static_cast<int>(arn.size())), static_cast<int>(arn.size()));
    QCOMPARE(print::betterBreak(QStringLiteral("data_categories"), 0, 12), 5);
    QCOMPARE(print::betterBreak(QString(40, QLatin1Char('b')), 0, 20), 20);
}

void PrintTest::compoundsBreakBetweenSyllables() {
    QString word = print::withSoftHyphens(QStringLiteral("Krankenversicherungsleistung"));
    QVERIFY(word.count(QChar(QChar::SoftHyphen)) >= 4);
    QVERIFY(word.contains(QStringLiteral("ken") + QChar(QChar::SoftHyphen) + QStringLiteral("ver")));
    QVERIFY(!word.contains(QStringLiteral("c") + QChar(QChar::SoftHyphen) + QStringLiteral("h")));
    for (const char* name : {"ModifyDBSnapshotAttribute", "data_categories", "short", "0193efe65870ac8cc851"})
        QCOMPARE(print::withSoftHyphens(QString::fromLatin1(name)), QString::fromLatin1(name));
}

void PrintTest::followingPagesSayWhoseTheyAre() {
    if (m_text.isEmpty()) QSKIP("pdftotext is not installed");
    QVERIFY(m_text.contains(QStringLiteral(", continued")));
}

QTEST_MAIN(PrintTest)
#include "tst_print.moc"
