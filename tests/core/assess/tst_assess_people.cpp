#include "core/assess/Scenario.h"

#include <QtTest>

using namespace proofstead;
using namespace proofstead::assess;
using model::Automation;
using model::DecisionKind;
using model::NoEvidence;
using model::Outcome;
using model::Part;

// What people decide, say and accept, and what that does to a verdict.
class TestAssessPeople : public QObject {
    Q_OBJECT
private slots:
    void ladder_data();
    void ladder();
    void decisionsThatCountAreNamed();

private:
    static void attestations();
    static void partlyAutomated();
    static void documents();
    static void applicability();
    static void addressable();
    static void waivers();
    static void nilReturns();
};

namespace {

void row(const char* sentence, const Scenario& scenario, const char* verdict) {
    QTest::newRow(sentence) << scenario << QString(verdict);
}

Scenario manual() {
    return Scenario().automation(Automation::Manual).evidence("attestation", "operation");
}

Scenario partly() {
    return Scenario()
        .automation(Automation::PartlyAutomated)
        .evidence("audit-log", "operation")
        .evidence("document", "design")
        .supporting("a");
}

Scenario empty() {
    return Scenario()
        .direct("a")
        .none("a", NoEvidence::PopulationEmpty)
        .none("a", NoEvidence::PopulationEmpty, "", "register-incident");
}

Scenario addressableRow() {
    return Scenario().addressable().direct("a");
}

template <class Change>
Scenario bent(Scenario scenario, Change change) {
    change(scenario.decisions.back());
    return scenario;
}

} // namespace

void TestAssessPeople::attestations() {
    row("a manual control without anybody's word", manual(), "not_evaluable: DECISION_MISSING");
    row("a manual control attested for the whole period", manual().attest(), "attested: ATTESTATION_ONLY");
    row("an attestation for half the period supports half", manual().attest("yes", "2025-01-01", "2025-02-15"),
        "partial: ATTESTATION_ONLY");
    row("two attestations cover the period together",
        manual().attest("yes", "2025-01-01", "2025-02-15").attest("yes", "2025-02-15", "2025-04-01"),
        "attested: ATTESTATION_ONLY");
    row("a hole between two attestations is a hole",
        manual().attest("yes", "2025-01-01", "2025-02-15").attest("yes", "2025-02-16", "2025-04-01"),
        "partial: ATTESTATION_ONLY");
    row("an attestation says nothing of days after it was made",
        bent(manual().attest(), [](auto& d) { d.decidedAt = day("2025-02-01"); }), "partial: ATTESTATION_ONLY");
    row("an attestation for another period says nothing", manual().attest("yes", "2024-01-01", "2025-01-01"),
        "not_evaluable: DECISION_MISSING");
    row("an attestation that was made after as_of is not seen",
        bent(manual().attest(), [](auto& d) { d.decidedAt = day("2025-04-02"); }), "not_evaluable: DECISION_MISSING");
    row("an answer of partly covers in part", manual().attest("partly"), "partial: ATTESTATION_ONLY");
    row("an answer of no covers nothing", manual().attest("no"), "not_evaluable: DECISION_MISSING");
    row("one person's no weakens another's yes", manual().attest().attest("no"),
        "partial: ATTESTATION_CONTRADICTED ATTESTATION_ONLY");
    row("one person's no weakens a passing test", Scenario().direct("a").pass("a").attest("no"),
        "partial: ATTESTATION_CONTRADICTED");
    row("an expired attestation is no evidence",
        bent(manual().attest(), [](auto& d) { d.expiresAt = day("2025-03-30"); }),
        "not_evaluable: ATTESTATION_EXPIRED DECISION_MISSING");
    row("an attestation holds until the end of its last day",
        bent(manual().attest(), [](auto& d) { d.expiresAt = day("2025-04-01"); }), "attested: ATTESTATION_ONLY");
    row("the day after its last day it has expired",
        bent(manual().attest(), [](auto& d) { d.expiresAt = day("2025-03-31"); }),
        "not_evaluable: ATTESTATION_EXPIRED DECISION_MISSING");
    row("an attestation without a name is none", bent(manual().attest(), [](auto& d) { d.by = ""; }),
        "not_evaluable: DECISION_MISSING");
    row("an attestation without an expiry is none", bent(manual().attest(), [](auto& d) { d.expiresAt.reset(); }),
        "not_evaluable: DECISION_MISSING");
    row("an attestation without a period is none", bent(manual().attest(), [](auto& d) { d.periodFrom.reset(); }),
        "not_evaluable: DECISION_MISSING");
    row("an attestation about one check does not speak for the control",
        bent(manual().attest(), [](auto& d) { d.check = "a"; }), "not_evaluable: DECISION_MISSING");
    row("an attestation against a failing test is void", Scenario().direct("a").fail("a").attest(),
        "exceptions: ATTESTATION_CONTRADICTED CHECK_FAILED");
    row("an attestation does not lift a passing test", Scenario().direct("a").pass("a").attest(), "supported");
    row("an attestation beside a test that was due and saw nothing",
        Scenario().direct("a").none("a", NoEvidence::SourceAbsent).attest(), "partial: ATTESTATION_ONLY NO_SOURCE");
    row("an attestation beside stale evidence", Scenario().direct("a").none("a", NoEvidence::Stale).attest(),
        "partial: ATTESTATION_ONLY SOURCE_STALE");
    row("an attestation does not settle a heuristic hit", Scenario().direct("a").outcome("a", Outcome::Review).attest(),
        "partial: ATTESTATION_ONLY REVIEW_PENDING");
    row("an attestation stands in for tests that this release does not hold", Scenario().missing("a").attest(),
        "attested: ATTESTATION_ONLY NO_RULE");
    row("an attestation beside a pass and a test that this release does not hold",
        Scenario().direct("a").missing("b").pass("a").attest(), "attested: ATTESTATION_ONLY SUBTEST_MISSING");
    const auto critical = [](Scenario& s) { s.critical = {"a"}; };
    row("beside a critical check one person is not enough",
        Scenario().supporting("a").pass("a").attest().with(critical), "partial: NO_DIRECT_TEST REVIEW_PENDING");
    row("beside a critical check two people are enough",
        bent(Scenario().supporting("a").pass("a").attest().with(critical),
             [](auto& d) { d.secondApprover = "S. Econd"; }),
        "attested: ATTESTATION_ONLY NO_DIRECT_TEST");
    row("the same person twice is one person",
        bent(Scenario().supporting("a").pass("a").attest().with(critical), [](auto& d) { d.secondApprover = d.by; }),
        "partial: NO_DIRECT_TEST REVIEW_PENDING");
}

