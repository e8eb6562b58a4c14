// What a workspace keeps, finds again, and notices when somebody else touched it.
#include "WorkspaceCase.h"

#include <QTest>
#include <sys/stat.h>
#include <unistd.h>

using namespace proofstead;
using namespace proofstead::test;

class TestWorkspaceVault : public QObject {
    Q_OBJECT

private slots:
    void aScopeComesBackAsItWasSet() {
        const WorkspaceCase here;
        model::Scope scope;
        scope.organisation = "Zakład Opieki Zdrowotnej Łódź";
        scope.timeZone = "Europe/Warsaw";
        scope.entities = {{"zoz", "ZOZ Łódź", {"controller"}}};
        scope.sources = {{"aws-cloudtrail",
                          "111122223333",
                          model::Expectation::Hour,
                          kFrom,
                          {},
                          "",
                          "it@zoz.example",
                          "Held by the parent company."}};
        scope.frameworks = {"gdpr"};
        scope.conditions = {"transfers-exist"};
        scope.period = model::Period{kFrom, kFrom + base::kDay, kFrom + 2 * base::kDay};
        {
            auto place = here.open();
            must(place.setScope(scope));
        }
        QCOMPARE(base::canonicalJson(toJson(must(here.open(false).scope()))), base::canonicalJson(toJson(scope)));
    }

    void aScopeThatNamesTheUnknownIsRefusedAndChangesNothing_data() {
        QTest::addColumn<bool>("source");
        QTest::addColumn<QString>("code");
        QTest::newRow("a source that no definition reads") << true << "source-unknown";
        QTest::newRow("a framework that is not there") << false << "framework-unknown";
    }
    void aScopeThatNamesTheUnknownIsRefusedAndChangesNothing() {
        QFETCH(bool, source);
        QFETCH(QString, code);
        const WorkspaceCase here;
        auto place = here.open();
        model::Scope scope;
        if (source)
            scope.sources = {{"no-such-log", "", model::Expectation::Hour, {}, {}, "", "", ""}};
        else
            scope.frameworks = {"no-such-law"};
        QCOMPARE(codeOf(place.setScope(scope)), code.toStdString());
        QVERIFY(must(place.scope()).sources.empty());
    }

    void recordsAreFoundByNumberOrByTheSourcesOwnId() {
        const WorkspaceCase here;
        auto place = here.open();
        const auto twin = [](const char* action) { return record("twin", "2026-01-05T05:00:00Z", action); };
        import(place, {here.put("a.json", records({record("e-1", "2026-01-05T04:00:00Z", "RunInstances"),
                                                   twin("RunInstances"), twin("StopInstances")}))});
        const auto found = must(place.findRecord("e-1"));
        QCOMPARE(must(place.findRecord(std::to_string(found.value))).value, found.value);
        QVERIFY(must(place.trail(found)).raw.find("\"e-1\"") != std::string::npos);
        QCOMPARE(codeOf(place.findRecord("nobody-wrote-this")), std::string("record-unknown"));
        QCOMPARE(codeOf(place.findRecord("twin")), std::string("record-ambiguous"));
        QCOMPARE(codeOf(place.trail(model::RecordId{4711})), std::string("record-unknown"));
    }

    void verifyHoldsOnWhatWasImported() {
        const WorkspaceCase here;
        auto place = here.open();
        import(place, {here.put("day.json", aDayOfCalls())});
        const auto report = must(place.verify({}));
        QVERIFY(report.holds);
        QCOMPARE(report.files, 1);
        QCOMPARE(report.leaves, 24);
    }

