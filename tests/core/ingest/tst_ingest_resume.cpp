// Imports that go on where they were interrupted: what comes out equals an import in one go, whatever the container,
// and whatever happened to the file meanwhile.
#include "support/ImportRows.h"

#include <QtTest>

using namespace proofstead;
using test::ImportCase;
using test::manyRecords;
using test::must;
using test::originRows;
using test::records;

namespace {

constexpr int kRecords = 9'000; // some megabytes: several batches, so that a stop falls between two of them

QByteArray lines(int count) {
    return manyRecords(0, count).join('\n') + '\n';
}

QByteArray table(int count) {
    QByteArray text = "time,user,action,ip,comment\n";
    const QByteArray pad(400, 'c');
    for (int i = 0; i < count; ++i)
        text += QByteArray::fromStdString(base::formatTime(test::kStart + i * base::kMinute)) +
                ",nora,read,203.0.113.9,\"" + pad + QByteArray::number(i) + "\nnext line\"\n";
    return text;
}

QByteArray plainLines(int count) {
    QByteArray text;
    const QByteArray pad(400, 'p');
    for (int i = 0; i < count; ++i)
        text += "time=" + QByteArray::fromStdString(base::formatTime(test::kStart + i * base::kMinute)) +
                " user=nora action=read ip=203.0.113.9 comment=" + pad + QByteArray::number(i) + '\n';
    return text;
}

// Stops after the first batches.
ingest::ImportJob stopping(int batches = 2) {
    ingest::ImportJob job;
    job.progress = [left = batches + 1](const std::string&, std::int64_t, std::int64_t) mutable { return left-- > 0; };
    return job;
}

} // namespace

class TestIngestResume : public QObject {
    Q_OBJECT

private slots:
    void goesOnInEveryContainer_data();
    void goesOnInEveryContainer();
    void goesOnSeveralTimes();
    void aChangedFileIsReadAnew_data();
    void aChangedFileIsReadAnew();
    void anotherDefinitionReadsItAnew();
    void anotherFileComesFirst();
    void abandoningRemovesWhatIsLeft();
};

void TestIngestResume::goesOnInEveryContainer_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("JSON Lines") << "a.jsonl" << lines(kRecords);
    QTest::newRow("JSON Lines with broken ones") << "a.jsonl"
                                                 << "{broken\n" + lines(kRecords) + "{cut";
    QTest::newRow("a list inside an object") << "a.json" << records(manyRecords(0, kRecords));
    QTest::newRow("a bare list, with line feeds") << "a.json"
                                                  << "[\n" + manyRecords(0, kRecords).join(",\n") + "\n]";
    QTest::newRow("two lists one after the other")
        << "a.json" << records(manyRecords(0, kRecords)) + records(manyRecords(kRecords, 10));
    QTest::newRow("gzip") << "a.json.gz" << test::gzip(lines(kRecords));
    QTest::newRow("a table with line feeds in its cells") << "a.csv" << table(kRecords);
    QTest::newRow("lines of text") << "a.log" << plainLines(kRecords);
}

void TestIngestResume::goesOnInEveryContainer() {
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    ImportCase whole, stopped;
    whole.put(name, content);
    stopped.put(name, content);
    whole.import();
    QCOMPARE(whole.files().size(), std::size_t{1});
    QVERIFY(must(stopped.tryImport(stopping())).cancelled);
    QVERIFY(stopped.files().empty());
    const auto kept = stopped.number("SELECT coalesce(sum(count), 0) FROM event_block");
    QVERIFY(kept > 0 && kept < whole.seen("SELECT count(*) FROM event"));
    const auto first = stopped.number("SELECT min(id) FROM segment");
    const auto report = stopped.import();
    QCOMPARE(report.files.size(), std::size_t{1});
    QCOMPARE(stopped.contents(), whole.contents());
    QCOMPARE(originRows(stopped), originRows(whole));
    QCOMPARE(stopped.number("SELECT min(id) FROM segment"), first); // went on, did not begin anew
    QCOMPARE(stopped.number("SELECT count(*) FROM reject_row"), whole.number("SELECT count(*) FROM reject_row"));
    QCOMPARE(test::rollupDifferences(stopped.vault()), 0);
    QVERIFY(stopped.rootsHold());
}

