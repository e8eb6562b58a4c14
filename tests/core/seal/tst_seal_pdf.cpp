// The PDF reader on files of our own and of qpdf, and on files made to harm it.
#include "core/seal/SmallPdf.h"
#include "seal/PdfReader.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace proofstead;
using Attachments = std::map<std::string, std::string>;

namespace {

const Attachments kAttachments{{"manifest.json", "{}"},
                               {"records/1.bin", std::string("\0\x01 raw \xFF", 8)},
                               {"empty.txt", ""},
                               {"größe.csv", std::string(200'000, 'x')}};

base::Result<Attachments> read(const std::string& pdf, const seal::PdfLimits& limits = {}) {
    return seal::readAttachments(base::asBytes(pdf), limits);
}

std::string bytesOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    return base::replaceAll(std::move(text), what, with);
}

} // namespace

class TestSealPdf : public QObject {
    Q_OBJECT

private slots:
    void ownFilesAreRead_data();
    void ownFilesAreRead();
    void aPdfWithoutAttachmentsHasNone();
    void filesOfQpdfAreRead_data();
    void filesOfQpdfAreRead();
    void theNewestUpdateCounts();
    void harmfulFilesAreRefused_data();
    void harmfulFilesAreRefused();
    void bombsStopAtTheLimit();
    void everyTruncationIsRefused();
    void noFlippedByteCrashes();
};

void TestSealPdf::ownFilesAreRead_data() {
    QTest::addColumn<bool>("compress");
    QTest::newRow("compressed") << true;
    QTest::newRow("plain") << false;
}

void TestSealPdf::ownFilesAreRead() {
    QFETCH(bool, compress);
    test::SmallPdf pdf;
    pdf.compress = compress;
    pdf.attach(kAttachments);
    const auto found = read(pdf.write());
    QVERIFY2(found, found ? "" : found.error().toString().c_str());
    QVERIFY(*found == kAttachments);
}

void TestSealPdf::aPdfWithoutAttachmentsHasNone() {
    test::SmallPdf pdf;
    pdf.objects[0] = "<< /Type /Catalog /Pages 2 0 R >>";
    pdf.objects[3] = "null";
    QVERIFY(read(pdf.write()).value().empty());
}

void TestSealPdf::filesOfQpdfAreRead_data() {
    QTest::addColumn<QStringList>("options");
    QTest::newRow("classic cross-reference table") << QStringList{"--object-streams=disable"};
    QTest::newRow("object streams and a cross-reference stream") << QStringList{"--object-streams=generate"};
    QTest::newRow("linearised") << QStringList{"--linearize", "--object-streams=disable"};
    QTest::newRow("linearised with object streams") << QStringList{"--linearize", "--object-streams=generate"};
    QTest::newRow("uncompressed and readable") << QStringList{"--qdf"};
}

void TestSealPdf::filesOfQpdfAreRead() {
    QFETCH(QStringList, options);
    const QString qpdf = QStandardPaths::findExecutable("qpdf");
    if (qpdf.isEmpty()) QSKIP("qpdf is not installed");
    QTemporaryDir dir;
    QFile plain(dir.filePath("plain.pdf"));
    QVERIFY(plain.open(QIODevice::WriteOnly));
    plain.write(QByteArray::fromStdString(test::smallPdf({{"first.txt", "one"}})));
    plain.close();
    QStringList arguments{plain.fileName()};
    int number = 0;
    for (const auto& [name, bytes] : kAttachments) {
        QFile file(dir.filePath(QString::number(number++)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(bytes));
        const QString label = QString::fromStdString(name);
        arguments << "--add-attachment" << file.fileName() << "--key=" + label << "--filename=" + label << "--";
    }
    QCOMPARE(QProcess::execute(qpdf, arguments + options + QStringList{dir.filePath("out.pdf")}), 0);
    Attachments expected = kAttachments;
    expected["first.txt"] = "one";
    const auto found = read(bytesOf(dir.filePath("out.pdf")));
    QVERIFY2(found, found ? "" : found.error().toString().c_str());
    QVERIFY(*found == expected);
}

void TestSealPdf::theNewestUpdateCounts() {
    const std::string first = test::smallPdf({{"a.txt", "old"}});
    const auto at = first.rfind("startxref\n") + 10;
    const std::string previous = first.substr(at, first.find('\n', at) - at);
    std::string pdf = first;
    const auto object = pdf.size();
    pdf += "5 0 obj\n" + test::SmallPdf::stream("", "new", false) + "\nendobj\n";
    const auto table = pdf.size();
    pdf += "xref\n5 1\n" + QByteArray::number(static_cast<qulonglong>(object)).rightJustified(10, '0').toStdString() +
           " 00000 n \n" + "trailer << /Root 1 0 R /Size 7 /Prev " + previous + " >>\nstartxref\n" +
           std::to_string(table) + "\n%%EOF\n";
    const Attachments expected{{"a.txt", "new"}};
    QVERIFY(read(pdf).value() == expected);
}

void TestSealPdf::harmfulFilesAreRefused_data() {
    QTest::addColumn<QByteArray>("pdf");
    QTest::addColumn<QByteArray>("code");
    const std::string good = test::smallPdf({{"a.txt", "text"}});
    const auto row = [](const char* name, const std::string& pdf, const char* code) {
        QTest::newRow(name) << QByteArray::fromStdString(pdf) << QByteArray(code);
    };
    row("nothing", "", "not-a-pdf");
    row("a text file", "hello", "not-a-pdf");
    row("bytes behind the end", good + "more", "pdf-malformed");
    row("a second end", good + "\n%%EOF\n", "pdf-malformed");
    row("bytes before the header", "x" + good, "not-a-pdf");
    row("a table that lies outside", replaced(good, "startxref\n", "startxref\n9"), "pdf-malformed");
    row("a stream longer than the file", replaced(good, "/Length ", "/Length 9999"), "pdf-malformed");
    row("a wrong object number", replaced(good, "5 0 obj", "9 0 obj"), "pdf-malformed");
    row("an unknown filter", replaced(good, "FlateDecode", "LZWDecodeXX"), "pdf-unsupported");
    row("damaged compression", replaced(good, "stream\nx", "stream\ny"), "pdf-malformed");
    test::SmallPdf pdf;
    row("encryption", pdf.write("/Encrypt 1 0 R"), "pdf-encrypted");
    row("a hybrid file", pdf.write("/XRefStm 10"), "pdf-unsupported");
    row("sections in a circle", pdf.write("/Prev 5"), "pdf-malformed");
    const auto withTree = [&](const std::string& tree) {
        pdf.objects[3] = tree;
        return pdf.write();
    };
    row("a name tree that contains itself", withTree("<< /Kids [4 0 R 4 0 R] >>"), "pdf-malformed");
    row("a reference to itself", withTree("4 0 R"), "pdf-malformed");
    row("deep nesting", withTree(std::string(10'000, '[')), "pdf-malformed");
    row("a name without a file", withTree("<< /Names [(a)] >>"), "pdf-malformed");
    row("a file without a name", withTree("<< /Names [(a) << /EF << /F 3 0 R >> >>] >>"), "pdf-malformed");
    row("a file that is no stream", withTree("<< /Names [(a) << /F (a) /EF << /F 3 0 R >> >>] >>"), "pdf-malformed");
    row("a key given twice", withTree("<< /Names [] /Names [] >>"), "pdf-malformed");
    test::SmallPdf twice;
    twice.attach({{"a", "1"}, {"b", "2"}});
    row("two attachments of one name",
        replaced(twice.write(), test::SmallPdf::hexText("b"), test::SmallPdf::hexText("a")), "pdf-malformed");
}

void TestSealPdf::harmfulFilesAreRefused() {
    QFETCH(QByteArray, pdf);
    QFETCH(QByteArray, code);
    const auto found = read(pdf.toStdString());
    QVERIFY(!found);
    QCOMPARE(QByteArray::fromStdString(found.error().code), code);
}

void TestSealPdf::bombsStopAtTheLimit() {
    const std::string pdf = test::smallPdf({{"a", std::string(5'000'000, '\0')}, {"b", std::string(5'000'000, '\0')}});
    QVERIFY(pdf.size() < 50'000);
    QCOMPARE(read(pdf, {10, 8'000'000}).error().code, std::string("pdf-too-large"));
    QCOMPARE(read(pdf, {1, 80'000'000}).error().code, std::string("pdf-too-large"));
    QVERIFY(read(pdf, {2, 10'000'000}));
}

void TestSealPdf::everyTruncationIsRefused() {
    const std::string good = test::smallPdf({{"a.txt", "text"}});
    for (std::size_t length = 0; length + 1 < good.size(); ++length)
        QVERIFY(!read(good.substr(0, length)));
}

void TestSealPdf::noFlippedByteCrashes() {
    const std::string good = test::smallPdf({{"a.txt", "text"}});
    for (std::size_t i = 0; i < good.size(); ++i) {
        for (const int value : {0x00, 0x20, 0x28, 0x2F, 0x30, 0x39, 0x3C, 0x5B, 0x7F, 0xFF}) {
            std::string changed = good;
            changed[i] = static_cast<char>(value);
            static_cast<void>(read(changed));
        }
    }
}

QTEST_APPLESS_MAIN(TestSealPdf)
#include "tst_seal_pdf.moc"