void TestAssessPeople::partlyAutomated() {
    row("tests that show a part, document and word: attested", partly().pass("a").document().attest(),
        "attested: ATTESTATION_ONLY NO_DIRECT_TEST");
    row("tests that show a part and a document, but nobody's word", partly().pass("a").document(),
        "partial: ATTESTATION_ONLY NO_DIRECT_TEST");
    row("tests that show a part and word, but no document", partly().pass("a").attest(),
        "partial: ATTESTATION_ONLY DESIGN_MISSING NO_DIRECT_TEST");
    row("document and word without evidence", partly().none("a", NoEvidence::SourceAbsent).document().attest(),
        "partial: ATTESTATION_ONLY NO_DIRECT_TEST NO_SOURCE");
    row("a document alone does not show operation", partly().none("a", NoEvidence::SourceAbsent).document(),
        "not_evaluable: NO_DIRECT_TEST NO_SOURCE");
    row("nothing at all", partly().none("a", NoEvidence::SourceAbsent),
        "not_evaluable: DESIGN_MISSING NO_DIRECT_TEST NO_SOURCE");
    const auto scenario =
        Scenario().automation(Automation::PartlyAutomated).evidence("audit-log", "operation").direct("a");
    row("even a direct pass does not carry a partly automated control alone", Scenario(scenario).pass("a"),
        "partial: DECISION_MISSING");
    row("a direct pass with somebody's word is attested at best", Scenario(scenario).pass("a").attest(),
        "attested: ATTESTATION_ONLY");
}

