// A record that cannot be read costs itself only: it is counted, kept and shown.
#include "support/ImportCase.h"

#include <QtTest>

using namespace proofstead;
using test::ImportCase;
using test::manyRecords;
using test::record;

namespace {

QByteArray one(const char* id) {
    return record(id, "2026-01-05T01:00:00Z", "RunInstances");
}

} // namespace

class TestIngestRecords : public QObject {
    Q_OBJECT

private slots:
    void aBrokenRecordCostsItself_data();
    void aBrokenRecordCostsItself();
    void rejectsAreCountedKeptAndShown();
    void aRecordPastTheLimitIsReadOver();
};

void TestIngestRecords::aBrokenRecordCostsItself_data() {
    QTest::addColumn<QByteArray>("bad");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* name, const QByteArray& bad, const char* reason) {
        QTest::newRow(name) << bad << QByteArray(reason);
    };
    row("an unclosed text", "{\"eventID\":\"x", "invalid-json");
    row("a missing comma", "{\"eventID\":\"x\" \"eventName\":\"y\"}", "invalid-json");
    row("bytes that are no UTF-8", one("x").replace("nora", "n\xff\xfera"), "invalid-utf8");
    row("an overlong sequence", one("x").replace("nora", "\xc0\xaf"), "invalid-utf8");
    row("a cut character", one("x").replace("nora", "\xe2\x82"), "invalid-utf8");
    row("nesting past the limit", "{\"a\":" + QByteArray(2'000, '[') + QByteArray(2'000, ']') + "}", "too-deep");
    row("nesting that never ends", "{\"a\":" + QByteArray(5'000, '['), "too-deep");
    row("a record of another kind", "{\"colour\":\"red\"}", "not-this-source");
    row("a number", "17", "invalid-json");
    row("zeros where a write was lost", "{\"eventID\":" + QByteArray(20, '\0'), "invalid-json");
}

void TestIngestRecords::aBrokenRecordCostsItself() {
    QFETCH(QByteArray, bad);
    QFETCH(QByteArray, reason);
    ImportCase broken;
    broken.put("a.json", one("a") + '\n' + bad + '\n' + one("b") + '\n');
    const auto report = broken.import();
    QCOMPARE(report.accepted, 2);
    QCOMPARE(report.rejected.size(), std::size_t{1});
    QCOMPARE(QByteArray::fromStdString(report.rejected[0].reason), reason);
    QCOMPARE(report.rejected[0].leaf, 1);
    QCOMPARE(report.rejected[0].line, 2);
    QCOMPARE(report.rejected[0].offset, std::int64_t(one("a").size() + 1));
    QVERIFY(broken.rootsHold());
}

void TestIngestRecords::rejectsAreCountedKeptAndShown() {
    ImportCase kept;
    QByteArray lines;
    for (const auto& good : manyRecords(0, 1'200))
        lines += good + "\n{\"broken\":\n";
    kept.put("a.json", lines);
    const auto report = kept.import();
    QCOMPARE(report.accepted, 1'200);
    QCOMPARE(report.rejectedCount, 1'200);
    QCOMPARE(report.rejected.size(), std::size_t{1'000});
    const store::EvidenceStore evidence(kept.vault());
    const auto rejects = test::must(evidence.rejected());
    QCOMPARE(rejects.size(), std::size_t{1'200});
    QCOMPARE(rejects[0].path, std::string("in/a.json"));
    QCOMPARE(test::must(evidence.rejected({}, 7)).size(), std::size_t{7});
    const auto leaf = test::must(evidence.leaf(report.files[0].file, rejects[5].leaf));
    QVERIFY(leaf.info.kind == store::LeafKind::Rejected);
    QVERIFY(QByteArray::fromStdString(leaf.bytes).startsWith("{\"broken\":"));
    QCOMPARE(kept.seen("SELECT rejected FROM evidence_file"), 1'200);
    QVERIFY(kept.rootsHold());
}

void TestIngestRecords::aRecordPastTheLimitIsReadOver() {
    ImportCase longLine;
    longLine.put("a.json", one("a") + "\n{\"eventID\":\"" + QByteArray(70 << 20, 'x') + "\"}\n" + one("b"));
    const auto report = longLine.import();
    QCOMPARE(report.accepted, 2);
    QCOMPARE(report.rejectedCount, 1);
    QCOMPARE(report.rejected[0].reason, std::string("too-long"));
    QVERIFY(report.problems.empty());
    QVERIFY(longLine.rootsHold());
    QCOMPARE(longLine.files()[0].contentSize, report.bytes);
    QVERIFY(longLine.number("SELECT sum(raw_size) FROM segment") < 1 << 20);
}

QTEST_APPLESS_MAIN(TestIngestRecords)
#include "tst_ingest_records.moc"
