#include "base/Glob.h"
#include "base/Text.h"

#include <QTemporaryDir>
#include <QtTest>
#include <sys/stat.h>

using namespace proofstead::base;

class TestBaseText : public QObject {
    Q_OBJECT
private slots:
    void cutsAndJoins();
    void hexIsExact();
    void base64IsStrict();
    void utf8_data();
    void utf8();
    void makesTextPrintable();
    void shortensByCodePoints();
    void csvNeverRunsAFormula_data();
    void csvNeverRunsAFormula();
    void globs_data();
    void globs();
    void globsInLinearTime();
    void writesFilesWhole();
    void saysWhyAFileCannotBeRead();
};

void TestBaseText::cutsAndJoins() {
    QCOMPARE(split("a||b", '|'), (std::vector<std::string_view>{"a", "", "b"}));
    QCOMPARE(split("", '|'), (std::vector<std::string_view>{""}));
    QCOMPARE(join({"a", "", "b"}, ", "), std::string("a, , b"));
    QCOMPARE(trim("  a b\t\r\n"), std::string_view("a b"));
    QCOMPARE(trim(" \n"), std::string_view());
    QCOMPARE(replaceAll("aXbX", "X", "XX"), std::string("aXXbXX"));
    QVERIFY(equalsIgnoreCase("MFA", "mfa"));
    QVERIFY(!equalsIgnoreCase("MFA", "mf"));
}

void TestBaseText::hexIsExact() {
    QCOMPARE(toHex(asBytes(std::string_view("\x00\xff\x10", 3))), std::string("00ff10"));
    QCOMPARE(fromHex("00ff10"), std::optional<std::string>(std::string("\x00\xff\x10", 3)));
    for (const char* text : {"0", "FF", "0g", " 0"})
        QVERIFY2(!fromHex(text), text);
}

void TestBaseText::base64IsStrict() {
    const std::vector<std::pair<std::string, std::string>> vectors{
        {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, encoded] : vectors) {
        QCOMPARE(toBase64(asBytes(plain)), encoded);
        QCOMPARE(fromBase64(encoded), std::optional<std::string>(plain));
    }
    for (const char* text : {"Zg", "Zg=", "Zh==", "Zm9=", "Z===", "Zg==Zg==", "Zm 9"})
        QVERIFY2(!fromBase64(text), text);
}

void TestBaseText::utf8_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("valid");
    QTest::newRow("ASCII") << QByteArray("plain") << true;
    QTest::newRow("two, three and four bytes") << QByteArray("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80") << true;
    QTest::newRow("an overlong slash") << QByteArray("\xC0\xAF") << false;
    QTest::newRow("a lone surrogate") << QByteArray("\xED\xA0\x80") << false;
    QTest::newRow("past the last code point") << QByteArray("\xF4\x90\x80\x80") << false;
    QTest::newRow("a sequence cut off") << QByteArray("a\xE2\x82") << false;
    QTest::newRow("a stray continuation") << QByteArray("\x80") << false;
}

void TestBaseText::utf8() {
    QFETCH(QByteArray, bytes);
    QFETCH(bool, valid);
    QCOMPARE(isValidUtf8(bytes.toStdString()), valid);
}

void TestBaseText::makesTextPrintable() {
    QCOMPARE(printable("a\x1b[31mb\tc"), std::string("a [31mb\tc"));
    QCOMPARE(printable("a\xFF"), std::string("a\xEF\xBF\xBD"));
    QCOMPARE(printable("a\xC2\x9B"), std::string("a "));
    QVERIFY(isValidUtf8(printable("\xE2\x28\xA1")));
}

void TestBaseText::shortensByCodePoints() {
    QCOMPARE(shorten("abc", 3), std::string("abc"));
    QCOMPARE(shorten("abcd", 3), std::string("ab\xE2\x80\xA6"));
    QCOMPARE(shorten("\xC3\xA9\xC3\xA9\xC3\xA9", 2), std::string("\xC3\xA9\xE2\x80\xA6"));
}