void TestAssessPeople::documents() {
    const auto paper = Scenario().automation(Automation::Manual).evidence("document", "design");
    row("a manual control of paper without paper", paper, "not_evaluable: DESIGN_MISSING");
    row("an approved and current document", Scenario(paper).document(), "attested: ATTESTATION_ONLY");
    row("a draft is no document", Scenario(paper).decide(DecisionKind::Document, "draft"),
        "not_evaluable: DESIGN_MISSING");
    row("a document past its review date",
        bent(Scenario(paper).document(), [](auto& d) { d.reviewBy = day("2025-03-01"); }),
        "not_evaluable: DESIGN_MISSING SOURCE_STALE");
    row("a document of which nobody knows until when it holds",
        bent(Scenario(paper).document(), [](auto& d) { d.reviewBy.reset(), d.expiresAt.reset(); }),
        "not_evaluable: DESIGN_MISSING");
    row("a document approved in the middle of the period",
        bent(Scenario(paper).document(), [](auto& d) { d.decidedAt = day("2025-02-01"); }),
        "partial: ATTESTATION_ONLY");
    row("a newer approval of a document in force before",
        bent(Scenario(paper).document(),
             [](auto& d) { d.decidedAt = day("2025-02-01"), d.periodFrom = day("2024-01-01"); }),
        "attested: ATTESTATION_ONLY");
    row("an attestation may speak for design", bent(Scenario(paper).attest(), [](auto& d) { d.part = "design"; }),
        "attested: ATTESTATION_ONLY");
    row("an attestation of operation says nothing of design", Scenario(paper).attest(),
        "not_evaluable: DESIGN_MISSING");
}

void TestAssessPeople::applicability() {
    const auto processor = [](Scenario& s) { s.control.appliesTo = {"processor"}; };
    row("a role that nobody holds", Scenario().direct("a").fail("a").with(processor),
        "not_applicable/role: NA_JUSTIFIED");
    row("a role that one of several entities holds",
        Scenario().direct("a").pass("a").with(processor).with([](Scenario& s) {
            s.scope.entities.push_back({"ops", "Ops", {"processor"}});
        }),
        "supported");
    row("a scope without any role is unfinished, not exempt",
        Scenario().direct("a").pass("a").with(processor).with([](Scenario& s) { s.scope.entities.clear(); }),
        "supported");
    const auto transfers = [](Scenario& s) { s.control.conditions = {"transfers-exist"}; };
    const auto none = [](Scenario& s) { s.scope.absentConditions = {"transfers-exist"}; };
    row("a condition that nobody answered leaves nothing out", Scenario().with(transfers),
        "not_evaluable: NA_UNJUSTIFIED NO_RULE");
    row("what a test supports is supported, and the question stays open",
        Scenario().direct("a").pass("a").with(transfers), "supported: NA_UNJUSTIFIED");
    row("a condition that the scope denies", Scenario().direct("a").pass("a").with(transfers).with(none),
        "not_applicable/condition: NA_JUSTIFIED");
    row("of two conditions one is denied", Scenario().direct("a").pass("a").with(none).with([](Scenario& s) {
        s.control.conditions = {"consent-used", "transfers-exist"};
    }),
        "not_applicable/condition: NA_JUSTIFIED");
    row("an open condition beside an approved decision",
        Scenario()
            .direct("a")
            .none("a", NoEvidence::SourceAbsent)
            .with(transfers)
            .decide(DecisionKind::Applicability, "not-applicable"),
        "not_applicable/decision: NA_JUSTIFIED");
    row("an exception leaves no doubt that an open condition holds", Scenario().direct("a").fail("a").with(transfers),
        "exceptions: CHECK_FAILED NA_UNJUSTIFIED");
    row("a condition that the scope declares", Scenario().direct("a").pass("a").with(transfers).with([](Scenario& s) {
        s.scope.conditions = {"transfers-exist"};
    }),
        "supported");
    row("an exception shows that the condition is there", Scenario().direct("a").fail("a").with(transfers).with(none),
        "exceptions: CHECK_FAILED NA_CONTRADICTED");
    const auto quiet = Scenario().direct("a").none("a", NoEvidence::SourceAbsent);
    const auto away = Scenario(quiet).decide(DecisionKind::Applicability, "not-applicable");
    row("not applicable by an approved decision", away, "not_applicable/decision: NA_JUSTIFIED");
    row("not applicable without a rationale", bent(away, [](auto& d) { d.rationale = ""; }),
        "not_evaluable: NA_UNJUSTIFIED NO_SOURCE");
    row("not applicable without an approver", bent(away, [](auto& d) { d.by = ""; }),
        "not_evaluable: NA_UNJUSTIFIED NO_SOURCE");
    row("not applicable approved by the person who asked", bent(away, [](auto& d) { d.requestedBy = d.by; }),
        "not_evaluable: NA_UNJUSTIFIED NO_SOURCE");
    row("not applicable without a review date", bent(away, [](auto& d) { d.reviewBy.reset(); }),
        "not_evaluable: NA_UNJUSTIFIED NO_SOURCE");
    row("not applicable with its review overdue", bent(away, [](auto& d) { d.reviewBy = day("2025-03-31"); }),
        "not_evaluable: NA_REVIEW_DUE NO_SOURCE");
    row("not applicable against logs that show it",
        Scenario().direct("a").pass("a").decide(DecisionKind::Applicability, "not-applicable"),
        "supported: NA_CONTRADICTED");
    row("not applicable against an exception",
        Scenario().supporting("a").fail("a").decide(DecisionKind::Applicability, "not-applicable"),
        "exceptions: CHECK_FAILED NA_CONTRADICTED NO_DIRECT_TEST");
    row("a later decision that it applies again",
        bent(Scenario(away).decide(DecisionKind::Applicability, "applicable"),
             [](auto& d) { d.decidedAt = day("2025-02-01"); }),
        "not_evaluable: NO_SOURCE");
}

