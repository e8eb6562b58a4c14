// Lists and long texts on terminals of different widths: nothing runs over the edge, and no id is cut.
#include "Program.h"

#include <memory>
#include <QTest>

using namespace proofstead::test;

class TestCliTables : public QObject {
    Q_OBJECT

    std::unique_ptr<Program> m_program;
    QString m_record; // one that a finding names

    Ran at(int width, const QStringList& arguments) {
        m_program->set("COLUMNS", QString::number(width));
        auto ran = m_program->run(QStringList{"-v", "demo/demo.vault"} + arguments);
        m_program->unset("COLUMNS");
        return ran;
    }

private slots:
    void initTestCase() {
        m_program = std::make_unique<Program>();
        QCOMPARE(m_program->run({"demo", "demo"}).code, 0);
        for (const auto& finding : m_program
                                       ->run({"-v", "demo/demo.vault", "findings", "--check",
                                              "cloudtrail-logging-disabled", "--format", "json"})
                                       .list())
            m_record = QString::number(finding.toObject()["record"].toInt());
        QVERIFY(!m_record.isEmpty());
    }

    void everyLineFits_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<QStringList>("arguments");
        for (const int width : {60, 80, 120})
            for (const char* command :
                 {"gaps", "controls", "findings", "events --limit 40", "coverage", "sources", "rejects", "checks",
                  "register", "scope", "controls hipaa-312-b", "controls gdpr-30-1-a", "trail", "assess"})
                QTest::addRow("%s at %d", command, width) << width << QString(command).split(' ');
    }
    void everyLineFits() {
        QFETCH(int, width);
        QFETCH(QStringList, arguments);
        if (arguments == QStringList{"trail"}) arguments << m_record;
        const auto ran = at(width, arguments);
        QCOMPARE(ran.code, 0);
        QVERIFY(ran.lines().size() > 1);
        for (const auto& line : ran.lines()) {
            QVERIFY2(line.size() <= width, qPrintable(line));
            QVERIFY2(!line.endsWith(' '), qPrintable(line));
        }
    }

    void noIdIsCut_data() {
        QTest::addColumn<int>("width");
        QTest::newRow("sixty columns") << 60;
        QTest::newRow("eighty columns") << 80;
        QTest::newRow("one hundred and twenty columns") << 120;
    }
    void noIdIsCut() {
        QFETCH(int, width);
        const auto text = at(width, {"controls"}).out;
        const auto controls = at(width, {"controls", "--format", "json"}).list();
        QVERIFY(controls.size() > 200);
        for (const auto& control : controls)
            QVERIFY2(text.contains(control.toObject()["id"].toString() + ' '), qPrintable(text.left(400)));
        const auto checks = at(width, {"checks"}).out;
        for (const auto& check : at(width, {"checks", "--format", "json"}).list())
            QVERIFY(checks.contains(check.toObject()["id"].toString()));
        const auto sources = at(width, {"sources"}).out;
        for (const char* account : {"111122223333", "444455556666", "777788889999"})
            QVERIFY(sources.contains(account));
    }

    void whatIsLeftOutIsNamed() {
        QVERIFY(at(60, {"gaps"}).out.contains("Not shown for want of room: "));
        QVERIFY(!at(200, {"gaps"}).out.contains("Not shown"));
    }

    void aTrailLeadsFromTheVerdictToTheByte() {
        const auto trail = at(0, {"trail", m_record, "--format", "json"}).object();
        QVERIFY(trail["holds"].toBool());
        QVERIFY(trail["columns_read"].toBool());
        QStringList controls;
        for (const auto& one : trail["verdicts"].toArray()) {
            const auto verdict = one.toObject();
            controls << verdict["control"].toString();
            const auto check = verdict["check"].toObject();
            QCOMPARE(check["id"].toString(), QString("cloudtrail-logging-disabled"));
            QVERIFY(check["query"].toString().contains("-- population"));
            QCOMPARE(check["query_sha256"].toString().size(), 64);
            QVERIFY(check["population"].toInt() > 0 && check["exceptions"].toInt() > 0);
            QVERIFY(!check["findings"].toArray().isEmpty() && check["parameters"].isArray());
            QVERIFY(!verdict["status"].toString().isEmpty() && !verdict["reasons"].toArray().isEmpty());
        }
        QVERIFY2(controls.contains("hipaa-312-b"), qPrintable(controls.join(' ')));
        QStringList steps;
        for (const auto& step : trail["steps"].toArray())
            if (step.toObject()["holds"].toBool()) steps << step.toObject()["what"].toString();
        for (const char* step : {"trail.run", "trail.query", "trail.asked-again", "trail.leaf", "trail.checkpoint"})
            QVERIFY2(steps.contains(step), step);

        const auto text = at(100, {"trail", m_record}).out;
        for (const char* part : {"hipaa-312-b", "population", "parameters", "query sha256", "file sha256", "log root",
                                 "say what the columns say", "--query"})
            QVERIFY2(text.contains(part), part);
        QVERIFY(at(100, {"trail", m_record, "--query"}).out.contains("-- population"));
    }
};

QTEST_GUILESS_MAIN(TestCliTables)
#include "tst_cli_tables.moc"
