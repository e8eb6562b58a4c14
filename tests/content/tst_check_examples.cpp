// Every example of every check, end to end: a vault of its own, its files imported as a user would, and the outcome
// held against what the example expects. The examples are the documentation of the checks (resources/README.md).
#include "base/Json.h"
#include "base/Text.h"
#include "base/Time.h"
#include "catalog/Catalog.h"
#include "check/CheckRunner.h"
#include "model/Scope.h"
#include "workspace/Workspace.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <fmt/format.h>
#include <set>

using namespace proofstead;

Q_DECLARE_METATYPE(proofstead::base::Json)

namespace {

const std::string kResources = PROOFSTEAD_SOURCE_DIR "/resources";

base::Millis timeAt(const base::Json& object, const char* key) {
    return base::parseTime(base::stringAt(object, key)).value_or(0);
}

model::Period periodOf(const base::Json& example) {
    const auto& period = example.at("period");
    return {timeAt(period, "from"), timeAt(period, "until"), timeAt(period, "as_of")};
}

// One harmless read in every hour of the period, in the shape in which CloudTrail delivers it.
base::Json heartbeatRecord(const std::string& account, base::Millis at) {
    const auto id = fmt::format("00000000-0000-4000-8000-{:012d}", at / base::kHour);
    return {{"eventVersion", "1.09"},
            {"userIdentity",
             {{"type", "IAMUser"},
              {"principalId", "AIDAEXAMPLEMONITOR001"},
              {"arn", "arn:aws:iam::" + account + ":user/monitor"},
              {"accountId", account},
              {"userName", "monitor"}}},
            {"eventTime", base::formatSeconds(at)},
            {"eventSource", "ec2.amazonaws.com"},
            {"eventName", "DescribeInstances"},
            {"awsRegion", "eu-central-1"},
            {"sourceIPAddress", "203.0.113.9"},
            {"userAgent", "monitor"},
            {"requestParameters", nullptr},
            {"responseElements", nullptr},
            {"eventID", id + account.substr(0, 4)},
            {"readOnly", true},
            {"eventType", "AwsApiCall"},
            {"managementEvent", true},
            {"recipientAccountId", account},
            {"eventCategory", "Management"}};
}

base::Json heartbeatFile(const base::Json& heartbeat, const model::Period& period) {
    std::vector<base::Millis> skipped;
    if (const auto* skip = base::find(heartbeat, "skip"))
        for (const auto& hour : *skip)
            skipped.push_back(base::parseTime(hour.get<std::string>()).value_or(0));
    base::Json records = base::Json::array();
    for (base::Millis hour = period.from; hour < period.until; hour += base::kHour)
        if (std::find(skipped.begin(), skipped.end(), hour) == skipped.end())
            records.push_back(heartbeatRecord(base::stringAt(heartbeat, "environment"), hour + 5 * base::kMinute));
    return {{"Records", records}};
}

// The one outcome that the example speaks about.
std::vector<model::CheckOutcome> select(const std::vector<model::CheckOutcome>& outcomes, const base::Json& expect) {
    std::vector<model::CheckOutcome> selected;
    const auto fits = [&](const char* key, const std::string& value) {
        return !expect.contains(key) || expect.at(key).get<std::string>() == value;
    };
    for (const auto& outcome : outcomes)
        if (fits("source", outcome.source) && fits("environment", outcome.environment) && fits("facet", outcome.facet))
            selected.push_back(outcome);
    return selected;
}

std::vector<std::string> subjectsOf(const check::CheckResult& result, const model::CheckOutcome& outcome) {
    std::vector<std::string> subjects;
    for (const auto& finding : result.findings)
        if (finding.source == outcome.source && finding.environment == outcome.environment &&
            finding.facet == outcome.facet)
            subjects.push_back(finding.subject);
    std::sort(subjects.begin(), subjects.end());
    subjects.erase(std::unique(subjects.begin(), subjects.end()), subjects.end());
    return subjects;
}

std::string describe(const check::CheckResult& result) {
    std::string text;
    for (const auto& outcome : result.outcomes)
        text +=
            fmt::format("\n  {}/{}/{}: {} {} population {} exceptions {} repaired {} {}", outcome.source,
                        outcome.environment, outcome.facet, model::idOf(outcome.outcome), model::idOf(outcome.cause),
                        outcome.population, outcome.exceptions, outcome.repaired, outcome.detail);
    for (const auto& finding : result.findings)
        text += fmt::format("\n  finding {}: {}", finding.subject, finding.detail);
    return text;
}

// What differs from the expectation, one line each.
std::string difference(const base::Json& expect, const check::CheckResult& result) {
    const auto selected = select(result.outcomes, expect);
    if (selected.size() != 1) return fmt::format("{} outcomes are selected, not one", selected.size());
    const auto& outcome = selected.front();
    std::string text;
    const auto compare = [&](const char* key, const base::Json& value) {
        if (expect.contains(key) && expect.at(key) != value)
            text += fmt::format("{}: expected {}, found {}\n", key, expect.at(key).dump(), value.dump());
    };
    compare("outcome", model::idOf(outcome.outcome));
    compare("cause", model::idOf(outcome.cause));
    compare("exceptions", outcome.exceptions);
    compare("population", outcome.population);
    compare("repaired", outcome.repaired);
    compare("subjects", subjectsOf(result, outcome));
    return text;
}

} // namespace

class TestCheckExamples : public QObject {
    Q_OBJECT

    catalog::Catalog m_catalog;

