#include "core/assess/Scenario.h"

#include <QtTest>

using namespace proofstead;
using namespace proofstead::assess;
using model::Automation;
using model::LinkKind;
using model::NoEvidence;
using model::Outcome;
using model::Part;
using model::Status;

// Several controls: parents, alternatives and the headline.
class TestAssessFramework : public QObject {
    Q_OBJECT
private slots:
    void parentsTakeTheWorstChild_data();
    void parentsTakeTheWorstChild();
    void alternativesCountByTheBest();
    void aCircleOfParentsEnds();
    void aParentTellsWhy();
    void sharesAddUpToApplicable();
    void anEmptyVaultSupportsNothing();
    void gapsAreWhatAppliesAndIsNotSupported();
};

namespace {

struct Children {
    model::Framework framework;
    std::vector<model::CheckOutcome> outcomes;
    std::vector<model::Decision> decisions;
    model::Scope scope;

    Children() {
        framework.id = "f";
        scope.entities = {{"main", "Main", {"controller"}}};
        model::Control parent;
        parent.id = "parent";
        parent.automation = Automation::Automated;
        framework.controls = {parent};
    }
    // A child whose only test comes to `what`; not_applicable makes one for a role nobody holds.
    model::Control& add(const std::string& id, Outcome what, NoEvidence cause = NoEvidence::None) {
        model::Control child;
        child.id = id;
        child.parent = "parent";
        child.automation = Automation::Automated;
        child.links = {{"check-" + id, "", LinkKind::Direct, Part::Operation, true, true}};
        if (what == Outcome::NotApplicable) child.appliesTo = {"processor"};
        framework.controls.push_back(child);
        model::CheckOutcome outcome;
        outcome.check = "check-" + id;
        outcome.source = "s";
        outcome.outcome = what;
        outcome.cause = cause;
        outcome.population = 5;
        outcome.exceptions = what == Outcome::Fail ? 2 : 0;
        outcomes.push_back(outcome);
        return framework.controls.back();
    }
    AssessResult judge() const {
        const std::vector<model::Framework> frameworks{framework};
        return proofstead::assess::assess({frameworks, outcomes, {}, decisions, scope, quarter(), {}});
    }
    QString parent() const { return textOf(judge().controls.front()); }
};

} // namespace

void TestAssessFramework::parentsTakeTheWorstChild_data() {
    QTest::addColumn<QList<int>>("children");
    QTest::addColumn<QString>("verdict");
    const auto row = [](const char* sentence, std::initializer_list<Outcome> outcomes, const char* verdict) {
        QList<int> children;
        for (const auto outcome : outcomes)
            children.append(static_cast<int>(outcome));
        QTest::newRow(sentence) << children << QString(verdict);
    };
    row("all supported", {Outcome::Pass, Outcome::Pass}, "supported");
    row("one not evaluable", {Outcome::Pass, Outcome::NoEvidence}, "not_evaluable: NO_SOURCE");
    row("one with exceptions", {Outcome::Pass, Outcome::Fail, Outcome::NoEvidence}, "exceptions: CHECK_FAILED");
    row("one under review", {Outcome::Review, Outcome::Pass}, "partial: REVIEW_PENDING");
    row("a child that does not apply drops out", {Outcome::NotApplicable, Outcome::Pass}, "supported");
    row("no child applies", {Outcome::NotApplicable, Outcome::NotApplicable}, "not_applicable/children: NA_JUSTIFIED");
}

void TestAssessFramework::parentsTakeTheWorstChild() {
    QFETCH(QList<int>, children);
    QFETCH(QString, verdict);
    Children forward, backward;
    for (int i = 0; i < children.size(); ++i) {
        const auto id = "child-" + std::to_string(i);
        forward.add(id, static_cast<Outcome>(children[i]));
        backward.add(id, static_cast<Outcome>(children[children.size() - 1 - i]));
    }
    QCOMPARE(forward.parent(), verdict);
    QCOMPARE(backward.parent(), verdict);
}

