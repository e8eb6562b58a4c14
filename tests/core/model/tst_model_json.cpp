#include "model/Run.h"
#include "model/Scope.h"

#include <QtTest>

using namespace proofstead;
using namespace proofstead::model;

class TestModelJson : public QObject {
    Q_OBJECT
private slots:
    void readsAScope();
    void writesTheScopeItRead();
    void refusesAScope_data();
    void refusesAScope();
    void writesTheRunItRead();
    void refusesARunWithAnUnknownStatus();
};

namespace {

const char* const kScope = R"({
  "organisation": "Example", "time_zone": "Europe/Vienna",
  "entities": [{"id": "main", "name": "Example GmbH", "roles": ["controller", "deployer"]},
               {"id": "ops", "name": "Example Ops", "roles": ["processor", "controller"]}],
  "sources": [
    {"source": "aws-cloudtrail", "environment": "111122223333", "expectation": "hour",
     "active_from": "2025-01-01", "active_to": "2025-06-01T00:00:00.250Z", "successor": "444455556666"},
    {"source": "register-incident", "owner": "Security"},
    {"source": "aws-credential-report", "environment": "111122223333", "expectation": "snapshot", "withheld": "policy"}],
  "conditions": ["transfers-exist"], "absent_conditions": ["research-use"], "frameworks": ["gdpr"],
  "period": {"from": "2025-01-01", "until": "2025-04-01"}})";

Run sampleRun() {
    Run run;
    run.id = "0123456789abcdef";
    run.scope = *scopeFromJson(*base::parseJson(kScope));
    run.period = *run.scope.period;
    run.asOfSeq = 4;
    run.logRoot = "ab";
    run.content = {{"framework:gdpr", "cd"}, {"engine", "0.1.0"}};
    CheckOutcome outcome;
    outcome.check = "some-check";
    outcome.source = "aws-cloudtrail";
    outcome.environment = "111122223333";
    outcome.facet = "f";
    outcome.outcome = Outcome::NoEvidence;
    outcome.cause = NoEvidence::PartialCoverage;
    outcome.reasons = {Reason::CoverageGap};
    outcome.population = 9;
    outcome.exceptions = 2;
    outcome.repaired = 1;
    outcome.verified = false;
    outcome.detail = "why";
    outcome.coverage = {"hour", 24, 23, {{0, 3'600'000}}, 7'200'000, 5, 86'400'000};
    run.outcomes = {outcome};
    run.findings = {{"some-check", "aws-cloudtrail", "111122223333", "f", "arn", "because", 1'234, RecordId{7}},
                    {"some-check", "register-incident", "", "", "INC-1", "late", std::nullopt, {}}};
    ControlResult control;
    control.framework = "gdpr";
    control.control = "gdpr-30-1-d";
    control.status = Status::Exceptions;
    control.variant = "partly-accepted";
    control.accepted = 1;
    control.exceptions = 3;
    control.reasons = {Reason::WaiverActive, Reason::CheckFailed};
    LinkResult link;
    link.link = {"some-check", "f", LinkKind::Direct, Part::Design, false, false};
    link.outcome = Outcome::Fail;
    link.reasons = {Reason::CheckFailed};
    link.population = 9;
    link.exceptions = 3;
    control.links = {link};
    control.decisions = {"D-1"};
    control.roles = {"controller"};
    run.controls = {control};
    FrameworkSummary summary;
    summary.framework = "gdpr";
    summary.byStatus = {{Status::Exceptions, 1}, {Status::NotApplicable, 2}};
    summary.applicable = 1;
    summary.machineTested = 1;
    run.summaries = {summary};
    return run;
}

} // namespace

void TestModelJson::readsAScope() {
    const auto scope = scopeFromJson(*base::parseJson(kScope));
    QVERIFY(scope);
    QCOMPARE(rolesOf(*scope), (std::vector<std::string>{"controller", "deployer", "processor"}));
    QCOMPARE(scope->sources.size(), std::size_t{3});
    QVERIFY(scope->sources[0].expectation == Expectation::Hour);
    QVERIFY(scope->sources[1].expectation == Expectation::Snapshot);
    QCOMPARE(scope->sources[2].withheld, std::string("policy"));
    QCOMPARE(scope->period->asOf, scope->period->until);
}