    // Imports one file of the example; answers what went wrong, "" when nothing did.
    static std::string import(workspace::Workspace& work, const std::string& folder, const std::string& name,
                              const std::string& content, const base::Json& file) {
        const auto path = folder + "/" + name;
        if (const auto written = base::writeFile(path, content); !written) return written.error().toString();
        workspace::ImportOptions options;
        options.paths = {path};
        options.as = base::stringAt(file, "as");
        options.collectedAt = base::parseTime(base::stringAt(file, "collected_at"));
        const auto report = work.import(options, {});
        if (!report) return report.error().toString();
        for (const auto& problem : report->problems)
            return name + ": " + problem.code + " " + problem.detail;
        for (const auto& rejected : report->rejected)
            return fmt::format("{}: record {} rejected: {} {}", name, rejected.leaf, rejected.reason, rejected.detail);
        return {};
    }

    static std::string importAll(workspace::Workspace& work, const std::string& folder, const base::Json& example) {
        if (const auto* files = base::find(example, "files"))
            for (const auto& file : *files) {
                const auto* content = base::find(file, "content");
                const auto problem = import(work, folder, base::stringAt(file, "name"),
                                            content ? content->dump() : base::stringAt(file, "text"), file);
                if (!problem.empty()) return problem;
            }
        if (const auto* heartbeats = base::find(example, "heartbeat"))
            for (const auto& heartbeat : *heartbeats) {
                const auto name = "heartbeat-" + base::stringAt(heartbeat, "environment") + ".json";
                const auto problem = import(work, folder, name, heartbeatFile(heartbeat, periodOf(example)).dump(), {});
                if (!problem.empty()) return problem;
            }
        return {};
    }

    static base::Result<workspace::Workspace> openVault(const std::string& folder, const base::Json& example) {
        workspace::OpenOptions options;
        options.vaultPath = folder + "/example.vault";
        options.resourcesDir = kResources;
        options.actor = "tester";
        options.write = true;
        PS_CHECK(workspace::Workspace::create(options));
        PS_TRY(auto work, workspace::Workspace::open(options));
        PS_TRY(const auto scope, model::scopeFromJson(example.at("scope")));
        PS_CHECK(work.setScope(scope));
        return work;
    }

    static base::Result<check::CheckResult>
    runCheck(const workspace::Workspace& work, const model::CheckDefinition& definition, const base::Json& example) {
        PS_TRY(auto connection, store::CheckConnection::open(work.vault()));
        PS_TRY(const auto scope, work.scope());
        PS_TRY(auto runner, check::CheckRunner::open(connection, scope, periodOf(example)));
        return runner.run(definition);
    }

private slots:
    void initTestCase() {
        auto loaded = catalog::Catalog::load(kResources);
        QVERIFY2(loaded.has_value(), loaded ? "" : loaded.error().toString().c_str());
        m_catalog = std::move(*loaded);
    }

    void checkShowsItsOutcomes_data() {
        QTest::addColumn<QString>("id");
        for (const auto& check : shipped())
            QTest::newRow(check.id.c_str()) << QString::fromStdString(check.id);
    }

    // A pass, an objection, and each way of having no evidence that the check's header makes possible.
    void checkShowsItsOutcomes() {
        QFETCH(QString, id);
        const auto* check = m_catalog.check(id.toStdString());
        QVERIFY(check != nullptr);
        std::set<std::string> shown;
        for (const auto& example : examplesOf(*check))
            shown.insert(base::stringAt(example.at("expect"), "outcome") + " " +
                         base::stringAt(example.at("expect"), "cause"));
        std::set<std::string> wanted{"pass ", check->heuristic ? "review " : "fail ", "not_applicable ",
                                     "no_evidence source_absent", "no_evidence not_permitted"};
        if (check->type == model::TestType::Absence) wanted.insert("no_evidence partial_coverage");
        if (check->freshness) wanted.insert("no_evidence stale");
        for (const auto& one : wanted)
            QVERIFY2(shown.contains(one), one.c_str());
    }

    void example_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<base::Json>("document");
        for (const auto& check : shipped())
            for (const auto& example : examplesOf(check))
                QTest::newRow((check.id + ": " + base::stringAt(example, "name")).c_str())
                    << QString::fromStdString(check.id) << example;
    }

    void example() {
        QFETCH(QString, id);
        QFETCH(base::Json, document);
        const auto* check = m_catalog.check(id.toStdString());
        QVERIFY(check != nullptr);
        QTemporaryDir folder;
        const auto path = folder.path().toStdString();
        auto work = openVault(path, document);
        QVERIFY2(work.has_value(), work ? "" : work.error().toString().c_str());
        const auto problem = importAll(*work, path, document);
        QVERIFY2(problem.empty(), problem.c_str());
        const auto result = runCheck(*work, *check, document);
        QVERIFY2(result.has_value(), result ? "" : result.error().toString().c_str());
        const auto differs = difference(document.at("expect"), *result);
        QVERIFY2(differs.empty(), (differs + describe(*result)).c_str());
    }

private:
    static std::vector<model::CheckDefinition> shipped() {
        const auto loaded = catalog::Catalog::load(kResources);
        if (!loaded) qFatal("%s", loaded.error().toString().c_str());
        return loaded->checks;
    }

    static std::vector<base::Json> examplesOf(const model::CheckDefinition& check) {
        const auto path = check.origin.substr(0, check.origin.size() - 4) + ".json";
        const auto text = base::readFile(path);
        if (!text) qFatal("%s", text.error().toString().c_str());
        const auto document = base::parseJson(*text);
        if (!document) qFatal("%s: %s", path.c_str(), document.error().toString().c_str());
        return document->at("examples").get<std::vector<base::Json>>();
    }
};

QTEST_APPLESS_MAIN(TestCheckExamples)
#include "tst_check_examples.moc"