void TestBaseText::csvNeverRunsAFormula_data() {
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("field");
    QTest::newRow("plain text stays") << "plain"
                                      << "plain";
    QTest::newRow("a comma is quoted") << "a,b"
                                       << "\"a,b\"";
    QTest::newRow("a quote is doubled") << "a\"b"
                                        << "\"a\"\"b\"";
    QTest::newRow("a line break is quoted") << "a\nb"
                                            << "\"a\nb\"";
    QTest::newRow("a formula is defused") << "=1+1"
                                          << "'=1+1";
    QTest::newRow("a formula with a comma is defused and quoted") << "=A(1,2)"
                                                                  << "\"'=A(1,2)\"";
    QTest::newRow("a leading at sign is defused") << "@SUM"
                                                  << "'@SUM";
    QTest::newRow("a leading minus before text is defused") << "-cmd"
                                                            << "'-cmd";
    QTest::newRow("a negative number stays a number") << "-12.5"
                                                      << "-12.5";
    QTest::newRow("a leading tab is defused") << "\tx"
                                              << "'\tx";
}

void TestBaseText::csvNeverRunsAFormula() {
    QFETCH(QString, value);
    QFETCH(QString, field);
    QCOMPARE(QString::fromStdString(csvField(value.toStdString())), field);
}

void TestBaseText::globs_data() {
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("matches");
    QTest::newRow("a star takes nothing") << "s3:*"
                                          << "s3:" << true;
    QTest::newRow("a star takes anything") << "s3:*Object*"
                                           << "s3:PutObjectAcl" << true;
    QTest::newRow("a question mark takes exactly one") << "a?c"
                                                       << "abc" << true;
    QTest::newRow("a question mark does not take none") << "a?c"
                                                        << "ac" << false;
    QTest::newRow("the whole text must match") << "iam:Get"
                                               << "iam:GetUser" << false;
    QTest::newRow("brackets are plain characters") << "[ab]"
                                                   << "[ab]" << true;
    QTest::newRow("an empty pattern matches the empty text") << ""
                                                             << "" << true;
    QTest::newRow("case counts") << "S3:*"
                                 << "s3:GetObject" << false;
}

void TestBaseText::globs() {
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QFETCH(bool, matches);
    QCOMPARE(globMatch(pattern.toStdString(), text.toStdString()), matches);
    QCOMPARE(globMatchIgnoreCase(pattern.toUpper().toStdString(), text.toLower().toStdString()),
             globMatch(pattern.toLower().toStdString(), text.toLower().toStdString()));
}

void TestBaseText::globsInLinearTime() {
    // Exponential matchers need longer than the universe for this pair.
    std::string pattern;
    for (int i = 0; i < 60; ++i)
        pattern += "a*";
    QVERIFY(!globMatch(pattern + "b", std::string(2'000, 'a')));
}

void TestBaseText::writesFilesWhole() {
    QTemporaryDir dir;
    const auto path = dir.filePath("out.txt").toStdString();
    QVERIFY(writeFile(path, "first"));
    QVERIFY(writeFile(path, "second"));
    QCOMPARE(*readFile(path), std::string("second"));
    struct stat info {};
    QCOMPARE(::stat(path.c_str(), &info), 0);
    QCOMPARE(info.st_mode & 0777U, 0600U);
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files).size(), 1);
}

void TestBaseText::saysWhyAFileCannotBeRead() {
    QTemporaryDir dir;
    QCOMPARE(readFile(dir.filePath("none").toStdString()).error().code, std::string("file-missing"));
    const auto path = dir.filePath("long").toStdString();
    QVERIFY(writeFile(path, "12345"));
    QCOMPARE(readFile(path, 4).error().code, std::string("file-too-large"));
    QCOMPARE(writeFile(dir.filePath("no/such/place").toStdString(), "").error().code, std::string("file-missing"));
}

QTEST_APPLESS_MAIN(TestBaseText)
#include "tst_base_text.moc"