void TestAssessPeople::addressable() {
    row("addressable, nobody decided, tests pass", addressableRow().pass("a"), "partial: DECISION_MISSING");
    row("addressable, nobody decided, a test fails: both are shown", addressableRow().fail("a"),
        "exceptions: CHECK_FAILED DECISION_MISSING");
    row("addressable, nobody decided, nothing tested", addressableRow().none("a", NoEvidence::SourceAbsent),
        "not_evaluable: DECISION_MISSING NO_SOURCE");
    row("addressable and implemented: its tests speak",
        addressableRow().pass("a").decide(DecisionKind::Addressable, "implemented"), "supported");
    row("addressable and implemented, but a test fails",
        addressableRow().fail("a").decide(DecisionKind::Addressable, "implemented"), "exceptions: CHECK_FAILED");
    const auto alternative = [](Scenario& s) {
        s.decide(DecisionKind::Addressable, "alternative").decisions.back().compensating = "other locks";
    };
    row("an alternative measure that nobody tested",
        addressableRow().none("a", NoEvidence::SourceAbsent).with(alternative), "partial: ATTESTATION_ONLY NO_SOURCE");
    row("an alternative measure with its own test",
        addressableRow().none("a", NoEvidence::SourceAbsent).pass("b").with(alternative).with([](Scenario& s) {
            s.decisions.back().check = "b";
        }),
        "supported");
    row("an alternative measure that is not described",
        addressableRow().pass("a").decide(DecisionKind::Addressable, "alternative"), "partial: DECISION_MISSING");
    const auto declined = [](Scenario& s) {
        s.decide(DecisionKind::Addressable, "not-implemented").decisions.back().basis = "risk analysis 2025-01";
    };
    row("not implemented, with a complete rationale",
        addressableRow().none("a", NoEvidence::SourceAbsent).with(declined), "addressed: ATTESTATION_ONLY");
    row("not implemented, with a rationale that names no risk analysis",
        addressableRow().pass("a").decide(DecisionKind::Addressable, "not-implemented"), "partial: DECISION_MISSING");
    row("not implemented, with its review overdue",
        bent(addressableRow().pass("a").with(declined), [](auto& d) { d.reviewBy = day("2025-01-31"); }),
        "partial: DECISION_MISSING");
    row("not implemented does not hide an exception", addressableRow().fail("a").with(declined),
        "exceptions: CHECK_FAILED");
}