void TestIngestResume::goesOnSeveralTimes() {
    ImportCase whole, stopped;
    const auto content = lines(3 * kRecords);
    whole.put("a.jsonl", content);
    stopped.put("a.jsonl", content);
    whole.import();
    for (int i = 0; i < 3; ++i)
        QVERIFY(must(stopped.tryImport(stopping(6 + 2 * i))).cancelled);
    stopped.import();
    QCOMPARE(stopped.contents(), whole.contents());
    QCOMPARE(originRows(stopped), originRows(whole));
    QCOMPARE(test::rollupDifferences(stopped.vault()), 0);
    QVERIFY(stopped.rootsHold());
}

void TestIngestResume::aChangedFileIsReadAnew_data() {
    QTest::addColumn<QByteArray>("content");
    auto changed = lines(kRecords);
    changed.replace(changed.indexOf("RunInstances"), 12, "HaltMachines");
    QTest::newRow("another first record") << changed;
    QTest::newRow("nothing but its beginning") << lines(3);
    QTest::newRow("a record before the others") << manyRecords(20'000, 1).front() + '\n' + lines(kRecords);
}

void TestIngestResume::aChangedFileIsReadAnew() {
    QFETCH(QByteArray, content);
    ImportCase whole, stopped;
    whole.put("a.jsonl", content);
    stopped.put("a.jsonl", lines(kRecords));
    whole.import();
    QVERIFY(must(stopped.tryImport(stopping())).cancelled);
    stopped.put("a.jsonl", content);
    stopped.import();
    QCOMPARE(stopped.contents(), whole.contents());
    QCOMPARE(originRows(stopped), originRows(whole));
    QCOMPARE(test::rollupDifferences(stopped.vault()), 0);
    QVERIFY(stopped.rootsHold());
}

void TestIngestResume::anotherDefinitionReadsItAnew() {
    ImportCase stopped;
    stopped.put("a.jsonl", lines(kRecords));
    QVERIFY(must(stopped.tryImport(stopping())).cancelled);
    auto statement = must(store::Statement::prepare(
        stopped.vault().handle(), "UPDATE resume_mark SET mark = json_set(mark, '$.definition', 'another')"));
    must(statement.run());
    const auto first = stopped.number("SELECT min(id) FROM segment");
    stopped.import();
    QVERIFY(stopped.number("SELECT min(id) FROM segment") != first ||
            stopped.number("SELECT count(*) FROM segment WHERE id = " + std::to_string(first)) == 1);
    QCOMPARE(stopped.seen("SELECT count(*) FROM event"), kRecords);
    QVERIFY(stopped.rootsHold());
}

// Nothing may count as a copy of events that nobody sees.
void TestIngestResume::anotherFileComesFirst() {
    ImportCase stopped;
    const auto large = stopped.put("b.jsonl", lines(kRecords));
    QVERIFY(must(stopped.tryImport(stopping())).cancelled);
    const auto other = stopped.put("a.jsonl", manyRecords(0, 3).join('\n'));
    auto both = stopping(3);
    both.paths = {other, large};
    QVERIFY(must(stopped.tryImport(both)).cancelled);
    QCOMPARE(stopped.seen("SELECT count(*) FROM event"), 0);
    stopped.import({other});
    QCOMPARE(stopped.seen("SELECT count(*) FROM event"), 3);
    QCOMPARE(stopped.number("SELECT count(*) FROM resume_mark"), 0);
    stopped.import({large});
    QCOMPARE(stopped.seen("SELECT count(*) FROM event"), kRecords);
    QCOMPARE(test::rollupDifferences(stopped.vault()), 0);
}

void TestIngestResume::abandoningRemovesWhatIsLeft() {
    ImportCase stopped;
    stopped.put("a.jsonl", lines(kRecords));
    QVERIFY(must(stopped.tryImport(stopping())).cancelled);
    QCOMPARE(must(store::ImportWriter::abandonOpen(stopped.vault())), 1);
    for (const char* table : {"segment", "event_block", "block_data", "resume_mark", "file"})
        QCOMPARE(stopped.number(std::string("SELECT count(*) FROM ") + table), 0);
    stopped.import();
    QCOMPARE(stopped.seen("SELECT count(*) FROM event"), kRecords);
}

QTEST_APPLESS_MAIN(TestIngestResume)
#include "tst_ingest_resume.moc"
