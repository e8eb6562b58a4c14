// What may be said in a scope and asked of a run, and what the program answers when a name is not known.
#include "Program.h"

#include <memory>
#include <QTest>

using namespace proofstead::test;

class TestCliScope : public QObject {
    Q_OBJECT

private slots:
    void unknownNamesAreRefusedWithTheKnownOnes_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("known");
        QTest::newRow("a role") << QStringList{"scope", "--entity", "clinic=controler"} << "controller";
        QTest::newRow("a condition") << QStringList{"scope", "--condition", "transfer-exists=no"} << "transfers-exist";
        QTest::newRow("an answer") << QStringList{"scope", "--condition", "transfers-exist=perhaps"} << "=unset";
        QTest::newRow("a time zone") << QStringList{"scope", "--time-zone", "Europe/Berln"} << "Europe/Berlin";
        QTest::newRow("a source") << QStringList{"scope", "--declare", "aws-cloudtrial=hour"} << "aws-cloudtrail";
        QTest::newRow("a framework of the scope") << QStringList{"scope", "--framework", "gpdr"} << "gdpr";
        QTest::newRow("a framework of gaps") << QStringList{"gaps", "--framework", "gpdr"} << "gdpr";
        QTest::newRow("a framework of controls") << QStringList{"controls", "--framework", "gpdr"} << "gdpr";
        QTest::newRow("a framework of assess") << QStringList{"assess", "--framework", "gpdr"} << "gdpr";
        QTest::newRow("a status") << QStringList{"controls", "--status", "supportet"} << "supported";
        QTest::newRow("a check") << QStringList{"findings", "--check", "leaver-acces-removed"}
                                 << "leaver-access-removed";
        QTest::newRow("a control of findings") << QStringList{"findings", "--control", "hipaa-312-bb"} << "hipaa-312-b";
        QTest::newRow("a control") << QStringList{"controls", "hipaa-312-bb"} << "hipaa-312-b";
        QTest::newRow("a source of events") << QStringList{"events", "--source", "aws-cloudtrial"} << "aws-cloudtrail";
        QTest::newRow("a run") << QStringList{"gaps", "--run", "nope"} << "nope";
        QTest::newRow("a run of a report") << QStringList{"report", "--format", "json", "--run", "nope"} << "nope";
    }
    void unknownNamesAreRefusedWithTheKnownOnes() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, known);
        const auto place = assessed({});
        const auto& program = *place;
        const auto before = program.run({"scope", "--format", "json"}).bytes;
        const auto ran = program.run(arguments);
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.err.contains(known), qPrintable(ran.err));
        QVERIFY2(ran.out.isEmpty(), qPrintable(ran.out));
        QCOMPARE(program.run({"scope", "--format", "json"}).bytes, before);
    }

    void whereNothingAppliesThereIsNoTalkOfNoGap() {
        const auto place = assessed({"scope", "--entity", "plan=group-health-plan", "--framework", "gdpr"});
        const auto& program = *place;
        const auto ran = program.run({"gaps", "--fail-on", "any"});
        QCOMPARE(ran.code, 1);
        QVERIFY2(ran.out.startsWith("Nothing applies with this scope"), qPrintable(ran.out));
        QVERIFY(ran.out.contains("group-health-plan"));
        QCOMPARE(program.run({"gaps"}).code, 0);
        QCOMPARE(program.run({"assess", "--fail-on", "any"}).code, 1);
        QCOMPARE(program.run({"controls", "--fail-on", "any"}).code, 1);
    }

    void aFrameworkThatWasNotAssessedHasNoGapsToList() {
        const auto place = assessed({"scope", "--framework", "gdpr"});
        const auto& program = *place;
        const auto ran = program.run({"gaps", "--framework", "hipaa"});
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.err.contains("it holds: gdpr"), qPrintable(ran.err));
    }

    void openConditionsStayInTheDenominatorUntilTheyAreAnswered() {
        const auto place = assessed({"scope", "--entity", "clinic=controller"});
        const auto& program = *place;
        const auto control = [&](const char* id) {
            for (const auto& one : program.run({"controls", "--format", "json"}).list())
                if (one.toObject()["id"].toString() == id) return one.toObject();
            return QJsonObject();
        };
        const auto open = control("gdpr-10");
        QVERIFY(open["status"].toString() != "not_applicable");
        QVERIFY(open["reasons"].toArray().contains("NA_UNJUSTIFIED"));
        QVERIFY(program.run({"scope"}).out.contains("criminal-data-processed (1 control): Are data on criminal"));

        QCOMPARE(program.run({"scope", "--condition", "criminal-data-processed=no"}).code, 0);
        QVERIFY(!program.run({"scope"}).out.contains("Are data on criminal"));
        QCOMPARE(program.run({"assess"}).code, 0);
        QCOMPARE(control("gdpr-10")["status"].toString(), QString("not_applicable"));

        QCOMPARE(program.run({"scope", "--condition", "criminal-data-processed=unset"}).code, 0);
        QVERIFY(program.run({"scope"}).out.contains("Are data on criminal"));
        QCOMPARE(program.run({"scope", "--condition", "criminal-data-processed"}).code, 0);
        QVERIFY(program.run({"scope"}).out.simplified().contains("Is so criminal-data-processed"));
        QCOMPARE(program.run({"assess"}).code, 0);
        QVERIFY(!control("gdpr-10")["reasons"].toArray().contains("NA_UNJUSTIFIED"));
    }

private:
    // A vault whose scope was set by `arguments`, assessed.
    static std::unique_ptr<Program> assessed(const QStringList& arguments) {
        auto program = std::make_unique<Program>();
        program->run({"init", "a.vault", "--plain"});
        if (!arguments.isEmpty() && program->run(arguments).code != 0) qFatal("scope");
        if (program->run({"assess"}).code != 0) qFatal("assess");
        return program;
    }
};

QTEST_GUILESS_MAIN(TestCliScope)
#include "tst_cli_scope.moc"
