// A small vault with hand-made events: what the runner makes of rows, scope and broken statements.
#include "check/CheckRunner.h"
#include "store/ImportWriter.h"

#include <fmt/format.h>
#include <QTemporaryDir>
#include <QtTest>

using namespace proofstead;
using base::kHour;
using base::Millis;

namespace {

const Millis kStart = base::parseTime("2026-01-05T00:00:00Z").value();
const model::Period kPeriod{kStart, kStart + 3 * kHour, kStart + 3 * kHour};

constexpr const char* kAccount = "111122223333";
constexpr const char* kOther = "444455556666";

constexpr const char* kPopulation = "SELECT e.source AS source, e.environment AS environment, '' AS facet, "
                                    "COUNT(*) AS population FROM event e GROUP BY e.source, e.environment";

std::string exceptionsWhere(const std::string& condition, const std::string& facet = "''") {
    return "SELECT e.source AS source, e.environment AS environment, e.record_id AS record_id, e.actor AS subject, "
           "e.at AS at, " +
           facet + " AS facet, 'seen' AS detail FROM event e WHERE " + condition;
}

model::DeclaredSource source(const char* environment, const char* id = "aws-cloudtrail") {
    model::DeclaredSource declared;
    declared.source = id;
    declared.environment = environment;
    declared.expectation = model::Expectation::Hour;
    return declared;
}

model::CheckDefinition definition(const std::string& exceptionsSql, const std::string& populationSql = kPopulation) {
    model::CheckDefinition check;
    check.id = "example";
    check.type = model::TestType::Absence;
    check.needs = {{{"aws-cloudtrail"}, true}};
    check.exceptionsSql = exceptionsSql;
    check.populationSql = populationSql;
    return check;
}

} // namespace

class TestCheckRunner : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::optional<store::Vault> m_vault;
    std::optional<store::CheckConnection> m_connection;

    static void addEvent(store::ImportWriter& writer, std::int64_t leaf, Millis at, const char* environment,
                         const char* actor, std::uint32_t flags = 0) {
        model::EventFields event;
        event.at = at;
        event.flags = flags;
        event.environment = environment;
        event.service = "signin";
        event.action = "ConsoleLogin";
        event.actor = actor;
        event.outcome = "success";
        event.attributes = "{}";
        const std::string id = fmt::format("event-{}", leaf);
        event.nativeId = id;
        QVERIFY(writer.addEvent({leaf, leaf, leaf * 10, 10}, event, static_cast<std::uint64_t>(leaf + 1)).has_value());
    }

    check::CheckResult run(const model::CheckDefinition& check, std::vector<model::DeclaredSource> sources) {
        model::Scope scope;
        scope.sources = std::move(sources);
        auto runner = check::CheckRunner::open(*m_connection, scope, kPeriod);
        if (!runner) qFatal("%s", runner.error().toString().c_str());
        auto result = runner->run(check);
        if (!result) qFatal("%s", result.error().toString().c_str());
        return *result;
    }

