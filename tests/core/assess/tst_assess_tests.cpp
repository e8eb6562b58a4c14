#include "core/assess/Scenario.h"

#include <QtTest>

using namespace proofstead;
using namespace proofstead::assess;
using model::Automation;
using model::LinkKind;
using model::NoEvidence;
using model::Outcome;
using model::Part;
using model::Reason;

// What tests alone lead to: outcomes, sources, links and parts.
class TestAssessTests : public QObject {
    Q_OBJECT
private slots:
    void ladder_data();
    void ladder();
    void worstSourceCounts();
    void linkResultsAreKept();

private:
    static void sources();
    static void links();
    static void caps();
    static void parts();
};

namespace {

void row(const char* sentence, const Scenario& scenario, const char* verdict) {
    QTest::newRow(sentence) << scenario << QString(verdict);
}

Scenario with(Outcome outcome, NoEvidence cause = NoEvidence::None) {
    Scenario scenario;
    scenario.direct("a").outcome("a", outcome);
    scenario.outcomes.back().cause = cause;
    return scenario;
}

} // namespace

void TestAssessTests::sources() {
    row("a direct test that passes supports", with(Outcome::Pass), "supported");
    row("an exception is an exception", with(Outcome::Fail), "exceptions: CHECK_FAILED");
    row("a heuristic hit waits for a person", with(Outcome::Review), "partial: REVIEW_PENDING");
    row("a broken check says nothing", with(Outcome::Error), "not_evaluable: CHECK_ERROR");
    row("a check that was not run says nothing", with(Outcome::NotRun), "not_evaluable: CHECK_NOT_RUN");
    row("a check without any outcome was not run", Scenario().direct("a"), "not_evaluable: CHECK_NOT_RUN");
    row("a source that brought nothing", with(Outcome::NoEvidence, NoEvidence::SourceAbsent),
        "not_evaluable: NO_SOURCE");
    row("a source that was withheld", with(Outcome::NoEvidence, NoEvidence::NotPermitted),
        "not_evaluable: PERMISSION_DENIED");
    row("a silent region is a gap", with(Outcome::NoEvidence, NoEvidence::PartialCoverage),
        "not_evaluable: COVERAGE_GAP");
    row("nothing to look at never passes", with(Outcome::NoEvidence, NoEvidence::PopulationEmpty),
        "not_evaluable: EMPTY_POPULATION");
    row("evidence past its window is stale", with(Outcome::NoEvidence, NoEvidence::Stale), "stale: SOURCE_STALE");
    row("a check without a declared source leaves nothing to ask", with(Outcome::NotApplicable),
        "not_evaluable: NO_SOURCE");
    row("one account never vouches for another",
        Scenario().direct("a").pass("a", "1").none("a", NoEvidence::PartialCoverage, "2"), "partial: COVERAGE_GAP");
    row("one account's exception counts for all",
        Scenario().direct("a").pass("a", "1").outcome("a", Outcome::Fail, "2"), "exceptions: CHECK_FAILED");
    row("an undeclared source drops out beside a declared one",
        Scenario().direct("a").pass("a", "1").outcome("a", Outcome::NotApplicable, ""), "supported");
    row("old evidence in which there was nothing to look at is no test",
        with(Outcome::NoEvidence, NoEvidence::Stale).with([](Scenario& s) { s.outcomes.back().population = 0; }),
        "not_evaluable: SOURCE_STALE");
    row("stale in one account, fresh in another is partial",
        Scenario().direct("a").pass("a", "1").none("a", NoEvidence::Stale, "2"), "partial: SOURCE_STALE");
    row("an exception counts even where other evidence is missing",
        Scenario().direct("a").none("a", NoEvidence::PartialCoverage, "2").fail("a"),
        "exceptions: CHECK_FAILED COVERAGE_GAP");
    row("a heuristic hit in a log with holes does not hide the holes",
        with(Outcome::Review).because(Reason::CoverageGap), "not_evaluable: COVERAGE_GAP REVIEW_PENDING");
}

