// A definition with a wrong path, corrected, and the stored bytes read again under it.
#include "ingest/Reread.h"
#include "support/ImportCase.h"

#include <QtTest>

using namespace proofstead;
using test::ImportCase;
using test::must;
using test::record;
using test::records;

namespace {

// CloudTrail as shipped, but for what `change` makes of it.
source::SourceSet sourcesWith(const std::function<void(base::Json&)>& change) {
    source::SourceSet set;
    const auto text =
        must(base::readFile(std::string(PROOFSTEAD_SOURCE_DIR) + "/resources/sources/aws-cloudtrail.json"));
    auto document = must(base::parseJson(text));
    change(document);
    must(set.add(document, seal::sha256Hex(document.dump())));
    return set;
}

void wrongRegion(base::Json& document) {
    document["fields"]["region"] = {"awsRegoin"};
}

struct RereadCase : ImportCase {
    void importUnder(const source::SourceSet& sources) {
        ingest::ImportJob job;
        job.paths = {in().toStdString()};
        job.actor = "tester";
        must(ingest::importInto(vault(), sources, job));
    }
    base::Result<model::RereadReport>
    reread(const source::SourceSet& sources,
           std::function<bool(const std::string&, std::int64_t, std::int64_t)> progress = {}) {
        return ingest::rereadSource(vault(), sources, {"aws-cloudtrail", "tester", "test", std::move(progress)});
    }
    QStringList roots() {
        QStringList list;
        for (const auto& file : files())
            list << QString::fromStdString(file.root + file.sha256);
        return list;
    }
};

} // namespace

class TestIngestReread : public QObject {
    Q_OBJECT

private slots:
    void columnsChangeAndIdsAndRootsDoNot();
    void nothingChangesUnderTheSameDefinition();
    void recordsThatWereRejectedGiveEvents();
    void eventsThatAreNoneAreGone();
    void copiesStayCopies();
    void stoppingLeavesTheVaultAsItWas();
    void whatCannotBeReadAgainIsSaid();
};

void TestIngestReread::columnsChangeAndIdsAndRootsDoNot() {
    RereadCase one;
    one.put("a.json", records(test::manyRecords(0, 40)));
    one.put("b.json", records(test::manyRecords(40, 10)));
    const auto wrong = sourcesWith(wrongRegion);
    one.importUnder(wrong);
    QCOMPARE(one.seen("SELECT count(*) FROM event WHERE region IS NOT NULL"), 0);
    const auto roots = one.roots();
    const auto ids = one.seen("SELECT sum(record_id * (at / 60000 % 1000)) FROM event");
    const auto segments = one.number("SELECT sum(length(packed) + length(layout)) FROM segment");

    const auto report = must(one.reread(test::shippedSources()));
    QCOMPARE(report.files, 2);
    QCOMPARE(report.records, 50);
    QCOMPARE(report.events, 50);
    QCOMPARE(report.changed, 50);
    QCOMPARE(report.gained + report.lost + report.rejected, 0);
    QCOMPARE(report.oldDefinitions, std::vector<std::string>{wrong.log("aws-cloudtrail")->digest});
    QCOMPARE(report.newDefinition, test::shippedSources().log("aws-cloudtrail")->digest);
    QCOMPARE(one.seen("SELECT count(*) FROM event WHERE region IS NOT NULL"), 50);
    QCOMPARE(one.seen("SELECT sum(record_id * (at / 60000 % 1000)) FROM event"), ids);
    QCOMPARE(one.number("SELECT sum(length(packed) + length(layout)) FROM segment"), segments);
    QCOMPARE(one.roots(), roots);
    QVERIFY(one.rootsHold());
    QCOMPARE(one.seen("SELECT sum(events) FROM coverage_hour WHERE region IS NOT NULL"), 50);
    QCOMPARE(one.seen("SELECT sum(events) FROM coverage_hour"), 50);
    QCOMPARE(one.number("SELECT count(*) FROM log_entry WHERE kind = 'reread'"), 1);
}