void TestAssessPeople::waivers() {
    const auto three = Scenario().direct("a").fail("a", {"x", "y", "z"});
    row("a waiver on one of three", Scenario(three).waive("x"),
        "exceptions/partly-accepted (1 of 3): CHECK_FAILED WAIVER_ACTIVE");
    row("a waiver on all of them", Scenario(three).waive(), "exceptions/accepted (3 of 3): CHECK_FAILED WAIVER_ACTIVE");
    row("two waivers on the same exception accept it once", Scenario(three).waive("x").waive("x"),
        "exceptions/partly-accepted (1 of 3): CHECK_FAILED WAIVER_ACTIVE");
    row("an expired waiver opens the exception again",
        bent(Scenario(three).waive("x"), [](auto& d) { d.expiresAt = day("2025-03-31"); }),
        "exceptions: CHECK_FAILED WAIVER_EXPIRED");
    row("a waiver never reaches backwards",
        bent(Scenario(three).waive("x"), [](auto& d) { d.decidedAt = day("2025-02-16"); }), "exceptions: CHECK_FAILED");
    row("a waiver approved by the person who asked",
        bent(Scenario(three).waive("x"), [](auto& d) { d.requestedBy = d.by; }), "exceptions: CHECK_FAILED");
    row("a waiver that nobody asked for", bent(Scenario(three).waive("x"), [](auto& d) { d.requestedBy = ""; }),
        "exceptions: CHECK_FAILED");
    row("a waiver without a compensating control",
        bent(Scenario(three).waive("x"), [](auto& d) { d.compensating = ""; }), "exceptions: CHECK_FAILED");
    row("a waiver without an end", bent(Scenario(three).waive("x"), [](auto& d) { d.expiresAt.reset(); }),
        "exceptions: CHECK_FAILED");
    row("a waiver for another check", bent(Scenario(three).waive("x"), [](auto& d) { d.check = "b"; }),
        "exceptions: CHECK_FAILED");
    row("a waiver for another subject", Scenario(three).waive("w"), "exceptions: CHECK_FAILED");
    row("a waiver does nothing where no test fails", Scenario().direct("a").none("a", NoEvidence::SourceAbsent).waive(),
        "not_evaluable: NO_SOURCE");
    const auto explain = [](Scenario& s) {
        s.decide(DecisionKind::Disposition).decisions.back().subject = "y";
        s.decisions.back().decidedAt = day("2025-03-15");
    };
    row("one exception explained after the fact", Scenario(three).with(explain),
        "exceptions/partly-accepted (1 of 3): CHECK_FAILED");
    row("one explained, one waived", Scenario(three).waive("x").with(explain),
        "exceptions/partly-accepted (2 of 3): CHECK_FAILED WAIVER_ACTIVE");
    row("an explanation must name its subject", bent(Scenario(three).with(explain), [](auto& d) { d.subject = ""; }),
        "exceptions: CHECK_FAILED");
}

void TestAssessPeople::nilReturns() {
    row("nothing happened, and nobody says so", empty(), "not_evaluable: EMPTY_POPULATION");
    row("nothing happened: two sources, a nil return and a design", empty().nilReturn().document(),
        "not_exercised: EMPTY_POPULATION");
    row("a nil return without a design", empty().nilReturn(), "not_evaluable: EMPTY_POPULATION");
    row("a nil return with one source only",
        Scenario().direct("a").none("a", NoEvidence::PopulationEmpty).nilReturn().document(),
        "not_evaluable: EMPTY_POPULATION");
    const auto one = Scenario().direct("a").none("a", NoEvidence::PopulationEmpty).document();
    row("a nil return with one source, that names another and is confirmed by a second person",
        bent(Scenario(one).nilReturn(),
             [](auto& d) {
                 d.basis = "incident register, claims list of the insurer";
                 d.secondApprover = "p-2";
             }),
        "not_exercised: EMPTY_POPULATION");
    row("a nil return with one source, confirmed by its own signer",
        bent(Scenario(one).nilReturn(),
             [](auto& d) {
                 d.basis = "incident register, claims list of the insurer";
                 d.secondApprover = d.by;
             }),
        "not_evaluable: EMPTY_POPULATION");
    row("a nil return for half the period",
        bent(empty().document().nilReturn(), [](auto& d) { d.periodUntil = day("2025-02-01"); }),
        "not_evaluable: EMPTY_POPULATION");
    row("a nil return against records that show otherwise", Scenario().direct("a").fail("a").nilReturn().document(),
        "exceptions: CHECK_FAILED");
    row("a nil return beside a source that is missing",
        empty().none("a", NoEvidence::SourceAbsent, "2").nilReturn().document(),
        "not_evaluable: EMPTY_POPULATION NO_SOURCE");
}

void TestAssessPeople::ladder_data() {
    QTest::addColumn<Scenario>("scenario");
    QTest::addColumn<QString>("verdict");
    attestations();
    partlyAutomated();
    documents();
    applicability();
    addressable();
    waivers();
    nilReturns();
}

void TestAssessPeople::ladder() {
    QFETCH(Scenario, scenario);
    QFETCH(QString, verdict);
    QCOMPARE(textOf(scenario.judge()), verdict);
}

void TestAssessPeople::decisionsThatCountAreNamed() {
    const auto result = partly().pass("a").document().attest().attest("yes", "2020-01-01", "2021-01-01").judge();
    QCOMPARE(result.decisions, (std::vector<std::string>{"D-1", "D-2"}));
    const auto failing = Scenario().direct("a").fail("a").waive("user").decide(DecisionKind::Remediation).judge();
    QCOMPARE(failing.decisions, (std::vector<std::string>{"D-1", "D-2"}));
}

QTEST_APPLESS_MAIN(TestAssessPeople)
#include "tst_assess_people.moc"