void TestAssessFramework::alternativesCountByTheBest() {
    Children children;
    children.add("one", Outcome::NoEvidence).alternativeGroup = "either";
    children.add("other", Outcome::Pass).alternativeGroup = "either";
    QCOMPARE(children.parent(), QString("supported"));
    QCOMPARE(textOf(children.judge().controls[1]), QString("not_evaluable: NO_SOURCE")); // its own verdict stays
    children.add("besides", Outcome::Review);
    QCOMPARE(children.parent(), QString("partial: REVIEW_PENDING"));
}

void TestAssessFramework::aCircleOfParentsEnds() {
    Children children;
    children.add("a", Outcome::Pass).parent = "b";
    children.add("b", Outcome::Fail).parent = "a";
    const auto result = children.judge();
    QCOMPARE(result.controls[1].status, Status::Exceptions);
    QCOMPARE(result.controls[2].status, Status::Exceptions);
}

void TestAssessFramework::aParentTellsWhy() {
    Children children;
    children.add("a", Outcome::Fail);
    children.add("b", Outcome::Fail);
    const auto result = children.judge().controls.front();
    QCOMPARE(result.exceptions, std::int64_t{4});
    // A parent with a test of its own counts that too.
    children.framework.controls[0].links = {{"check-c", "", LinkKind::Direct, Part::Operation, true, true}};
    QCOMPARE(children.parent(), QString("exceptions: CHECK_FAILED CHECK_NOT_RUN"));
    // A decision that it does not apply does not stand against a child that does.
    auto away = Scenario().decide(model::DecisionKind::Applicability, "not-applicable").decisions.front();
    away.control = "parent";
    children.decisions = {away};
    QCOMPARE(children.parent(), QString("exceptions: CHECK_FAILED CHECK_NOT_RUN NA_CONTRADICTED"));
}

void TestAssessFramework::sharesAddUpToApplicable() {
    Children children;
    children.framework.controls.clear();
    children.add("passed", Outcome::Pass).parent = "";
    children.add("failed", Outcome::Fail).parent = "";
    children.add("absent", Outcome::NoEvidence).parent = "";
    children.add("elsewhere", Outcome::NotApplicable).parent = "";
    for (const char* id : {"attested", "documented"}) {
        auto& control = children.add(id, Outcome::NotRun);
        control.parent = "";
        control.links.clear();
        control.automation = Automation::Manual;
    }
    children.framework.controls[4].evidence = {{"attestation", "operation"}};
    children.framework.controls[5].evidence = {{"document", "design"}};
    children.decisions = Scenario().attest().document().decisions;
    children.decisions[0].control = "attested";
    children.decisions[1].control = "documented";
    const auto summary = children.judge().summaries.front();
    QCOMPARE(summary.applicable, std::int64_t{5});
    QCOMPARE(summary.machineTested, std::int64_t{2});
    QCOMPARE(summary.documentTested, std::int64_t{1});
    QCOMPARE(summary.attested, std::int64_t{1});
    QCOMPARE(summary.untested, std::int64_t{1});
    std::int64_t counted = 0;
    for (const auto& [status, count] : summary.byStatus)
        counted += count;
    QCOMPARE(counted, std::int64_t{6});
    QCOMPARE(summary.byStatus.at(Status::NotApplicable), std::int64_t{1});
    QCOMPARE(summary.byStatus.at(Status::Attested), std::int64_t{2});
}

void TestAssessFramework::anEmptyVaultSupportsNothing() {
    Children children;
    for (const auto automation : {Automation::Automated, Automation::PartlyAutomated, Automation::Manual}) {
        for (const auto part : {Part::Design, Part::Operation}) {
            const auto id = "c-" + std::to_string(children.framework.controls.size());
            auto& control = children.add(id, Outcome::NotRun);
            control.automation = automation;
            control.links[0].part = part;
        }
    }
    children.outcomes.clear();
    for (const auto& result : children.judge().controls) {
        QCOMPARE(result.status, Status::NotEvaluable);
        QVERIFY(!result.reasons.empty());
    }
    QCOMPARE(children.judge().summaries.front().untested, std::int64_t{7});
}

void TestAssessFramework::gapsAreWhatAppliesAndIsNotSupported() {
    model::ControlResult result;
    for (const auto status : model::kStatuses) {
        result.status = status;
        QCOMPARE(isGap(result), status != Status::NotApplicable && status != Status::Supported);
    }
}

QTEST_APPLESS_MAIN(TestAssessFramework)
#include "tst_assess_framework.moc"
