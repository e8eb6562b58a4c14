// The way from a folder of files to a pack, as a user walks it.
#include "Program.h"

#include <QTest>

using namespace proofstead::test;

class TestCliMainJob : public QObject {
    Q_OBJECT

private:
    Program m_program;

    Ran run(const QString& line) const { return m_program.run(line.split(' ', Qt::SkipEmptyParts)); }

private slots:
    void initMakesAVaultThatOnlyItsOwnerReads() {
        const auto ran = run("init clinic.vault --plain");
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(m_program.path("clinic.vault")) & others));
    }

    void anEmptyVaultSupportsNothing() {
        QCOMPARE(run("assess --format json").code, 0);
        const auto controls = run("controls --format json").list();
        QCOMPARE(controls.size(), 296);
        for (const auto& control : controls)
            QVERIFY(control.toObject()["status"].toString() != "supported");
    }

    void importCountsWhatItReadAndWhatItCouldNot() {
        m_program.put("logs/first.json",
                      records({record("e-1", "2026-01-05T00:10:00Z", "DescribeInstances"),
                               record("e-2", "2026-01-05T01:10:00Z", "RunInstances", "AccessDenied")}));
        m_program.put("logs/second.jsonl", record("e-2", "2026-01-05T01:10:00Z", "RunInstances", "AccessDenied") +
                                               "\n" + "{\"eventID\": broken\n" +
                                               record("e-3", "2026-01-05T03:10:00Z", "DescribeVolumes") + "\n");
        const auto ran = run("import logs --format json");
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        const auto files = ran.list();
        QCOMPARE(files.size(), 2);
        QCOMPARE(files[0].toObject()["accepted"].toInt(), 2);
        QCOMPARE(files[1].toObject()["accepted"].toInt(), 1);
        QCOMPARE(files[1].toObject()["duplicate"].toInt(), 1);
        QCOMPARE(files[1].toObject()["rejected"].toInt(), 1);
        QCOMPARE(files[0].toObject()["source"].toString(), "aws-cloudtrail");
    }

    void theRejectedLineIsNamed() {
        const auto rejects = run("rejects --format json").list();
        QCOMPARE(rejects.size(), 1);
        QCOMPARE(rejects[0].toObject()["line"].toInt(), 2);
        QVERIFY(rejects[0].toObject()["path"].toString().endsWith("second.jsonl"));
    }

    void theSameFilesAgainAddNothing() {
        const auto files = run("import logs --format json").list();
        QCOMPARE(files.size(), 2);
        for (const auto& file : files)
            QVERIFY(file.toObject()["already_imported"].toBool());
        QCOMPARE(run("events --format json").list().size(), 3);
    }

    void aDryRunKeepsNothing() {
        m_program.put("more.json", records({record("e-9", "2026-01-05T04:10:00Z", "DescribeInstances")}));
        const auto ran = run("import --dry-run more.json");
        QCOMPARE(ran.code, 0);
        QVERIFY(ran.out.contains("Would import 1 record"));
        QCOMPARE(run("events --format json").list().size(), 3);
    }

    void eventsGiveOneRowForEachOriginWhenOriginsAreAskedFor() {
        const auto ran =
            run("events --format csv --columns source_file,index,event_id,time,actor,action,outcome,src_ip");
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        auto lines = ran.out.split("\r\n", Qt::SkipEmptyParts);
        QCOMPARE(lines.takeFirst(), "source_file,index,event_id,time,actor,action,outcome,src_ip");
        QCOMPARE(lines.size(), 4);
        QVERIFY(lines[0].endsWith("first.json,0,e-1,2026-01-05T00:10:00.000Z,arn:aws:iam::111122223333:user/"
                                  "nora,DescribeInstances,success,203.0.113.9"));
        QCOMPARE(lines.filter(",e-2,").size(), 2);
        QCOMPARE(lines.filter(",failure,").size(), 2);
    }

    void eventsAreFiltered_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<int>("count");
        QTest::newRow("by a wildcard in the action") << "--action Describe*" << 2;
        QTest::newRow("by outcome") << "--outcome failure" << 1;
        QTest::newRow("from a time on") << "--from 2026-01-05T01:00:00Z" << 2;
        QTest::newRow("up to a time, which is not included") << "--until 2026-01-05T01:10:00Z" << 1;
        QTest::newRow("by actor") << "--actor *nobody" << 0;
        QTest::newRow("by source") << "--source aws-cloudtrail" << 3;
        QTest::newRow("to a number") << "--limit 1" << 1;
    }
    void eventsAreFiltered() {
        QFETCH(QString, filter);
        QFETCH(int, count);
        const auto ran = run("events --format json " + filter);
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        QCOMPARE(ran.list().size(), count);
    }

    void scopeDeclaresWhatWasImported() {
        QCOMPARE(
            m_program
                .run({"scope", "--organisation", "St. Anna Clinic", "--entity", "clinic:St. Anna=controller,deployer"})
                .code,
            0);
        const auto ran = run("scope --declare-imported --format json");
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        const auto scope = ran.object();
        QCOMPARE(scope["organisation"].toString(), "St. Anna Clinic");
        const auto source = scope["sources"].toArray()[0].toObject();
        QCOMPARE(source["source"].toString(), "aws-cloudtrail");
        QCOMPARE(source["environment"].toString(), "111122223333");
        QCOMPARE(source["expectation"].toString(), "hour");
        QVERIFY(run("sources").out.contains("yes"));
    }

    void coverageNamesTheSilentHour() {
        const auto rows = run("coverage --format json").list();
        QCOMPARE(rows.size(), 1);
        const auto row = rows[0].toObject();
        QCOMPARE(row["expected"].toInt(), 4);
        QCOMPARE(row["delivered"].toInt(), 3);
        QCOMPARE(row["missing"].toArray()[0].toObject()["from"].toString(), "2026-01-05T02:00:00Z");
    }

    void assessNamesItsRunAndControlsHaveStatusAndReasons() {
        const auto first = run("assess --format json").object();
        QVERIFY(!first["run"].toString().isEmpty());
        QCOMPARE(first["frameworks"].toArray().size(), 3);
        QCOMPARE(run("assess --format json").object()["run"], first["run"]);
        for (const auto& value : run("controls --format json").list()) {
            const auto control = value.toObject();
            QVERIFY(!control["id"].toString().isEmpty());
            QVERIFY(control["reasons"].isArray());
            const auto status = control["status"].toString();
            QVERIFY(status == "supported" || !control["reasons"].toArray().isEmpty());
        }
    }

    void gapsAndFailOnSetTheExitCode() {
        QCOMPARE(run("gaps").code, 0);
        QCOMPARE(run("gaps --fail-on any").code, 1);
        QCOMPARE(run("gaps --fail-on supported").code, 0);
        QVERIFY(run("gaps --format csv").out.startsWith("id,status,"));
    }

    void oneControlIsShownWithItsTests() {
        const auto id = run("controls --format json").list()[0].toObject()["id"].toString();
        const auto ran = run("controls " + id);
        QCOMPARE(ran.code, 0);
        QVERIFY(ran.out.startsWith(id));
        QVERIFY(ran.out.contains("Status"));
        QCOMPARE(run("controls no-such-control").code, 2);
    }

    void theTrailLeadsBackToTheBytes() {
        const auto ran = run("trail e-1 --format json");
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        const auto trail = ran.object();
        QVERIFY(trail["holds"].toBool());
        const auto origin = trail["origins"].toArray()[0].toObject();
        const auto file = m_program.get("logs/first.json");
        const auto bytes = file.mid(origin["offset"].toInt(), origin["length"].toInt());
        QCOMPARE(bytes, record("e-1", "2026-01-05T00:10:00Z", "DescribeInstances"));
        QCOMPARE(run("trail e-1 --raw").bytes, bytes);
        QVERIFY(run("trail e-1").out.contains(origin["leaf_hash"].toString()));
    }

    void reportsAreWrittenAndVerified() {
        auto ran = run("report --format pdf --out pack.pdf");
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        QVERIFY(m_program.get("pack.pdf").startsWith("%PDF-"));
        ran = run("verify pack.pdf");
        QVERIFY2(ran.code == 0, qPrintable(ran.out + ran.err));
        QVERIFY(run("verify pack.pdf --format json").object()["holds"].toBool());
        ran = run("report --out twin.pdf --zip");
        QVERIFY2(ran.code == 0 && ran.out.contains("twin.zip"), qPrintable(ran.out + ran.err));
        QVERIFY(m_program.get("twin.zip").startsWith("PK"));
        ran = run("verify twin.zip");
        QVERIFY2(ran.code == 0, qPrintable(ran.out + ran.err));
        QVERIFY(run("report --format zip --out alone.zip").code == 0 && m_program.get("alone.zip").startsWith("PK"));
        QVERIFY(!run("report --format json").object().isEmpty());
        QVERIFY(run("report --format csv").lines().size() > 1);
    }

    void aPackWithOneFlippedBitInAnAttachmentDoesNotVerify() {
        const auto pack = m_program.get("pack.pdf");
        int flipped = 0;
        for (auto at = pack.indexOf("/EmbeddedFile"); at >= 0 && flipped < 10;
             at = pack.indexOf("/EmbeddedFile", at + 1)) {
            const auto stream = pack.indexOf("stream\n", at);
            if (stream < 0 || stream > at + 400) continue; // the list of names
            auto changed = pack;
            changed[stream + 20] = static_cast<char>(changed[stream + 20] ^ 1);
            m_program.put("changed.pdf", changed);
            QVERIFY(run("verify changed.pdf").code > 0);
            ++flipped;
        }
        QVERIFY(flipped >= 3);
    }

    void theVaultVerifies() {
        const auto ran = run("verify");
        QVERIFY2(ran.code == 0, qPrintable(ran.out + ran.err));
    }
};

QTEST_GUILESS_MAIN(TestCliMainJob)
#include "tst_cli_main_job.moc"