void TestIngestReread::nothingChangesUnderTheSameDefinition() {
    RereadCase one;
    one.put("a.json", records(test::manyRecords(0, 40)));
    one.importUnder(test::shippedSources());
    const auto seen = one.seen("SELECT sum(record_id) FROM event");
    const auto report = must(one.reread(test::shippedSources()));
    QCOMPARE(report.changed + report.gained + report.lost, 0);
    QCOMPARE(one.seen("SELECT sum(record_id) FROM event"), seen);
    QCOMPARE(one.seen("SELECT count(*) FROM event_origin"), 40);
    // What comes later is still compared with what is there.
    one.put("b.json", records(test::manyRecords(39, 2)));
    one.importUnder(test::shippedSources());
    QCOMPARE(one.seen("SELECT count(*) FROM event"), 41);
    QCOMPARE(one.seen("SELECT count(*) FROM event_origin"), 42);
}

void TestIngestReread::recordsThatWereRejectedGiveEvents() {
    RereadCase one;
    const auto expectList = [](base::Json& document) { document["events"] = "nothing"; };
    one.put("a.json", records(test::manyRecords(0, 6)));
    const auto strange = sourcesWith(expectList);
    one.importUnder(test::shippedSources());
    const auto first = must(one.reread(strange));
    const auto back = must(one.reread(test::shippedSources()));
    QCOMPARE(first.lost, back.gained);
    QCOMPARE(first.events + first.lost, 6);
    QCOMPARE(one.seen("SELECT count(*) FROM event"), 6);
    QCOMPARE(one.files().front().accepted + one.files().front().duplicate + one.files().front().rejected, 6);
    QVERIFY(one.rootsHold());
}

void TestIngestReread::eventsThatAreNoneAreGone() {
    RereadCase one;
    one.put("a.json", records(test::manyRecords(0, 6)));
    one.importUnder(test::shippedSources());
    const auto report = must(one.reread(sourcesWith([](base::Json& document) {
        document["recognise"] = {{{"noSuchMember", true}}};
    })));
    QCOMPARE(report.lost, one.files().front().rejected);
    QCOMPARE(one.seen("SELECT count(*) FROM event"), 6 - report.lost);
    QCOMPARE(one.number("SELECT count(*) FROM reject_row"), report.lost);
}

void TestIngestReread::copiesStayCopies() {
    RereadCase one;
    one.put("a.json", records(test::manyRecords(0, 5)));
    one.put("b.json", records(test::manyRecords(3, 4)));
    one.importUnder(sourcesWith(wrongRegion));
    const auto report = must(one.reread(test::shippedSources()));
    QCOMPARE(report.events, 9);
    QCOMPARE(report.changed, 7);
    QCOMPARE(one.seen("SELECT count(*) FROM event"), 7);
    QCOMPARE(one.seen("SELECT count(*) FROM event_origin"), 9);
    QCOMPARE(one.files().at(1).duplicate, 2);
    QCOMPARE(one.files().at(1).accepted, 2);
}

void TestIngestReread::stoppingLeavesTheVaultAsItWas() {
    RereadCase one;
    one.put("a.json", records(test::manyRecords(0, 40)));
    one.put("b.json", records(test::manyRecords(40, 10)));
    one.importUnder(sourcesWith(wrongRegion));
    const auto before = one.state();
    int asked = 0;
    const auto stopped = one.reread(test::shippedSources(), [&](const auto&, auto, auto) { return ++asked < 2; });
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, std::string("cancelled"));
    QCOMPARE(one.state(), before);
    QCOMPARE(one.seen("SELECT count(*) FROM event WHERE region IS NOT NULL"), 0);
    QCOMPARE(must(one.reread(test::shippedSources())).changed, 50);
}

void TestIngestReread::whatCannotBeReadAgainIsSaid() {
    RereadCase one;
    const auto code = [&](const char* source) {
        const auto report = ingest::rereadSource(one.vault(), test::shippedSources(), {source, "tester", "test", {}});
        return report ? std::string() : report.error().code;
    };
    QCOMPARE(code("aws-cloudtrail"), std::string("source-not-imported"));
    QCOMPARE(code("register-change"), std::string("source-not-a-log"));
    QCOMPARE(code("aws-credential-report"), std::string("source-not-a-log"));
    QCOMPARE(code("nobody"), std::string("source-unknown"));
}

QTEST_APPLESS_MAIN(TestIngestReread)
#include "tst_ingest_reread.moc"
