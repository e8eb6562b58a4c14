// What was imported before, and under which names files are kept.
#include "support/ImportCase.h"

#include <QtTest>

using namespace proofstead;
using test::codeOf;
using test::gzip;
using test::ImportCase;
using test::manyRecords;
using test::record;
using test::records;

namespace {

// Of an S3 access log, whose lines bear no id that is theirs alone.
QByteArray lines(int first, int count) {
    QByteArray text;
    for (int i = first; i < first + count; ++i)
        text += QByteArray(64, 'a') + " bucket [06/Feb/2026:00:00:" + QByteArray::number(10 + i) +
                " +0000] 192.0.2.3 arn:aws:iam::123456789012:user/ann - REST.GET.OBJECT key" + QByteArray::number(i) +
                " \"GET /bucket/key HTTP/1.1\" 200 - 113 113 7 6 \"-\" \"aws-cli/2.0\" - - SigV4 "
                "ECDHE-RSA-AES128-GCM-SHA256 AuthHeader bucket.s3.amazonaws.com TLSv1.2 - -\n";
    return text;
}

} // namespace

class TestIngestKnown : public QObject {
    Q_OBJECT

private slots:
    void theSameFileIsKnown();
    void theSameBytesUnderAnotherNameAreKnown();
    void theSameRecordsPackedAreOneEventWithTwoOrigins();
    void theSameRecordWrittenDifferentlyIsKnown();
    void theSameEventInTwoFilesIsOneEvent();
    void aGrownFileAddsWhatIsNew_data();
    void aGrownFileAddsWhatIsNew();
    void theSameIdWithOtherContentIsReused();
    void aDryRunLeavesTheVaultAsItWas();
    void aDryRunTellsWhatAnImportWould();
    void namesBeginWithWhatWasNamed_data();
    void namesBeginWithWhatWasNamed();
    void theVaultItselfIsLeftOut();
    void countsEqualARecount();
};

void TestIngestKnown::theSameFileIsKnown() {
    ImportCase twice;
    twice.put("a.json", records(manyRecords(0, 5)));
    const auto first = twice.import();
    QCOMPARE(first.accepted, 5);
    const auto state = twice.number("SELECT count(*) FROM log_entry");
    const auto second = twice.import();
    QCOMPARE(second.accepted + second.duplicate + second.bytes, 0);
    QVERIFY(second.files.at(0).alreadyImported);
    QCOMPARE(second.files.at(0).root, first.files.at(0).root);
    QCOMPARE(second.files.at(0).custody, first.files.at(0).custody);
    QCOMPARE(second.files.at(0).records, 5);
    QCOMPARE(twice.files().size(), std::size_t{1});
    QCOMPARE(twice.number("SELECT count(*) FROM log_entry"), state);
    QCOMPARE(twice.seen("SELECT count(*) FROM event_origin"), 5);
}

void TestIngestKnown::theSameBytesUnderAnotherNameAreKnown() {
    ImportCase twice;
    twice.put("a.json", records(manyRecords(0, 5)));
    twice.put("b.json", records(manyRecords(0, 5)));
    const auto report = twice.import();
    QCOMPARE(report.files.size(), std::size_t{2});
    QVERIFY(!report.files[0].alreadyImported);
    QVERIFY(report.files[1].alreadyImported);
    QCOMPARE(twice.files().size(), std::size_t{1});
}

void TestIngestKnown::theSameRecordsPackedAreOneEventWithTwoOrigins() {
    ImportCase packed;
    const auto content = records(manyRecords(0, 5));
    packed.put("a.json", content);
    packed.put("b.json.gz", gzip(content));
    packed.put("c.json.gz", gzip(content.left(200)) + gzip(content.mid(200)));
    packed.import();
    const auto files = packed.files();
    QCOMPARE(files.size(), std::size_t{3});
    for (const auto& file : files)
        QCOMPARE(file.contentSha256, files[0].sha256);
    QVERIFY(files[1].sha256 != files[0].sha256);
    QCOMPARE(files[2].duplicate, 5);
    QCOMPARE(packed.seen("SELECT count(*) FROM event"), 5);
    QCOMPARE(packed.seen("SELECT count(*) FROM event_origin"), 15);
    QVERIFY(packed.rootsHold());
}

