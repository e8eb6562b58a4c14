// The demo engagement: imports it, assesses it, and holds the result against resources/demo/planted.json, so that the
// table in its README stays true.
#include "base/Json.h"
#include "workspace/Workspace.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <set>

using namespace proofstead;

namespace {

const std::string kResources = PROOFSTEAD_SOURCE_DIR "/resources";

QByteArray bytesOf(const std::string& path) {
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::string textIn(const base::Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool matches(const base::Json& wanted, const char* name, const std::string& value) {
    return !wanted.contains(name) || wanted.at(name).get<std::string>() == value;
}

} // namespace

class TestDemo : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void statusesOccur();
    void reasonOccurs_data();
    void reasonOccurs();
    void plantedFaultIsFound_data();
    void plantedFaultIsFound();
    void plantedGapIsSeen_data();
    void plantedGapIsSeen();
    void controlComesOut_data();
    void controlComesOut();
    void brokenRecordsAreRejectedAndTheRestIsRead();
    void readmeNamesEveryPlantedThing();

private:
    void rowsOf(const char* list, const char* id);
    std::string outcomesOf(const std::string& check) const;

    QTemporaryDir m_folder;
    base::Json m_planted;
    model::Run m_run;
    std::vector<model::RejectedRecord> m_rejected;
};

void TestDemo::initTestCase() {
    m_planted = base::Json::parse(bytesOf(kResources + "/demo/planted.json").toStdString(), nullptr, false);
    QVERIFY2(m_planted.is_object(), "planted.json is not readable");

    workspace::OpenOptions options;
    options.resourcesDir = kResources;
    options.actor = "test";
    options.toolVersion = "test";
    const auto vault = workspace::createDemo(m_folder.path().toStdString(), options, {});
    QVERIFY2(vault, vault ? "" : vault.error().toString().c_str());

    options.vaultPath = *vault;
    options.write = true;
    auto workspace = workspace::Workspace::open(options);
    QVERIFY2(workspace, workspace ? "" : workspace.error().toString().c_str());
    auto run = workspace->assess({}, {});
    QVERIFY2(run, run ? "" : run.error().toString().c_str());
    m_run = std::move(*run);
    auto rejected = workspace->rejects();
    QVERIFY2(rejected, rejected ? "" : rejected.error().toString().c_str());
    m_rejected = std::move(*rejected);
}

void TestDemo::rowsOf(const char* list, const char* id) {
    QTest::addColumn<int>("index");
    int index = 0;
    for (const auto& item : m_planted.at(list))
        QTest::newRow(item.is_string() ? item.get<std::string>().c_str() : textIn(item, id).c_str()) << index++;
}

// What a check came to, for the message of a row that fails.
std::string TestDemo::outcomesOf(const std::string& check) const {
    std::string text = check + ":";
    for (const auto& outcome : m_run.outcomes)
        if (outcome.check == check)
            text += " [" + outcome.source + " " + outcome.environment + " " + outcome.facet + " " +
                    std::string(model::idOf(outcome.outcome)) + " " + std::string(model::idOf(outcome.cause)) + "]";
    for (const auto& finding : m_run.findings)
        if (finding.check == check) text += "\n  " + finding.environment + " " + finding.facet + " " + finding.subject;
    return text;
}

void TestDemo::statusesOccur() {
    std::set<model::Status> seen;
    for (const auto& control : m_run.controls)
        seen.insert(control.status);
    for (const auto& wanted : m_planted.at("statuses")) {
        const auto status = model::statusFromId(wanted.get<std::string>());
        QVERIFY2(status && seen.contains(*status), wanted.get<std::string>().c_str());
    }
}

void TestDemo::reasonOccurs_data() {
    QVERIFY(m_planted.at("reasons").size() >= 25);
    rowsOf("reasons", "");
}

void TestDemo::reasonOccurs() {
    QFETCH(int, index);
    const auto reason = model::reasonFromId(m_planted.at("reasons").at(index).get<std::string>());
    QVERIFY(reason);
    const auto has = [&](const auto& item) {
        return std::count(item.reasons.begin(), item.reasons.end(), *reason) > 0;
    };
    QVERIFY(std::any_of(m_run.controls.begin(), m_run.controls.end(), has));
}

void TestDemo::plantedFaultIsFound_data() {
    rowsOf("faults", "id");
}

void TestDemo::plantedFaultIsFound() {
    QFETCH(int, index);
    const auto& fault = m_planted.at("faults").at(index);
    const auto isIt = [&](const model::Finding& finding) {
        return matches(fault, "check", finding.check) && matches(fault, "subject", finding.subject) &&
               matches(fault, "environment", finding.environment) && matches(fault, "facet", finding.facet);
    };
    QVERIFY2(std::any_of(m_run.findings.begin(), m_run.findings.end(), isIt),
             outcomesOf(textIn(fault, "check")).c_str());
}

void TestDemo::plantedGapIsSeen_data() {
    rowsOf("gaps", "id");
}

void TestDemo::plantedGapIsSeen() {
    QFETCH(int, index);
    const auto& gap = m_planted.at("gaps").at(index);
    const auto isIt = [&](const model::CheckOutcome& outcome) {
        return matches(gap, "check", outcome.check) && matches(gap, "source", outcome.source) &&
               matches(gap, "environment", outcome.environment) && matches(gap, "facet", outcome.facet) &&
               matches(gap, "cause", std::string(model::idOf(outcome.cause)));
    };
    QVERIFY2(std::any_of(m_run.outcomes.begin(), m_run.outcomes.end(), isIt), outcomesOf(textIn(gap, "check")).c_str());
}

void TestDemo::controlComesOut_data() {
    rowsOf("controls", "control");
}

void TestDemo::controlComesOut() {
    QFETCH(int, index);
    const auto& wanted = m_planted.at("controls").at(index);
    const auto found = std::find_if(m_run.controls.begin(), m_run.controls.end(),
                                    [&](const auto& control) { return control.control == textIn(wanted, "control"); });
    QVERIFY(found != m_run.controls.end());
    QCOMPARE(std::string(model::idOf(found->status)), textIn(wanted, "status"));
    if (wanted.contains("variant")) QCOMPARE(found->variant, textIn(wanted, "variant"));
    for (const auto& reason : wanted.value("reasons", base::Json::array())) {
        const auto code = model::reasonFromId(reason.get<std::string>());
        QVERIFY2(code && std::count(found->reasons.begin(), found->reasons.end(), *code) > 0,
                 reason.get<std::string>().c_str());
    }
}

void TestDemo::brokenRecordsAreRejectedAndTheRestIsRead() {
    const auto& wanted = m_planted.at("rejected");
    QCOMPARE(m_rejected.size(), wanted.size());
    for (const auto& item : wanted) {
        const auto isIt = [&](const model::RejectedRecord& record) {
            return record.path.ends_with(textIn(item, "file")) && record.reason == textIn(item, "reason");
        };
        QVERIFY2(std::any_of(m_rejected.begin(), m_rejected.end(), isIt), item.dump().c_str());
    }
}

void TestDemo::readmeNamesEveryPlantedThing() {
    const std::string readme = bytesOf(kResources + "/demo/README.md").toStdString();
    for (const char* list : {"faults", "gaps"})
        for (const auto& item : m_planted.at(list)) {
            const std::string id = textIn(item, "id");
            QVERIFY2(readme.find("| " + id + " |") != std::string::npos, id.c_str());
        }
}

QTEST_APPLESS_MAIN(TestDemo)
#include "tst_demo.moc"