private slots:
    // Two accounts: one with an event in each of three hours, the other with one event in the first hour only.
    void initTestCase() {
        auto vault = store::Vault::create((m_folder.path() + "/runner.vault").toStdString(), "tester");
        QVERIFY(vault.has_value());
        m_vault.emplace(std::move(*vault));
        auto writer = store::ImportWriter::begin(*m_vault, "tester");
        QVERIFY(writer.has_value());
        QVERIFY(writer->beginFile({"aws-cloudtrail", "", "events.json", "", std::nullopt, {}}).has_value());
        addEvent(*writer, 0, kStart + 10, kAccount, "b");
        addEvent(*writer, 1, kStart + kHour + 10, kAccount, "a");
        addEvent(*writer, 2, kStart + 2 * kHour + 10, kAccount, "a");
        addEvent(*writer, 3, kStart + 20, kOther, "c", model::kIdReused);
        store::FileTotals totals;
        totals.records = totals.events = totals.accepted = 4;
        totals.sha256 = totals.contentSha256 = totals.root = std::string(64, 'a');
        QVERIFY(writer->closeFile(totals).has_value());
        QVERIFY(writer->finish().has_value());
        auto connection = store::CheckConnection::open(*m_vault);
        QVERIFY(connection.has_value());
        m_connection.emplace(std::move(*connection));
    }

    void oneOutcomeForEachDeclaredSource() {
        const auto result = run(definition(exceptionsWhere("e.actor = 'c'")), {source(kOther), source(kAccount)});
        QCOMPARE(result.outcomes.size(), 2u);
        QCOMPARE(result.outcomes[0].environment, std::string(kAccount));
        QCOMPARE(result.outcomes[0].outcome, model::Outcome::Pass);
        QCOMPARE(result.outcomes[0].population, 3);
        QVERIFY(result.outcomes[0].coverage.complete());
        QCOMPARE(result.outcomes[1].outcome, model::Outcome::Fail);
        QCOMPARE(result.outcomes[1].exceptions, 1);
        QCOMPARE(result.outcomes[1].coverage.missing.size(), 1u);
        QCOMPARE(result.outcomes[1].coverage.longestSilence, 2 * kHour);
        QCOMPARE(result.findings.size(), 1u);
        QCOMPARE(result.findings[0].check, std::string("example"));
        QVERIFY(result.findings[0].record);
    }

    void anIncompleteAccountDoesNotPass() {
        const auto result = run(definition(exceptionsWhere("e.actor = 'nobody'")), {source(kOther)});
        QCOMPARE(result.outcomes[0].outcome, model::Outcome::NoEvidence);
        QCOMPARE(result.outcomes[0].cause, model::NoEvidence::PartialCoverage);
        const auto& reasons = result.outcomes[0].reasons;
        QVERIFY(std::find(reasons.begin(), reasons.end(), model::Reason::IdReused) != reasons.end());
    }

    void rowsOfUndeclaredAccountsAreLeftOut() {
        const auto result = run(definition(exceptionsWhere("e.actor = 'c'")), {source(kAccount)});
        QCOMPARE(result.outcomes.size(), 1u);
        QCOMPARE(result.outcomes[0].outcome, model::Outcome::Pass);
        QVERIFY(result.findings.empty());
    }

    void aCheckWithoutDeclaredSourceDoesNotApply() {
        const auto result = run(definition(exceptionsWhere("1 = 1")), {source("", "register-change")});
        QCOMPARE(result.outcomes.size(), 1u);
        QCOMPARE(result.outcomes[0].outcome, model::Outcome::NotApplicable);
    }

    void aSourceThatWasNotInUseDoesNotApply() {
        auto before = source(kAccount);
        before.activeTo = kStart - 1;
        const auto result = run(definition(exceptionsWhere("1 = 1")), {before});
        QCOMPARE(result.outcomes[0].outcome, model::Outcome::NotApplicable);
        QVERIFY(result.findings.empty());
    }

    void twoTimesOfUseAreOneSource() {
        auto first = source(kAccount), second = source(kAccount);
        first.activeTo = kStart + kHour;
        second.activeFrom = kStart + 2 * kHour;
        const auto result = run(definition(exceptionsWhere("e.actor = 'a'")), {second, first});
        QCOMPARE(result.outcomes.size(), 1u);
        QCOMPARE(result.outcomes[0].coverage.expected, 2);
        QVERIFY(result.outcomes[0].coverage.complete());
        QCOMPARE(result.outcomes[0].exceptions, 2);
        QCOMPARE(result.findings.size(), 2u);
    }

    void anAbsenceTestNeedsExpectedIntervals() {
        auto snapshot = source(kAccount);
        snapshot.expectation = model::Expectation::Snapshot;
        auto check = definition(exceptionsWhere("e.actor = 'nobody'"));
        QCOMPARE(run(check, {snapshot}).outcomes[0].cause, model::NoEvidence::PartialCoverage);
        check.type = model::TestType::Ratio;
        QCOMPARE(run(check, {snapshot}).outcomes[0].outcome, model::Outcome::Pass);
    }

    void aWithheldSourceIsNotLookedAt() {
        auto withheld = source(kAccount);
        withheld.withheld = "not handed over";
        const auto result = run(definition(exceptionsWhere("1 = 1")), {withheld});
        QCOMPARE(result.outcomes[0].cause, model::NoEvidence::NotPermitted);
        QVERIFY(result.findings.empty());
    }

    void aLinkageThatIsMissingGivesNoEvidence() {
        auto check = definition(exceptionsWhere("1 = 1"));
        check.needs.push_back({{"register-change"}, false});
        QCOMPARE(run(check, {source(kAccount)}).outcomes[0].cause, model::NoEvidence::SourceAbsent);
        QCOMPARE(run(check, {source(kAccount), source("", "register-change")}).outcomes[0].cause,
                 model::NoEvidence::SourceAbsent);
    }

    // One account beside a silent one: what the first shows stands, but nothing can pass.
    void aLinkageThatIsThereInPartStillShowsExceptions() {
        auto check = definition(exceptionsWhere("e.actor = 'c'"));
        check.needs.push_back({{"aws-cloudtrail"}, false});
        const auto missing = source("999900001111");
        QCOMPARE(run(check, {source(kOther), missing}).outcomes[0].outcome, model::Outcome::Fail);
        const auto result = run(check, {source(kAccount), missing});
        QCOMPARE(result.outcomes[0].cause, model::NoEvidence::PartialCoverage);
        QCOMPARE(result.outcomes[1].cause, model::NoEvidence::SourceAbsent);
    }

    void facetsHaveOutcomesOfTheirOwn() {
        auto check = definition(
            exceptionsWhere("e.environment = '111122223333'", "CASE WHEN e.actor = 'a' THEN 'first' ELSE 'second' END"),
            "SELECT e.source AS source, e.environment AS environment, 'first' AS facet, COUNT(*) "
            "AS population FROM event e GROUP BY e.source, e.environment");
        check.facets = {"second", "first", "third"};
        const auto result = run(check, {source(kAccount)});
        QCOMPARE(result.outcomes.size(), 3u);
        QCOMPARE(result.outcomes[0].facet, std::string("first"));
        QCOMPARE(result.outcomes[0].exceptions, 2);
        QCOMPARE(result.outcomes[1].exceptions, 1);
        QCOMPARE(result.outcomes[2].cause, model::NoEvidence::PopulationEmpty);
    }

    void findingsComeInOneOrder() {
        const auto result =
            run(definition(exceptionsWhere("1 = 1 ORDER BY e.at DESC")), {source(kOther), source(kAccount)});
        QCOMPARE(result.findings.size(), 4u);
        QCOMPARE(result.findings[0].subject, std::string("b"));
        QCOMPARE(result.findings[3].environment, std::string(kOther));
        QVERIFY(result.findings[0].at < result.findings[1].at);
    }

    void repairedExceptionsAreCounted() {
        auto check = definition("SELECT e.source AS source, e.environment AS environment, NULL AS record_id, "
                                "e.actor AS subject, NULL AS at, '' AS facet, '' AS detail, 1 AS repaired "
                                "FROM event e WHERE e.actor = 'a'");
        const auto result = run(check, {source(kAccount)});
        QCOMPARE(result.outcomes[0].repaired, 2);
        QVERIFY(!result.findings[0].record);
        QVERIFY(!result.findings[0].at);
    }

    void parametersAreBound() {
        auto check = definition(exceptionsWhere("e.at < :from + :wait AND e.actor <> :who"));
        check.parameters = {{"wait", "90min", "own policy"}, {"who", "b", "own policy"}};
        QCOMPARE(run(check, {source(kAccount)}).outcomes[0].exceptions, 1);
    }

    void brokenStatementsAreErrors_data() {
        QTest::addColumn<QString>("exceptionsSql");
        QTest::addColumn<QString>("code");
        QTest::newRow("a write is refused") << "INSERT INTO main.setting(name, value) VALUES('a', 'b')"
                                            << "sql-refused";
        QTest::newRow("a table is refused") << "SELECT * FROM main.event_block"
                                            << "sql-refused";
        QTest::newRow("the schema is refused") << "SELECT * FROM sqlite_master"
                                               << "sql-refused";
        QTest::newRow("a pragma is refused") << "PRAGMA table_info(event_block)"
                                             << "sql-refused";
        QTest::newRow("another file is refused") << "ATTACH 'x' AS x"
                                                 << "sql-refused";
        QTest::newRow("two statements are refused") << "SELECT 1; SELECT 2"
                                                    << "sql-refused";
        QTest::newRow("a shadowed view is refused") << "WITH event AS (SELECT 1 AS source) SELECT * FROM event"
                                                    << "sql-refused";
        QTest::newRow("bad SQL is an error") << "SELECT nothing FROM event"
                                             << "sql-error";
        QTest::newRow("a missing column is an error") << "SELECT 1 AS source"
                                                      << "check-columns";
        QTest::newRow("an undeclared facet is an error")
            << QString::fromStdString(exceptionsWhere("1 = 1", "'other'")) << "facet-undeclared";
        QTest::newRow("a query without end is stopped")
            << "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) AS source FROM n"
            << "time-budget";
    }

    void brokenStatementsAreErrors() {
        QFETCH(QString, exceptionsSql);
        QFETCH(QString, code);
        m_connection->setTimeBudget(200);
        const auto result = run(definition(exceptionsSql.toStdString()), {source(kAccount)});
        m_connection->setTimeBudget(60 * base::kSecond);
        QCOMPARE(result.outcomes.size(), 1u);
        QCOMPARE(result.outcomes[0].outcome, model::Outcome::Error);
        QVERIFY2(QString::fromStdString(result.outcomes[0].detail).contains(code), result.outcomes[0].detail.c_str());
        QVERIFY(result.findings.empty());
    }

    void cancellingStopsTheRun() {
        model::Scope scope;
        scope.sources = {source(kAccount)};
        auto runner = check::CheckRunner::open(*m_connection, scope, kPeriod);
        QVERIFY(runner.has_value());
        const std::atomic<bool> cancelled = true;
        m_connection->setCancelFlag(&cancelled);
        const auto result = runner->run(definition(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) AS source FROM n"));
        m_connection->setCancelFlag(nullptr);
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().code, std::string("cancelled"));
    }
};

QTEST_APPLESS_MAIN(TestCheckRunner)
#include "tst_check_runner.moc"