void TestIngestKnown::theSameRecordWrittenDifferentlyIsKnown() {
    ImportCase written;
    auto spaced = record("a", "2026-01-05T01:00:00Z", "RunInstances");
    written.put("a.json", spaced + "\n");
    written.put("b.json", spaced.replace("\",\"", "\" ,\n\t\""));
    QCOMPARE(written.import().duplicate, 1);
    QCOMPARE(written.seen("SELECT count(*) FROM event WHERE flags = 0"), 1);
    QVERIFY(written.rootsHold());
}

void TestIngestKnown::theSameEventInTwoFilesIsOneEvent() {
    ImportCase twice;
    twice.put("a.json", records(manyRecords(0, 3)));
    twice.put("b.json", records(manyRecords(2, 3)));
    const auto report = twice.import();
    QCOMPARE(report.accepted, 5);
    QCOMPARE(report.duplicate, 1);
    QCOMPARE(twice.seen("SELECT count(*) FROM event"), 5);
    QCOMPARE(twice.seen("SELECT group_concat(path || ' ' || source_index, ', ') = 'in/a.json 2, in/b.json 0' FROM "
                        "event_origin o JOIN event e ON e.record_id = o.record_id WHERE e.native_id = 'e-2'"),
             1);
    QVERIFY(twice.rootsHold());
}

void TestIngestKnown::aGrownFileAddsWhatIsNew_data() {
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<int>("isNew");
    QTest::addColumn<int>("known");
    QTest::addColumn<bool>("grown");
    const auto cloudTrail = [](int count) { return manyRecords(0, count).join('\n') + '\n'; };
    QTest::newRow("records with an id") << cloudTrail(3) << cloudTrail(5) << 2 << 3 << true;
    QTest::newRow("lines without an id") << lines(0, 3) << lines(0, 5) << 2 << 3 << true;
    QTest::newRow("lines without an id behind another beginning") << lines(0, 3) << lines(1, 5) << 5 << 0 << false;
    QTest::newRow("a shorter file") << lines(0, 5) << lines(0, 3) << 3 << 0 << false;
}

// A later entry names the one whose beginning it repeats.
void TestIngestKnown::aGrownFileAddsWhatIsNew() {
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    ImportCase grown;
    grown.put("a.log", before);
    const auto first = grown.import();
    grown.put("a.log", after);
    const auto second = grown.import();
    QTEST(int(second.accepted), "isNew");
    QTEST(int(second.duplicate), "known");
    QCOMPARE(grown.seen("SELECT count(*) FROM event"), first.accepted + second.accepted);
    const auto entry = test::must(grown.vault().logEntry(second.files.at(0).custody));
    const auto body = test::must(base::parseJson(entry->body))["body"];
    QTEST(body.contains("predecessor"), "grown");
    if (body.contains("predecessor")) {
        QCOMPARE(body["predecessor"]["file"].get<std::int64_t>(), first.files.at(0).file.value);
        QCOMPARE(body["predecessor"]["sha256"].get<std::string>(), first.files.at(0).sha256);
    }
    // And once more: the third knows what the second brought.
    grown.put("a.log", after + after.left(after.indexOf('\n') + 1));
    const auto third = grown.import();
    QCOMPARE(third.accepted, 0);
    QCOMPARE(third.duplicate, second.files.at(0).records + 1);
}

void TestIngestKnown::theSameIdWithOtherContentIsReused() {
    ImportCase reused;
    reused.put("a.json", record("a", "2026-01-05T01:00:00Z", "RunInstances"));
    reused.put("b.json", record("a", "2026-01-05T01:00:00Z", "StopInstances"));
    const auto report = reused.import();
    QCOMPARE(report.accepted, 2);
    QCOMPARE(reused.seen("SELECT count(*) FROM event WHERE native_id = 'a' AND flags = 1"), 2);
}

