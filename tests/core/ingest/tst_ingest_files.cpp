// A file that cannot be read costs what lies behind its defect, and no other file anything.
#include "support/Forked.h"
#include "support/ImportCase.h"

#include <QtTest>
#include <sys/stat.h>

using namespace proofstead;
using test::gzip;
using test::ImportCase;
using test::manyRecords;
using test::record;
using test::records;

namespace {

QByteArray one(const char* id) {
    return record(id, "2026-01-05T01:00:00Z", "RunInstances");
}

} // namespace

class TestIngestFiles : public QObject {
    Q_OBJECT

private slots:
    void aFileThatBreaksOffIsReadUpToThere_data();
    void aFileThatBreaksOffIsReadUpToThere();
    void aFileThatIsNoEvidenceIsNamed_data();
    void aFileThatIsNoEvidenceIsNamed();
    void oneBadFileKeepsNoOtherBack();
    void whatCannotBeReadIsNamed();
    void aMissingFileIsNamed();
    void linksInACircleEnd();
    void aNamedSourceMustBeKnown();
};

void TestIngestFiles::aFileThatBreaksOffIsReadUpToThere_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("problem");
    const auto whole = records(manyRecords(0, 2'000));
    const auto packed = gzip(whole);
    QTest::newRow("packed and cut") << packed.left(packed.size() * 2 / 3) << QByteArray("gzip-truncated");
    QTest::newRow("packed without its trailer") << packed.left(packed.size() - 8) << QByteArray("gzip-truncated");
    auto flipped = packed;
    flipped[flipped.size() - 6] = static_cast<char>(~flipped[flipped.size() - 6]);
    QTest::newRow("packed with another sum") << flipped << QByteArray("gzip-damaged");
    QTest::newRow("packed and followed by something else")
        << packed + "tail of another kind" << QByteArray("gzip-damaged");
    QTest::newRow("a list that is not closed") << whole.left(whole.size() - 2) << QByteArray("truncated");
    QTest::newRow("a list cut in a record") << whole.left(whole.size() - 100) << QByteArray("truncated");
}

void TestIngestFiles::aFileThatBreaksOffIsReadUpToThere() {
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, problem);
    ImportCase cut;
    cut.put("a.json", content);
    const auto report = cut.import();
    QVERIFY(report.accepted > 500);
    QCOMPARE(report.problems.size(), std::size_t{1});
    QCOMPARE(QByteArray::fromStdString(report.problems[0].code), problem);
    QVERIFY(!report.problems[0].detail.empty());
    QCOMPARE(QByteArray::fromStdString(cut.files()[0].problem), problem);
    QCOMPARE(cut.files()[0].sha256, seal::sha256Hex(content.toStdString()));
    QCOMPARE(cut.seen("SELECT count(*) FROM event"), report.accepted);
    QVERIFY(cut.rootsHold());
}

void TestIngestFiles::aFileThatIsNoEvidenceIsNamed_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char* name, const QByteArray& content, const char* code) {
        QTest::newRow(name) << content << QByteArray(code);
    };
    row("nothing", "", "file-empty");
    row("white space", " \n\n ", "file-empty");
    row("packed nothing", QByteArray::fromHex("1f8b08000000000000ff03000000000000000000"), "file-empty");
    row("a cut header", QByteArray::fromHex("1f8b08"), "gzip-truncated");
    row("a damaged header", QByteArray::fromHex("1f8b08000000000000ffffff"), "gzip-damaged");
    row("an image", QByteArray::fromHex("89504e470d0a1a0a0000000d49484452"), "file-binary");
    row("a letter", "Dear auditor,\nplease find the logs elsewhere.\n", "unrecognised-source");
    row("JSON of another kind", "{\"colour\":\"red\"}", "unrecognised-source");
    row("a table of another kind", "colour,shape\nred,round\n", "unrecognised-source");
    row("broken JSON alone", "{\"Records\":[{", "unrecognised-source");
}

void TestIngestFiles::aFileThatIsNoEvidenceIsNamed() {
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, code);
    ImportCase other;
    const auto path = other.put("trail.json", content);
    const auto report = other.import();
    QCOMPARE(report.files.size(), std::size_t{0});
    QCOMPARE(report.problems.size(), std::size_t{1});
    QCOMPARE(QByteArray::fromStdString(report.problems[0].code), code);
    QCOMPARE(report.problems[0].path, path);
    QVERIFY(other.files().empty());
    QCOMPARE(other.number("SELECT count(*) FROM file"), 0);
}

void TestIngestFiles::oneBadFileKeepsNoOtherBack() {
    ImportCase mixed;
    mixed.put("a.json", one("a"));
    mixed.put("b.json", "nothing of use");
    mixed.put("c.json", gzip("{broken"));
    mixed.put("d.json", one("d"));
    const auto report = mixed.import();
    QCOMPARE(report.files.size(), std::size_t{2});
    QCOMPARE(report.problems.size(), std::size_t{2});
    QCOMPARE(mixed.seen("SELECT count(*) FROM event"), 2);
}

void TestIngestFiles::whatCannotBeReadIsNamed() {
    ImportCase locked;
    locked.put("a.json", one("a"));
    const auto file = locked.put("b.json", one("b"));
    locked.put("closed/c.json", one("c"));
    ::chmod(locked.folder().toStdString().c_str(), 0777);
    ::chmod(locked.path().c_str(), 0666);
    ::chmod(file.c_str(), 0);
    ::chmod(locked.in("closed").toStdString().c_str(), 0);
    locked.close();
    const int read = test::inChild([&] {
        if (!test::becomeNobody()) return 77;
        locked.reopen();
        const auto report = locked.import();
        if (report.accepted != 1 || report.problems.size() != 2) return 1;
        for (const auto& problem : report.problems)
            if (problem.code != "permission-denied") return 2;
        // Nothing is known of what lies in a closed folder, not even whether it is there.
        const auto below = locked.import({locked.in("closed/c.json").toStdString()});
        return below.problems.size() == 1 && below.problems[0].code == "permission-denied" ? 0 : 3;
    });
    ::chmod(locked.in("closed").toStdString().c_str(), 0700);
    if (read == 77) QSKIP("needs another user to be");
    QCOMPARE(read, 0);
}

void TestIngestFiles::aMissingFileIsNamed() {
    ImportCase missing;
    const auto report = missing.import({missing.in("no.json").toStdString(), missing.put("a.json", one("a"))});
    QCOMPARE(report.accepted, 1);
    QCOMPARE(report.problems.size(), std::size_t{1});
    QCOMPARE(report.problems[0].code, std::string("file-missing"));
}

void TestIngestFiles::linksInACircleEnd() {
    ImportCase circle;
    circle.put("a/b/c.json", one("a"));
    QVERIFY(QFile::link(circle.in("a"), circle.in("a/b/again")));
    QVERIFY(QFile::link(circle.in("nowhere"), circle.in("a/b/dangling.json")));
    const auto report = circle.import();
    QCOMPARE(report.files.size(), std::size_t{1});
}

void TestIngestFiles::aNamedSourceMustBeKnown() {
    ImportCase named;
    named.put("a.json", one("a"));
    ingest::ImportJob job;
    job.as = "no-such-source";
    const auto report = test::must(named.tryImport(job));
    QCOMPARE(report.problems.at(0).code, std::string("source-unknown"));
    job.as = "register-incident";
    const auto other = test::must(named.tryImport(job));
    QCOMPARE(other.accepted, 0);
    QCOMPARE(other.rejectedCount, 1);
}

QTEST_APPLESS_MAIN(TestIngestFiles)
#include "tst_ingest_files.moc"