void TestAssessTests::links() {
    row("a direct pass beside a supporting test without evidence",
        Scenario().direct("a").supporting("b").pass("a").none("b", NoEvidence::SourceAbsent), "partial: NO_SOURCE");
    row("supporting tests never support alone", Scenario().supporting("a").supporting("b").pass("a").pass("b"),
        "partial: NO_DIRECT_TEST");
    row("a supporting test can fail", Scenario().direct("a").supporting("b").pass("a").fail("b"),
        "exceptions: CHECK_FAILED");
    row("an indicator moves nothing when it fails", Scenario().direct("a").indicator("b").pass("a").fail("b"),
        "supported");
    row("an indicator moves nothing when it passes", Scenario().indicator("b").pass("b"), "not_evaluable: NO_RULE");
    row("an optional test without evidence is not missed",
        Scenario().direct("a").supporting("b").optional().pass("a").none("b", NoEvidence::SourceAbsent), "supported");
    row("an optional test can fail", Scenario().direct("a").supporting("b").optional().pass("a").fail("b"),
        "exceptions: CHECK_FAILED");
    row("a test whose source is not declared drops out beside one that passes",
        Scenario().direct("a").direct("b").pass("a").outcome("b", Outcome::NotApplicable), "supported");
    row("where the direct test drops out, the supporting one does not replace it",
        Scenario().direct("a").supporting("b").outcome("a", Outcome::NotApplicable).pass("b"),
        "partial: NO_DIRECT_TEST");
    row("a test that this release does not hold is missed", Scenario().direct("a").missing("b").pass("a"),
        "partial: SUBTEST_MISSING");
    row("no test at all", Scenario(), "not_evaluable: NO_RULE");
    row("only tests that this release does not hold", Scenario().missing("a").missing("b"), "not_evaluable: NO_RULE");
    row("a proposed mapping does not support", Scenario().direct("a").proposed().pass("a"),
        "not_evaluable: MAPPING_UNREVIEWED");
    row("a proposed mapping beside an accepted one", Scenario().direct("a").direct("b").proposed().pass("a").pass("b"),
        "partial: MAPPING_UNREVIEWED");
    row("a proposed mapping does not hide an exception", Scenario().direct("a").proposed().fail("a"),
        "exceptions: CHECK_FAILED MAPPING_UNREVIEWED");
    row("a link reads only its facet",
        Scenario().direct("a").facet("erasure").pass("a").ofFacet("erasure").fail("a").ofFacet("access"), "supported");
    row("a link without a facet reads every row",
        Scenario().direct("a").pass("a").ofFacet("erasure").fail("a").ofFacet("access"), "exceptions: CHECK_FAILED");
    row("a facet that no outcome speaks to was not run", Scenario().direct("a").facet("erasure").pass("a"),
        "not_evaluable: CHECK_NOT_RUN");
    row("evidence of one facet says nothing of another",
        Scenario().direct("a").facet("erasure").none("a", NoEvidence::SourceAbsent).ofFacet("access"),
        "not_evaluable: CHECK_NOT_RUN");
}

void TestAssessTests::caps() {
    row("records that no longer hash to what was imported cap a pass",
        with(Outcome::Pass).with([](Scenario& s) { s.outcomes.back().verified = false; }), "partial: HASH_MISMATCH");
    row("a broken digest chain caps a pass", with(Outcome::Pass).because(Reason::DigestBroken),
        "partial: DIGEST_BROKEN");
    row("a population that nobody reconciled caps a pass", with(Outcome::Pass).because(Reason::PopulationUnproven),
        "partial: POPULATION_UNPROVEN");
    row("a reused id is a remark", with(Outcome::Pass).because(Reason::IdReused), "supported: ID_REUSED");
    row("exceptions inside the tolerance are deviations",
        with(Outcome::PassWithExceptions).with([](Scenario& s) { s.outcomes.back().exceptions = 2; }),
        "supported with 2 deviations");
    row("what was repaired stays visible on a pass",
        with(Outcome::Pass).with([](Scenario& s) { s.outcomes.back().repaired = 1; }), "supported with 1 deviations");
    row("opened and repaired inside the period stays an exception",
        Scenario().direct("a").fail("a").with([](Scenario& s) { s.outcomes.back().repaired = 1; }),
        "exceptions/repaired: CHECK_FAILED");
    row("only some repaired has no label of its own",
        Scenario().direct("a").fail("a", {"x", "y"}).with([](Scenario& s) { s.outcomes.back().repaired = 1; }),
        "exceptions: CHECK_FAILED");
}