    void verifyNamesTheFileThatWasTouched_data() {
        QTest::addColumn<QString>("sql");
        QTest::newRow("a salt") << "UPDATE segment SET salts = x'00' || substr(salts, 2) WHERE file_id = 2";
        QTest::newRow("a leaf") << "UPDATE segment SET hashes = x'00' || substr(hashes, 2) WHERE file_id = 2";
        QTest::newRow("the raw bytes")
            << "UPDATE segment SET packed = substr(packed, 1, 40) || x'00' || substr(packed, 42) WHERE file_id = 2";
        QTest::newRow("the root") << "UPDATE file SET root = '00' || substr(root, 3) WHERE id = 2";
        QTest::newRow("the count of records") << "UPDATE file SET records = records + 1 WHERE id = 2";
    }
    void verifyNamesTheFileThatWasTouched() {
        QFETCH(QString, sql);
        const WorkspaceCase here;
        {
            auto place = here.open();
            import(place, {here.put("sound.json", aDayOfCalls()),
                           here.put("touched.json", records({record("x", "2026-01-05T04:00:00Z", "StopInstances")}))});
        }
        here.tamper(sql.toStdString());
        auto place = here.open();
        const auto report = must(place.verify({}));
        QVERIFY(!report.holds);
        QString failed;
        for (const auto& step : report.steps)
            if (!step.holds) failed += QString::fromStdString(step.detail) + '\n';
        QVERIFY2(failed.contains("touched.json"), qPrintable(failed));
        QVERIFY2(!failed.contains("sound.json"), qPrintable(failed));
    }

    void whatVerifyFoundBrokenSupportsNothingAnyMore() {
        const WorkspaceCase here;
        {
            auto place = here.open();
            import(place, {here.put("day.json", aDayOfCalls())});
            declareTheDay(place);
        }
        here.tamper("UPDATE segment SET salts = x'00' || substr(salts, 2)");
        auto place = here.open();
        QVERIFY(!must(place.verify({})).holds);
        for (const auto& outcome : must(place.assess({}, {})).outcomes)
            if (outcome.source == "aws-cloudtrail") QVERIFY2(!outcome.verified, outcome.check.c_str());
    }

    void aChangedColumnGivesItselfAway_data() {
        QTest::addColumn<QString>("change");
        QTest::newRow("another actor") << "UPDATE term SET text = text || 'x' WHERE text LIKE '%nora'";
        QTest::newRow("other attributes") << "UPDATE block_data SET attributes = x''";
        QTest::newRow("other ids") << "UPDATE block_data SET native_ids = x''";
        QTest::newRow("an event that is gone") << "DELETE FROM event_block";
        QTest::newRow("an event under another record")
            << "UPDATE event_block SET file_id = file_id + 1000, first_record = first_record + 1000";
    }

    void aChangedColumnGivesItselfAway() {
        QFETCH(QString, change);
        const WorkspaceCase here;
        {
            auto place = here.open();
            import(place, {here.put("day.json", aDayOfCalls())});
            QVERIFY(must(place.verify({})).holds);
            QVERIFY(must(place.verify({})).columnsRead);
            QVERIFY(must(place.trail({1})).columnsRead);
        }
        here.tamper(change.toStdString());
        auto place = here.open();
        QVERIFY(must(place.verify({}, true)).holds); // bytes, leaves, roots and log are as they were
        const auto report = must(place.verify({}));
        QVERIFY(!report.holds);
        QVERIFY(std::any_of(report.steps.begin(), report.steps.end(),
                            [](const auto& step) { return step.what == "verify.columns" && !step.holds; }));
    }

    void aChangedAssessmentIsNotTakenForTheOneThatWasMade() {
        const WorkspaceCase here;
        {
            auto place = here.open();
            import(place, {here.put("day.json", aDayOfCalls())});
            declareTheDay(place);
            must(place.assess({}, {}));
            QVERIFY(must(place.verify({})).holds);
        }
        here.tamper("UPDATE run SET id = 'f00d' || substr(id, 5)");
        auto place = here.open();
        QCOMPARE(codeOf(place.run(must(place.runIds()).front())), std::string("run-damaged"));
        QVERIFY(!must(place.verify({})).holds);
    }

    void anEmptyVaultVerifies() {
        const WorkspaceCase here;
        QVERIFY(must(here.open().verify({})).holds);
    }

    void aCancelledAssessmentKeepsNoRun() {
        const WorkspaceCase here;
        auto place = here.open();
        import(place, {here.put("day.json", aDayOfCalls())});
        std::atomic<bool> cancelled = true;
        QCOMPARE(codeOf(place.assess({}, {.report = {}, .cancelled = &cancelled})), std::string("cancelled"));
        QVERIFY(must(place.runIds()).empty());
        QVERIFY(must(place.verify({})).holds);
    }

