// Whatever the wrapping, the same events come out, each member of an archive is a file of its own, and what is no log
// stays out.
#include "ingest/Unpacking.h"
#include "support/ImportCase.h"
#include "support/Packing.h"

#include <QtTest>

using namespace proofstead;
using test::gzip;
using test::ImportCase;
using test::manyRecords;
using test::must;
using test::packed;
using test::record;
using test::records;
using test::zstd;

namespace {

QByteArray utf16(const QString& text) {
    QByteArray bytes = QByteArray::fromHex("fffe");
    for (const auto c : text) {
        bytes += static_cast<char>(c.unicode() & 0xFF);
        bytes += static_cast<char>(c.unicode() >> 8);
    }
    return bytes;
}

QByteArray lines(const QByteArrayList& list) {
    return list.join('\n') + '\n';
}

const QByteArray kTable = "Time;User;Action;Result;IP\n"
                          "2026-01-05T01:00:00Z;nora;login;ok;203.0.113.1\n"
                          "2026-01-05T01:01:00.250+01:00;\"omar;\nm\";delete;denied;[2001:db8::1]:443\n";

} // namespace

class TestIngestContainers : public QObject {
    Q_OBJECT

private slots:
    void theSameEventsComeOut_data();
    void theSameEventsComeOut();
    void eachMemberIsAFileOfItsOwn();
    void aMemberThatIsKnownIsNotReadAgain();
    void anArchiveInAnArchiveInAnArchiveIsRefused();
    void officeDocumentsAreNoArchives();
    void aBombEndsEarly();
    void whatNobodyDescribedIsKeptAsAGuess_data();
    void whatNobodyDescribedIsKeptAsAGuess();
    void aJsonLogWithoutTimesIsKeptAndFlagged();
    void registersAndLettersAreNoLogs_data();
    void registersAndLettersAreNoLogs();
    void oneRecordMayHoldManyEvents();
};

void TestIngestContainers::theSameEventsComeOut_data() {
    QTest::addColumn<QByteArray>("content");
    const auto list = manyRecords(0, 50);
    QByteArrayList quoted;
    for (auto one : list)
        quoted << '"' + one.replace('\\', "\\\\").replace('"', "\\\"") + '"';
    QByteArrayList messages, exported;
    for (const auto& one : list)
        exported << "2026-01-05T00:00:00.000Z " + one;
    for (const auto& one : quoted)
        messages << R"({"id":"1","timestamp":1767571200000,"message":)" + one + '}';
    const auto data =
        R"({"messageType":"DATA_MESSAGE","owner":"1","logGroup":"g","logEvents":[)" + messages.join(',') + "]}";
    QTest::newRow("an array in an object") << records(list);
    QTest::newRow("a bare array") << '[' + list.join(",\n") + ']';
    QTest::newRow("lines") << lines(list);
    QTest::newRow("one behind the other") << list.join();
    QTest::newRow("texts that hold JSON") << lines(quoted);
    QTest::newRow("an array called events") << R"({"nextToken":"x","events":[)" + list.join(',') + "]}";
    QTest::newRow("a CloudWatch subscription") << data;
    QTest::newRow("CloudWatch's own export, packed") << gzip(lines(exported));
    QTest::newRow("filter-log-events") << R"({"events":[)" + messages.join(',') + "]}";
    QTest::newRow("a field called message") << lines(messages);
    QTest::newRow("gzip") << gzip(lines(list));
    QTest::newRow("gzip twice") << gzip(gzip(lines(list)));
    QTest::newRow("zstd") << zstd(lines(list));
    QTest::newRow("zip") << packed("zip", {{"a/b.json", lines(list)}});
    QTest::newRow("tar") << packed("ustar", {{"a/b.json", lines(list)}});
    QTest::newRow("tar, packed") << gzip(packed("pax", {{"b.json.gz", gzip(lines(list))}}));
    QTest::newRow("zip in tar") << zstd(packed("ustar", {{"b.zip", packed("zip", {{"c.json", records(list)}})}}));
    QTest::newRow("UTF-16") << utf16(QString::fromUtf8(lines(list)));
    QTest::newRow("a byte order mark") << QByteArray("\xEF\xBB\xBF") + records(list);
}

void TestIngestContainers::theSameEventsComeOut() {
    QFETCH(QByteArray, content);
    ImportCase one;
    one.put("a.bin", content);
    const auto report = one.import();
    QCOMPARE(report.files.size(), std::size_t(1));
    QCOMPARE(QByteArray::fromStdString(report.files[0].source), QByteArray("aws-cloudtrail"));
    QCOMPARE(report.files[0].events, 50);
    QCOMPARE(report.rejectedCount, 0);
    QVERIFY(report.problems.empty());
    QCOMPARE(one.seen("SELECT count(*) FROM event WHERE action = 'RunInstances' AND flags = 0"), 50);
    QVERIFY(one.rootsHold());
}