void TestAssessTests::parts() {
    row("design and operation both pass", Scenario().design("d").direct("a").pass("d").pass("a"), "supported");
    row("operation without its design is partial",
        Scenario().design("d").direct("a").none("d", NoEvidence::SourceAbsent).pass("a"), "partial: NO_SOURCE");
    row("paper alone says nothing of operation",
        Scenario().design("d").direct("a").pass("d").none("a", NoEvidence::SourceAbsent), "not_evaluable: NO_SOURCE");
    row("every part that was tested is stale",
        Scenario().design("d").direct("a").none("d", NoEvidence::SourceAbsent).none("a", NoEvidence::Stale),
        "stale: NO_SOURCE SOURCE_STALE");
    row("stale operation beside a fresh design is partial",
        Scenario().design("d").direct("a").pass("d").none("a", NoEvidence::Stale), "partial: SOURCE_STALE");
    row("stale beside a fresh test in one part is partial",
        Scenario().direct("a").direct("b").pass("a").none("b", NoEvidence::Stale), "partial: SOURCE_STALE");
    row("a control that asks for design only is judged by it", Scenario().design("d").pass("d"), "supported");
    row("design by supporting tests only", Scenario().design("d", LinkKind::Supporting).pass("d"),
        "partial: NO_DIRECT_TEST");
}

void TestAssessTests::ladder_data() {
    QTest::addColumn<Scenario>("scenario");
    QTest::addColumn<QString>("verdict");
    sources();
    links();
    caps();
    parts();
}

void TestAssessTests::ladder() {
    QFETCH(Scenario, scenario);
    QFETCH(QString, verdict);
    QCOMPARE(textOf(scenario.judge()), verdict);
}

// FAIL > ERROR > NO-EVIDENCE > NOT-RUN > REVIEW > PASS, whatever the order of the sources.
void TestAssessTests::worstSourceCounts() {
    const std::vector<Outcome> order{Outcome::Fail,   Outcome::Error,  Outcome::NoEvidence,
                                     Outcome::NotRun, Outcome::Review, Outcome::Pass};
    for (std::size_t worst = 0; worst < order.size(); ++worst) {
        for (std::size_t other = worst; other < order.size(); ++other) {
            const auto forward =
                Scenario().direct("a").outcome("a", order[worst], "1").outcome("a", order[other], "2").judge();
            const auto backward =
                Scenario().direct("a").outcome("a", order[other], "1").outcome("a", order[worst], "2").judge();
            QCOMPARE(idOf(forward.links[0].outcome), idOf(order[worst]));
            QCOMPARE(idOf(backward.links[0].outcome), idOf(order[worst]));
        }
    }
}

void TestAssessTests::linkResultsAreKept() {
    const auto result = Scenario().direct("a").indicator("b").fail("a", {"x", "y"}).pass("a", "2").judge();
    QCOMPARE(result.links.size(), std::size_t{2});
    QCOMPARE(result.links[0].population, std::int64_t{20});
    QCOMPARE(result.links[0].exceptions, std::int64_t{2});
    QCOMPARE(idOf(result.links[1].outcome), std::string_view("not_run"));
    QCOMPARE(result.exceptions, std::int64_t{2});
}

QTEST_APPLESS_MAIN(TestAssessTests)
#include "tst_assess_tests.moc"