    void aVaultOpenedForReadingRefusesToBeChanged() {
        const WorkspaceCase here;
        auto place = here.open(false);
        QVERIFY(!place.setScope({}));
    }

    void aReportNeverReplacesTheVaultOrWhatIsNoFile_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("code");
        QTest::newRow("the vault") << "case.vault"
                                   << "out-is-vault";
        QTest::newRow("its write-ahead log") << "case.vault-wal"
                                             << "out-is-vault";
        QTest::newRow("its index") << "case.vault-shm"
                                   << "out-is-vault";
        QTest::newRow("its lock") << "case.vault-lock"
                                  << "out-is-vault";
        QTest::newRow("its journal, which is not there") << "case.vault-journal"
                                                         << "out-is-vault";
        QTest::newRow("the vault by a roundabout path") << "sub/../case.vault"
                                                        << "out-is-vault";
        QTest::newRow("a symbolic link to it") << "symbolic.json"
                                               << "out-is-vault";
        QTest::newRow("a hard link to it") << "hard.json"
                                           << "out-is-vault";
        QTest::newRow("another vault") << "other.json"
                                       << "out-is-vault";
        QTest::newRow("a folder") << "sub"
                                  << "is-a-folder";
        QTest::newRow("a pipe") << "pipe"
                                << "out-not-regular";
    }
    void aReportNeverReplacesTheVaultOrWhatIsNoFile() {
        QFETCH(QString, name);
        QFETCH(QString, code);
        const WorkspaceCase here;
        QDir().mkdir(here.path("sub"));
        QFile::link(here.path("case.vault"), here.path("symbolic.json"));
        QCOMPARE(::link(qPrintable(here.path("case.vault")), qPrintable(here.path("hard.json"))), 0);
        QCOMPARE(::mkfifo(qPrintable(here.path("pipe")), 0600), 0);
        auto other = here.options();
        other.vaultPath = here.path("other.json").toStdString();
        must(workspace::Workspace::create(other));
        auto place = here.open();
        must(place.assess({}, {}));
        const auto written =
            place.writeReport({}, workspace::ReportFormat::Json, here.path(name).toStdString(), {}, {});
        QCOMPARE(codeOf(written), code.toStdString());
        QVERIFY(must(place.verify({})).holds);
    }
    void aReportReplacesAnOlderReport() {
        const WorkspaceCase here;
        auto place = here.open();
        must(place.assess({}, {}));
        const auto out = here.put("report.json", "older");
        const auto written = must(place.writeReport({}, workspace::ReportFormat::Json, out, {}, {}));
        QVERIFY(written.size > 5);
        QCOMPARE(QFileInfo(QString::fromStdString(out)).size(), written.size);
    }

    void everyRegisterHasATemplateWhoseExampleIsNoEvidence() {
        const WorkspaceCase here;
        auto place = here.open();
        int registers = 0;
        for (const auto& source : place.content().sources) {
            if (source.kind != "register") continue;
            const auto name = base::stringAt(source.document["register"], "name");
            const auto text = must(workspace::registerTemplate(place.content(), name, true));
            const auto file = here.put(QString::fromStdString(name + ".csv"), QByteArray::fromStdString(text));
            const auto report = import(place, {file});
            QCOMPARE(report.files.size(), 1U);
            QCOMPARE(report.files[0].source, source.id);
            QCOMPARE(report.files[0].accepted, 0);
            QCOMPARE(report.files[0].rejected, 1);
            QCOMPARE(report.rejected[0].reason, std::string("example-row"));
            QVERIFY(text.starts_with(must(workspace::registerTemplate(place.content(), name))));
            ++registers;
        }
        QVERIFY(registers >= 8);
        QCOMPARE(codeOf(workspace::registerTemplate(place.content(), "laundry")), std::string("register-unknown"));
    }
};

QTEST_GUILESS_MAIN(TestWorkspaceVault)
#include "tst_workspace_vault.moc"