void TestIngestContainers::eachMemberIsAFileOfItsOwn() {
    ImportCase one;
    one.put("logs.zip", packed("zip", {{"x/a.json", records(manyRecords(0, 3))},
                                       {"readme.txt", "nothing of use"},
                                       {"x/b.json", records(manyRecords(3, 4))},
                                       {"t.csv", kTable}}));
    const auto report = one.import();
    QCOMPARE(report.files.size(), std::size_t(3));
    QCOMPARE(report.problems.size(), std::size_t(1));
    QVERIFY(report.problems[0].path.ends_with("logs.zip/readme.txt"));
    const auto files = one.files();
    QCOMPARE(files.size(), std::size_t(3));
    QCOMPARE(QByteArray::fromStdString(files[0].member), QByteArray("x/a.json"));
    QVERIFY(files[0].path.ends_with("logs.zip"));
    QCOMPARE(files[0].sha256, seal::sha256Hex(records(manyRecords(0, 3)).toStdString()));
    QCOMPARE(one.seen("SELECT count(*) FROM event"), 9);
    QVERIFY(one.rootsHold());
}

void TestIngestContainers::aMemberThatIsKnownIsNotReadAgain() {
    ImportCase one;
    one.put("a.json", records(manyRecords(0, 3)));
    one.put("logs.tar", packed("ustar", {{"a.json", records(manyRecords(0, 3))}}));
    const auto report = one.import();
    QCOMPARE(report.files.size(), std::size_t(2));
    QVERIFY(report.files[1].alreadyImported);
    QCOMPARE(one.files().size(), std::size_t(1));
}

void TestIngestContainers::anArchiveInAnArchiveInAnArchiveIsRefused() {
    ImportCase one;
    const auto innermost = packed("zip", {{"c.json", records(manyRecords(0, 3))}});
    one.put("a.tar", packed("ustar", {{"b.zip", packed("zip", {{"c.zip", innermost}})}}));
    const auto report = one.import();
    QCOMPARE(report.files.size(), std::size_t(0));
    QCOMPARE(report.problems.size(), std::size_t(1));
    QCOMPARE(QByteArray::fromStdString(report.problems[0].code), QByteArray("archive-too-deep"));
}

void TestIngestContainers::officeDocumentsAreNoArchives() {
    ImportCase one;
    one.put("a.xlsx", packed("zip", {{"[Content_Types].xml", "<x/>"}, {"xl/workbook.xml", "<x/>"}}));
    const auto report = one.import();
    QCOMPARE(report.problems.size(), std::size_t(1));
    QCOMPARE(QByteArray::fromStdString(report.problems[0].code), QByteArray("file-binary"));
}

void TestIngestContainers::aBombEndsEarly() {
    ImportCase one;
    const auto file = must(ingest::FileStream::open(one.put("a.json", "abcdef")));
    std::int64_t unpacked = ingest::kUnpackedAlways - 3; // by members before this one
    ingest::BoundedStream stream(*file, *file, unpacked);
    char bytes[3];
    QCOMPARE(must(stream.read(bytes, 3)), std::size_t(3));
    QVERIFY(stream.problem().empty());
    QCOMPARE(must(stream.read(bytes, 2)), std::size_t(2));
    QCOMPARE(QByteArray::fromStdString(stream.problem()), QByteArray("unpacks-too-large"));
    QCOMPARE(must(stream.read(bytes, 1)), std::size_t(0));
}

