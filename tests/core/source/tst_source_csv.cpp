// Rows of CSV files as people and spreadsheets write them.
#include "source/readers/CsvRows.h"

#include <QTest>

using namespace proofstead;

namespace {

using Fields = QList<QStringList>;

struct Read {
    Fields rows;
    QStringList texts; // each row as it stands in the file
    QList<qint64> lines;
    bool unclosed = false;
};

Read rowsOf(const std::string& text) {
    source::CsvRows reader(text, source::csvSeparator(text));
    Read read;
    source::CsvRow row;
    while (reader.next(row)) {
        QStringList fields;
        for (const auto& field : row.fields)
            fields << QString::fromStdString(field);
        read.rows << fields;
        read.texts << QString::fromStdString(text.substr(row.offset, row.length));
        read.lines << row.line;
        read.unclosed = read.unclosed || row.unclosedQuote;
    }
    return read;
}

} // namespace

class TestSourceCsv : public QObject {
    Q_OBJECT

private slots:
    void readsRows_data();
    void readsRows();
    void placesAreExact();
    void anOpenQuoteIsNoticed();
    void tellsTheSeparator_data();
    void tellsTheSeparator();
};

void TestSourceCsv::readsRows_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Fields>("rows");
    const auto row = [](const char* name, const char* text, const Fields& rows) {
        QTest::newRow(name) << QByteArray(text) << rows;
    };
    row("plain", "a,b\n1,2\n", {{"a", "b"}, {"1", "2"}});
    row("without the last line feed", "a,b\n1,2", {{"a", "b"}, {"1", "2"}});
    row("carriage returns", "a,b\r\n1,2\r\n", {{"a", "b"}, {"1", "2"}});
    row("quotes", "a,b\n\"1,5\",\"say \"\"hi\"\"\"\n", {{"a", "b"}, {"1,5", "say \"hi\""}});
    row("a line feed inside quotes", "a,b\n\"one\ntwo\",3\n", {{"a", "b"}, {"one\ntwo", "3"}});
    row("a byte order mark",
        "\xEF\xBB\xBF"
        "a,b\n1,2\n",
        {{"a", "b"}, {"1", "2"}});
    row("semicolons, as German spreadsheets write them", "a;b\n1,5;2\n", {{"a", "b"}, {"1,5", "2"}});
    row("tabs", "a\tb\n1\t2\n", {{"a", "b"}, {"1", "2"}});
    row("empty lines", "a,b\n\n\n1,2\n\n", {{"a", "b"}, {"1", "2"}});
    row("empty cells", "a,b,c\n,,\n1,,3\n", {{"a", "b", "c"}, {"", "", ""}, {"1", "", "3"}});
    row("a short and a long row", "a,b\n1\n1,2,3\n", {{"a", "b"}, {"1"}, {"1", "2", "3"}});
    row("nothing", "", {});
}

void TestSourceCsv::readsRows() {
    QFETCH(QByteArray, text);
    QFETCH(Fields, rows);
    const auto read = rowsOf(text.toStdString());
    QCOMPARE(read.rows, rows);
    QVERIFY(!read.unclosed);
}

void TestSourceCsv::placesAreExact() {
    const auto read = rowsOf("a,b\r\n\"x\ny\",2\r\n3,4\r\n");
    QCOMPARE(read.texts, (QStringList{"a,b", "\"x\ny\",2", "3,4"}));
    QCOMPARE(read.lines, (QList<qint64>{1, 2, 4}));
}

void TestSourceCsv::anOpenQuoteIsNoticed() {
    const auto read = rowsOf("a,b\n1,\"open\n2,3\n");
    QVERIFY(read.unclosed);
    QCOMPARE(read.rows.first(), (QStringList{"a", "b"}));
}

void TestSourceCsv::tellsTheSeparator_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<char>("separator");
    QTest::newRow("commas") << QByteArray("a,b,c\n") << ',';
    QTest::newRow("semicolons beside a comma") << QByteArray("a;b;\"c,d,e,f\"\n") << ';';
    QTest::newRow("tabs") << QByteArray("a\tb\n1,2,3\n") << '\t';
    QTest::newRow("one column") << QByteArray("a\n1\n") << ',';
}

void TestSourceCsv::tellsTheSeparator() {
    QFETCH(QByteArray, text);
    QFETCH(char, separator);
    QCOMPARE(source::csvSeparator(text.toStdString()), separator);
}

QTEST_APPLESS_MAIN(TestSourceCsv)
#include "tst_source_csv.moc"