void TestIngestKnown::aDryRunLeavesTheVaultAsItWas() {
    ImportCase dry;
    dry.put("a.json", records(manyRecords(0, 3)));
    dry.import();
    const auto state = dry.state();
    dry.put("b.json", records(manyRecords(0, 2)) + "{broken");
    dry.put("c.json", record("e-1", "2026-01-05T01:00:00Z", "Other"));
    ingest::ImportJob job;
    job.dryRun = true;
    QVERIFY(test::must(dry.tryImport(job)).dryRun);
    QCOMPARE(dry.state(), state);
    dry.reopen();
    QCOMPARE(dry.state(), state);
}

void TestIngestKnown::aDryRunTellsWhatAnImportWould() {
    ImportCase dry;
    dry.put("a.json", records(manyRecords(0, 3)) + "{broken");
    dry.put("b.json", records(manyRecords(2, 3)));
    dry.put("c.txt", "no evidence");
    ingest::ImportJob job;
    job.dryRun = true;
    const auto told = test::must(dry.tryImport(job)), done = dry.import();
    QCOMPARE(told.accepted, done.accepted);
    QCOMPARE(told.duplicate, done.duplicate);
    QCOMPARE(told.rejectedCount, done.rejectedCount);
    QCOMPARE(told.files.size(), done.files.size());
    QCOMPARE(told.problems.size(), done.problems.size());
    QCOMPARE(told.bytes, done.bytes);
    QCOMPARE(done.rejectedCount, 1);
}

void TestIngestKnown::namesBeginWithWhatWasNamed_data() {
    QTest::addColumn<QString>("named");
    QTest::addColumn<QByteArrayList>("kept");
    QTest::newRow("a folder") << "2026" << QByteArrayList{"2026/01/a.json", "2026/b.json"};
    QTest::newRow("a folder with a slash") << "2026/" << QByteArrayList{"2026/01/a.json", "2026/b.json"};
    QTest::newRow("a folder by detours") << "2026/01/../../2026/." << QByteArrayList{"2026/01/a.json", "2026/b.json"};
    QTest::newRow("a folder below") << "2026/01" << QByteArrayList{"01/a.json"};
    QTest::newRow("a file") << "2026/01/a.json" << QByteArrayList{"a.json"};
    QTest::newRow("a file by detours") << "2026/./01/../01/a.json" << QByteArrayList{"a.json"};
}

void TestIngestKnown::namesBeginWithWhatWasNamed() {
    QFETCH(QString, named);
    QFETCH(QByteArrayList, kept);
    ImportCase names;
    names.put("2026/01/a.json", records(manyRecords(0, 1)));
    names.put("2026/b.json", records(manyRecords(1, 1)));
    names.put("2026/.hidden.json", records(manyRecords(2, 1)));
    names.import({names.in(named).toStdString()});
    QByteArrayList found;
    for (const auto& file : names.files())
        found << QByteArray::fromStdString(file.path);
    QCOMPARE(found, kept);
    for (const auto& entry : test::must(names.vault().log()))
        QVERIFY(entry.body.find(names.folder().toStdString()) == std::string::npos);
}

void TestIngestKnown::theVaultItselfIsLeftOut() {
    ImportCase around;
    around.put("a.json", records(manyRecords(0, 1)));
    const auto report = around.import({around.folder().toStdString()});
    QCOMPARE(report.files.size(), std::size_t{1});
    QVERIFY(report.problems.empty());
}

void TestIngestKnown::countsEqualARecount() {
    ImportCase counted;
    counted.put("a.json", records(manyRecords(0, 300)));
    counted.put("b.json", records(manyRecords(250, 300)) + "{broken");
    counted.import();
    counted.put("c.json", records(manyRecords(500, 3'000)));
    counted.import();
    QCOMPARE(counted.seen("SELECT sum(events) FROM coverage_hour"), 3'500);
    QCOMPARE(test::rollupDifferences(counted.vault()), 0);
}

QTEST_APPLESS_MAIN(TestIngestKnown)
#include "tst_ingest_known.moc"
