#include "base/Text.h"
#include "sheet/Workbook.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>
#include <sys/stat.h>

using namespace proofstead;
using namespace proofstead::sheet;

class TestSheetWorkbook : public QObject {
    Q_OBJECT
private slots:
    void writesOneFileAndNothingElse();
    void theSameTablesGiveTheSameBytes();
    void nothingInATableIsEverRun();
    void cellsKeepTheirTypes();
    void theHeaderIsFrozenAndFiltered();
    void namesOfSheetsAreMadeToFit();
    void refuses_data();
    void refuses();
    void saysWhyItCannotWrite();

private:
    QByteArray partOf(const QString& file, const QString& part);
    QString write(const std::vector<Sheet>& sheets);

    QTemporaryDir m_dir;
};

namespace {

const WorkbookInfo kInfo{"Controls", "Proofstead", 1'735'689'600'000};

Sheet sample() {
    return {"Controls",
            {"Control", "Exceptions", "Share", "Applies", "Seen", "Note"},
            {{std::string("gdpr-30-1-d"), std::int64_t{3}, 0.25, true, Moment{1'738'310'400'000}, std::string("=1+1")},
             {std::string("@SUM(A1)"), std::int64_t{9'007'199'254'740'993}, -1.5, false, std::monostate{},
              std::string("<&>\"\x01\n\xFF")}}};
}

} // namespace

QString TestSheetWorkbook::write(const std::vector<Sheet>& sheets) {
    const QString path = m_dir.filePath("book.xlsx");
    const auto status = writeWorkbook(path.toStdString(), sheets, kInfo);
    return status ? path : QString::fromStdString(status.error().toString());
}

// One part of the package, read by a program that is not ours; empty where it is not installed.
QByteArray TestSheetWorkbook::partOf(const QString& file, const QString& part) {
    const QString unzip = QStandardPaths::findExecutable("unzip");
    if (unzip.isEmpty()) return {};
    QProcess process;
    process.start(unzip, {"-p", file, part});
    process.waitForFinished();
    return process.exitCode() == 0 ? process.readAllStandardOutput() : QByteArray();
}

void TestSheetWorkbook::writesOneFileAndNothingElse() {
    QTemporaryDir dir;
    const QString path = dir.filePath("out.xlsx");
    QVERIFY(writeWorkbook(path.toStdString(), {sample()}, kInfo));
    QVERIFY(writeWorkbook(path.toStdString(), {sample(), {"More", {"A"}, {}}}, kInfo));
    QCOMPARE(QDir(dir.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList{"out.xlsx"});
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.read(4), QByteArray("PK\x03\x04"));
    struct stat info {};
    QCOMPARE(::stat(path.toLocal8Bit().constData(), &info), 0);
    QCOMPARE(info.st_mode & 0777U, 0600U);
}

void TestSheetWorkbook::theSameTablesGiveTheSameBytes() {
    const auto first = base::readFile(write({sample()}).toStdString());
    const auto second = base::readFile(write({sample()}).toStdString());
    QVERIFY(first && second);
    QVERIFY(*first == *second);
}

void TestSheetWorkbook::nothingInATableIsEverRun() {
    const auto sheet = partOf(write({sample()}), "xl/worksheets/sheet1.xml");
    if (sheet.isEmpty()) QSKIP("unzip is not installed");
    QVERIFY(!sheet.contains("<f>") && !sheet.contains("<f "));
    QVERIFY(sheet.contains(">=1+1<"));
    QVERIFY(sheet.contains(">@SUM(A1)<"));
    QVERIFY(sheet.contains("&lt;&amp;&gt;"));
    QVERIFY(base::isValidUtf8(sheet.toStdString()));
    QVERIFY(!sheet.contains('\x01'));
}

void TestSheetWorkbook::cellsKeepTheirTypes() {
    const auto sheet = partOf(write({sample()}), "xl/worksheets/sheet1.xml");
    if (sheet.isEmpty()) QSKIP("unzip is not installed");
    QVERIFY(sheet.contains("<c r=\"B2\"><v>3</v></c>"));
    QVERIFY(sheet.contains("<c r=\"C2\"><v>0.25</v></c>"));
    QVERIFY(sheet.contains("<c r=\"D2\" t=\"b\"><v>1</v></c>"));
    QVERIFY(sheet.contains("<v>45688.333333333"));    // 2025-01-31T08:00:00Z
    QVERIFY(sheet.contains(">9007199254740993<"));    // past 2^53: text
    QVERIFY(!sheet.contains("<v>9007199254740993<")); // and no number
}

void TestSheetWorkbook::theHeaderIsFrozenAndFiltered() {
    const auto sheet = partOf(write({sample()}), "xl/worksheets/sheet1.xml");
    if (sheet.isEmpty()) QSKIP("unzip is not installed");
    QVERIFY(sheet.contains("ySplit=\"1\""));
    QVERIFY(sheet.contains("state=\"frozen\""));
    QVERIFY(sheet.contains("<autoFilter ref=\"A1:F3\"/>"));
}

void TestSheetWorkbook::namesOfSheetsAreMadeToFit() {
    const auto path = write({{"a/b: [c]?", {"A"}, {}}, {"'" + std::string(40, 'x'), {"A"}, {}}});
    QVERIFY2(path.endsWith(".xlsx"), qPrintable(path));
    const auto book = partOf(path, "xl/workbook.xml");
    if (book.isEmpty()) QSKIP("unzip is not installed");
    QVERIFY(book.contains("name=\"a b   c\""));
}

void TestSheetWorkbook::refuses_data() {
    QTest::addColumn<int>("which");
    QTest::newRow("a workbook without a sheet") << 0;
    QTest::newRow("two sheets of one name, whatever the case") << 1;
    QTest::newRow("a sheet without a name") << 2;
    QTest::newRow("a sheet without a column") << 3;
    QTest::newRow("a row longer than the header") << 4;
    QTest::newRow("more columns than XLSX has") << 5;
}

void TestSheetWorkbook::refuses() {
    QFETCH(int, which);
    const std::vector<std::vector<Sheet>> tables{
        {},
        {{"A", {"x"}, {}}, {"a", {"x"}, {}}},
        {{" ", {"x"}, {}}},
        {{"A", {}, {}}},
        {{"A", {"x"}, {{std::int64_t{1}, std::int64_t{2}}}}},
        {{"A", std::vector<std::string>(16'385, "x"), {}}},
    };
    const auto status = writeWorkbook(m_dir.filePath("refused.xlsx").toStdString(), tables[std::size_t(which)], kInfo);
    QVERIFY(!status);
    QCOMPARE(status.error().code, std::string("invalid-table"));
    QVERIFY(!QFile::exists(m_dir.filePath("refused.xlsx")));
}

void TestSheetWorkbook::saysWhyItCannotWrite() {
    const auto status = writeWorkbook(m_dir.filePath("no/such/folder.xlsx").toStdString(), {sample()}, kInfo);
    QVERIFY(!status);
    QCOMPARE(status.error().code, std::string("file-missing"));
    QVERIFY(QDir().mkpath(m_dir.filePath("folder.xlsx/inside")));
    QVERIFY(!writeWorkbook(m_dir.filePath("folder.xlsx").toStdString(), {sample()}, kInfo));
}

QTEST_APPLESS_MAIN(TestSheetWorkbook)
#include "tst_sheet_workbook.moc"
