#include "present/ErrorText.h"

#include "base/Result.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace proofstead;

// Every error code that the sources below a folder can return.
static QSet<QString> codesBelow(const QString& folder) {
    static const QRegularExpression kCall(R"(\b(?:fail|Error)\s*[({]\s*([^;,)}]*))");
    static const QRegularExpression kCode(R"re("([a-z0-9]+(?:-[a-z0-9]+)*)")re");
    static const QRegularExpression kProblem(R"re([pP]roblem = "([a-z-]+)")re"); // of a file that was read in part
    QSet<QString> codes;
    QDirIterator files(folder, {"*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly)) continue;
        const QString text = QString::fromUtf8(file.readAll());
        for (auto problems = kProblem.globalMatch(text); problems.hasNext();)
            codes.insert(problems.next().captured(1));
        for (auto calls = kCall.globalMatch(text); calls.hasNext();)
            for (auto found = kCode.globalMatch(calls.next().captured(1)); found.hasNext();)
                codes.insert(found.next().captured(1));
    }
    return codes;
}

class TestPresentErrors : public QObject {
    Q_OBJECT
private slots:
    void hasWordsForEveryCode_data();
    void hasWordsForEveryCode();
    void wordsAreWhole();
    void saysWhatWhereAndWhatNext_data();
    void saysWhatWhereAndWhatNext();
};

void TestPresentErrors::hasWordsForEveryCode_data() {
    QTest::addColumn<QString>("folder");
    for (const char* folder : {"core", "app", "ui"})
        QTest::newRow(folder) << QStringLiteral(PROOFSTEAD_SOURCE_DIR "/") + folder;
}

void TestPresentErrors::hasWordsForEveryCode() {
    QFETCH(QString, folder);
    const auto codes = codesBelow(folder);
    if (folder.endsWith("core")) QVERIFY(codes.contains("invalid-json"));
    QStringList missing;
    for (const auto& code : codes)
        if (!present::hasErrorText(code.toStdString())) missing << code;
    missing.sort();
    QVERIFY2(missing.isEmpty(), qPrintable("add rows to ui/present/ErrorTable.cpp: " + missing.join(' ')));
}

void TestPresentErrors::wordsAreWhole() {
    QSet<QString> seen;
    for (const auto& row : present::errorTable()) {
        QVERIFY2(!seen.contains(row.code), row.code);
        seen.insert(row.code);
        for (const QString& text : {QString(row.what), QString(row.next)}) {
            QVERIFY2(text.size() > 8 && text.at(0).isUpper(), row.code);
            QVERIFY2(!text.endsWith('.') && !text.contains('%') && text == text.simplified(), row.code);
        }
    }
}

void TestPresentErrors::saysWhatWhereAndWhatNext_data() {
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QStringList>("where");
    QTest::addColumn<QString>("expected");
    QTest::newRow("a place and a detail") << "invalid-json"
                                          << "at byte 7: unexpected end" << QStringList{"line 3", "a.json"}
                                          << "This is not valid JSON: line 3, a.json (at byte 7: unexpected end). "
                                             "Correct the file at the place named and try again.";
    QTest::newRow("a detail alone")
        << "vault-in-use"
        << "pid 12 on host" << QStringList{}
        << "Another program is writing to this vault: pid 12 on host. Wait until it has finished, or stop it there.";
    QTest::newRow("a detail that says nothing new") << "file-missing"
                                                    << "No such file or directory" << QStringList{"a.json"}
                                                    << "There is no such file or folder: a.json. Check the path.";
    QTest::newRow("neither place nor detail")
        << "no-run"
        << "" << QStringList{} << "Nothing has been assessed yet. Run `proofstead assess`.";
    QTest::newRow("a place with control characters")
        << "file-unreadable"
        << "" << QStringList{"a\nb\x1b[2Jc"}
        << "This file cannot be read: a b [2Jc. Check that the disk is in order and try again.";
    QTest::newRow("an unknown code") << "made-up"
                                     << "" << QStringList{}
                                     << "Something went wrong that has no words of its own yet (made-up). Try again; "
                                        "if it stays, report it with this code.";
}

void TestPresentErrors::saysWhatWhereAndWhatNext() {
    QFETCH(QString, code);
    QFETCH(QString, detail);
    QFETCH(QStringList, where);
    base::Error error{code.toStdString(), detail.toStdString(), {}};
    for (const auto& place : where)
        error.where.push_back(place.toStdString());
    QTEST(present::errorText(error), "expected");
}

QTEST_GUILESS_MAIN(TestPresentErrors)
#include "tst_present_errors.moc"