void TestIngestContainers::whatNobodyDescribedIsKeptAsAGuess_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("events");
    QTest::newRow("JSON lines")
        << QByteArray(R"({"ts":"2026-01-05T01:00:00Z","user":{"email":"nora@example.com"},"event":"file.read"})"
                      "\n"
                      R"({"ts":"2026-01-05T01:00:01Z","user":{"email":"omar@example.com"},"event":"file.write"})")
        << 2;
    QTest::newRow("a list of any name")
        << QByteArray(
               R"({"next":null,"trail_entries":[{"when":"x","time":"2026-01-05T01:00:00Z","actor":"nora","action":"a"}]})")
        << 1;
    QTest::newRow("a list under a name that wraps records elsewhere")
        << QByteArray(R"({"Records":[{"time":"2026-01-05T01:00:00Z","actor":"nora","action":"a"},)"
                      R"({"time":"2026-01-05T01:00:01Z","actor":"nora","action":"b"}]})")
        << 2;
    QTest::newRow("records with a list of that name in them")
        << QByteArray(R"({"time":"2026-01-05T01:00:00Z","actor":"nora","action":"a","events":[{"n":1},{"n":2}]})"
                      "\n"
                      R"({"time":"2026-01-05T01:00:01Z","actor":"nora","action":"b","events":[{"n":1},{"n":2}]})")
        << 2;
    QTest::newRow("a table") << kTable << 2;
    QTest::newRow("a table of tabs in UTF-16")
        << utf16(QString::fromUtf8(kTable).replace("omar;", "omar").replace(';', '\t')) << 2;
    QTest::newRow("logfmt") << QByteArray("time=2026-01-05T01:00:00Z user=nora action=login src=203.0.113.1\n"
                                          "time=2026-01-05T01:00:05Z user=\"o m\" action=logout src=203.0.113.2\n")
                            << 2;
    QTest::newRow("syslog")
        << QByteArray("<34>Jan  5 01:00:00 web01 sshd[412]: Accepted publickey for nora from 203.0.113.1 port 22\n"
                      "<34>Jan  5 01:00:07 web01 sshd[412]: Failed password for omar from 203.0.113.2 port 22\n")
        << 2;
    QTest::newRow("syslog of RFC 5424")
        << QByteArray("<165>1 2026-01-05T01:00:00.003Z host app 1 ID47 [x@1 user=\"nora\" action=\"export\"] text\n")
        << 1;
    QTest::newRow("CEF")
        << QByteArray("CEF:0|V|P|1|100|Login failed|5|rt=1767574800000 suser=nora src=203.0.113.1 outcome=failure\n")
        << 1;
    QTest::newRow("a web server's log")
        << QByteArray("203.0.113.1 - nora [05/Jan/2026:01:00:00 +0000] \"GET /a HTTP/1.1\" 403 12 \"-\" \"curl/8\"\n")
        << 1;
}

void TestIngestContainers::whatNobodyDescribedIsKeptAsAGuess() {
    QFETCH(QByteArray, content);
    QFETCH(int, events);
    ImportCase one;
    one.put("a.log", content);
    const auto report = one.import();
    QCOMPARE(report.files.size(), std::size_t(1));
    QCOMPARE(QByteArray::fromStdString(report.files[0].source), QByteArray("unmapped"));
    QCOMPARE(report.files[0].events, events);
    QCOMPARE(report.rejectedCount, 0);
    QCOMPARE(one.seen("SELECT count(*) FROM event WHERE flags = 8 AND action IS NOT NULL AND action <> '' "
                      "AND attributes ->> 'confidence' <> '' AND at >= 1767571200000"),
             events);
    QVERIFY(one.rootsHold());
}

void TestIngestContainers::aJsonLogWithoutTimesIsKeptAndFlagged() {
    ImportCase one;
    one.put("a.json", R"({"action":"user.delete","actor":{"email":"nora@example.com"},"ip":"203.0.113.1"})");
    QCOMPARE(one.import().accepted, 1);
    QCOMPARE(one.seen("SELECT flags FROM event"), 8 + 2);
}

void TestIngestContainers::registersAndLettersAreNoLogs_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("a register with headers of another kind")
        << QByteArray("Staff number,Full name,First day\n1,Nora,2026-01-05\n2,Omar,2026-02-01\n");
    QTest::newRow("a letter that names a date") << QByteArray("Dear auditor,\non 5 Jan 2026 we met.\nYours\n");
    QTest::newRow("JSON with a date only") << QByteArray(R"([{"name":"x","date":"2026-01-05"}])");
    QTest::newRow("JSON with names and owners")
        << QByteArray(R"([{"name":"x","type":"laptop","owner":{"email":"nora@example.com"}}])");
    QTest::newRow("source code") << QByteArray("int main() {\n    return 0;\n}\n");
}

void TestIngestContainers::registersAndLettersAreNoLogs() {
    QFETCH(QByteArray, content);
    ImportCase one;
    one.put("a.txt", content);
    const auto report = one.import();
    QCOMPARE(report.files.size(), std::size_t(0));
    QCOMPARE(QByteArray::fromStdString(report.problems.at(0).code), QByteArray("unrecognised-source"));
}

void TestIngestContainers::oneRecordMayHoldManyEvents() {
    ImportCase one;
    one.put("a.json", R"({"kind":"admin#reports#activity","id":{"time":"2026-01-05T01:00:00Z","uniqueQualifier":"7",)"
                      R"("applicationName":"drive"},"actor":{"email":"nora@example.com"},"events":[{"type":"access",)"
                      R"("name":"view"},{"type":"access","name":"download"},{"type":"access","name":"view"}]})");
    const auto report = one.import();
    QCOMPARE(report.files.at(0).records, 1);
    QCOMPARE(report.files.at(0).events, 3);
    QCOMPARE(report.accepted, 1);
    QCOMPARE(one.seen("SELECT count(*) FROM event WHERE flags = 0"), 3);
    QCOMPARE(one.seen("SELECT count(DISTINCT native_id) FROM event"), 3);
    QVERIFY(one.rootsHold());
}

QTEST_APPLESS_MAIN(TestIngestContainers)
#include "tst_ingest_containers.moc"