void TestModelJson::writesTheScopeItRead() {
    const auto scope = *scopeFromJson(*base::parseJson(kScope));
    const auto again = scopeFromJson(toJson(scope));
    QVERIFY2(again, again ? "" : again.error().toString().c_str());
    QCOMPARE(base::canonicalJson(toJson(*again)), base::canonicalJson(toJson(scope)));
    QCOMPARE(again->sources[0].activeTo, scope.sources[0].activeTo);
    QCOMPARE(base::canonicalJson(toJson(*scopeFromJson(base::Json::object()))), base::canonicalJson(toJson(Scope{})));
}

void TestModelJson::refusesAScope_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("where");
    QTest::newRow("no object") << "[]"
                               << "/";
    QTest::newRow("a mistyped member") << R"({"organization":"x"})"
                                       << "/organization";
    QTest::newRow("a mistyped member of a source")
        << R"({"sources":[{"source":"x","expectation":"day","enviroment":"1"}]})"
        << "/sources/0/enviroment";
    QTest::newRow("a log without what it should deliver") << R"({"sources":[{"source":"aws-cloudtrail"}]})"
                                                          << "/sources/0/expectation";
    QTest::newRow("an unknown expectation") << R"({"sources":[{"source":"x","expectation":"weekly"}]})"
                                            << "/sources/0/expectation";
    QTest::newRow("a source without an id") << R"({"sources":[{"source":"","expectation":"day"}]})"
                                            << "/sources/0/source";
    QTest::newRow("a source that ends before it starts")
        << R"({"sources":[{"source":"x","expectation":"day","active_from":"2025-02-01","active_to":"2025-01-01"}]})"
        << "/sources/0/active_to";
    QTest::newRow("a source declared twice")
        << R"({"sources":[{"source":"x","expectation":"day"},{"source":"x","expectation":"hour"}]})"
        << "/sources";
    QTest::newRow("an entity twice") << R"({"entities":[{"id":"a"},{"id":"a"}]})"
                                     << "/entities";
    QTest::newRow("roles that are no list") << R"({"entities":[{"id":"a","roles":"controller"}]})"
                                            << "/entities/0/roles";
    QTest::newRow("a period without an end") << R"({"period":{"from":"2025-01-01"}})"
                                             << "/period/until";
    QTest::newRow("a period that runs backwards") << R"({"period":{"from":"2025-02-01","until":"2025-01-01"}})"
                                                  << "/period/until";
    QTest::newRow("a period looked at before it begins")
        << R"({"period":{"from":"2025-01-01","until":"2025-02-01","as_of":"2024-12-01"}})"
        << "/period";
    QTest::newRow("a time that is none") << R"({"period":{"from":"soon","until":"2025-01-01"}})"
                                         << "/period/from";
}

void TestModelJson::refusesAScope() {
    QFETCH(QString, text);
    QFETCH(QString, where);
    const auto scope = scopeFromJson(*base::parseJson(text.toStdString()));
    QVERIFY(!scope);
    QCOMPARE(scope.error().code, std::string("invalid-scope"));
    QCOMPARE(QString::fromStdString(scope.error().where.front()), where);
}

void TestModelJson::writesTheRunItRead() {
    const auto json = toJson(sampleRun());
    QCOMPARE(json["controls"][0]["id"].get<std::string>(), std::string("gdpr-30-1-d"));
    QCOMPARE(json["controls"][0]["status"].get<std::string>(), std::string("exceptions"));
    const auto again = runFromJson(*base::parseJson(base::canonicalJson(json)));
    QVERIFY2(again, again ? "" : again.error().toString().c_str());
    QCOMPARE(base::canonicalJson(toJson(*again)), base::canonicalJson(json));
    QCOMPARE(again->findings[0].record.value, std::int64_t{7});
    QCOMPARE(again->outcomes[0].coverage.missing.size(), std::size_t{1});
    QVERIFY(again->controls[0].links[0].link.part == Part::Design);
}

void TestModelJson::refusesARunWithAnUnknownStatus() {
    auto json = toJson(sampleRun());
    json["controls"][0]["status"] = "compliant";
    const auto run = runFromJson(json);
    QVERIFY(!run);
    QCOMPARE(run.error().code, std::string("invalid-run"));
    QCOMPARE(run.error().where.front(), std::string("/controls/0/status"));
}

QTEST_APPLESS_MAIN(TestModelJson)
#include "tst_model_json.moc"
