// Every rule that turns facts into an outcome is a row here.
#include "check/Derivation.h"

#include <QtTest>

using namespace proofstead;
using check::OutcomeFacts;
using model::NoEvidence;
using model::Outcome;
using model::Reason;

Q_DECLARE_METATYPE(check::OutcomeFacts)

namespace {

QString reasonsText(const std::vector<Reason>& reasons) {
    QStringList ids;
    for (const auto reason : reasons) {
        const auto id = model::idOf(reason);
        ids << QString::fromLatin1(id.data(), static_cast<qsizetype>(id.size()));
    }
    return ids.join(' ');
}

// A source that is there, complete and fresh, with ten items and no exception.
OutcomeFacts good() {
    OutcomeFacts facts;
    facts.coverageNeeded = true;
    facts.population = 10;
    return facts;
}

template <class Change>
OutcomeFacts with(Change change) {
    OutcomeFacts facts = good();
    change(facts);
    return facts;
}

} // namespace

class TestCheckDerivation : public QObject {
    Q_OBJECT

private slots:
    void derives_data() {
        QTest::addColumn<OutcomeFacts>("facts");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("cause");
        QTest::addColumn<QString>("reasons");
        const auto row = [](const char* name, const OutcomeFacts& facts, const char* outcome, const char* cause,
                            const char* reasons) { QTest::newRow(name) << facts << outcome << cause << reasons; };

        row("items without an exception pass", good(), "pass", "", "");
        row("a source that is not declared does not apply", with([](auto& f) { f.declared = false; }), "not_applicable",
            "", "");
        row("not declared weighs more than withheld", with([](auto& f) { f.declared = false, f.withheld = true; }),
            "not_applicable", "", "");
        row("a withheld source gives no evidence", with([](auto& f) { f.withheld = true, f.imported = false; }),
            "no_evidence", "not_permitted", "PERMISSION_DENIED");
        row("a withheld linkage gives no evidence", with([](auto& f) { f.linkageWithheld = true; }), "no_evidence",
            "not_permitted", "PERMISSION_DENIED");
        row("a source that was never handed over gives no evidence", with([](auto& f) { f.imported = false; }),
            "no_evidence", "source_absent", "NO_SOURCE");
        row("a linkage that was never handed over gives no evidence", with([](auto& f) { f.linkageImported = false; }),
            "no_evidence", "source_absent", "NO_SOURCE");
        row("an absent source weighs more than an error", with([](auto& f) { f.imported = false, f.sqlFailed = true; }),
            "no_evidence", "source_absent", "NO_SOURCE");
        row("a statement that fails is an error", with([](auto& f) { f.sqlFailed = true; }), "error", "",
            "CHECK_ERROR");
        row("an exception fails", with([](auto& f) { f.exceptions = 1; }), "fail", "", "CHECK_FAILED");
        row("an exception fails although hours are missing",
            with([](auto& f) { f.exceptions = 1, f.coverageComplete = false; }), "fail", "",
            "COVERAGE_GAP CHECK_FAILED");
        row("an exception fails although the snapshot is old", with([](auto& f) { f.exceptions = 1, f.stale = true; }),
            "fail", "", "SOURCE_STALE CHECK_FAILED");
        row("an exception outside the counted population fails",
            with([](auto& f) { f.exceptions = 1, f.population = 0; }), "fail", "", "CHECK_FAILED");
        row("an exception to a heuristic waits for a person",
            with([](auto& f) { f.exceptions = 1, f.heuristic = true; }), "review", "", "REVIEW_PENDING");
        row("a heuristic without an exception passes", with([](auto& f) { f.heuristic = true; }), "pass", "", "");
        row("exceptions within the tolerance pass with exceptions",
            with([](auto& f) { f.exceptions = 2, f.tolerance = 2; }), "pass_with_exceptions", "", "");
        row("one exception more than tolerated fails", with([](auto& f) { f.exceptions = 3, f.tolerance = 2; }), "fail",
            "", "CHECK_FAILED");
        row("tolerance does not hide a gap",
            with([](auto& f) { f.exceptions = 1, f.tolerance = 2, f.coverageComplete = false; }), "no_evidence",
            "partial_coverage", "COVERAGE_GAP");
        row("an old snapshot is stale", with([](auto& f) { f.stale = true; }), "no_evidence", "stale", "SOURCE_STALE");
        row("stale comes before a gap", with([](auto& f) { f.stale = true, f.coverageComplete = false; }),
            "no_evidence", "stale", "SOURCE_STALE COVERAGE_GAP");
        row("a missing hour is a gap", with([](auto& f) { f.coverageComplete = false; }), "no_evidence",
            "partial_coverage", "COVERAGE_GAP");
        row("a gap comes before an empty population",
            with([](auto& f) { f.coverageComplete = false, f.population = 0; }), "no_evidence", "partial_coverage",
            "COVERAGE_GAP");
        row("where no interval is expected nothing is missing",
            with([](auto& f) { f.coverageNeeded = false, f.coverageComplete = false; }), "pass", "", "");
        row("an empty population never passes", with([](auto& f) { f.population = 0; }), "no_evidence",
            "population_empty", "EMPTY_POPULATION");
        row("rejected records go with a pass", with([](auto& f) { f.unreadable = true; }), "pass", "", "PARSE_ERRORS");
        row("rejected records go with an absent source", with([](auto& f) { f.unreadable = true, f.imported = false; }),
            "no_evidence", "source_absent", "NO_SOURCE PARSE_ERRORS");
        row("events without a time leave the population unproven", with([](auto& f) { f.undated = true; }), "pass", "",
            "POPULATION_UNPROVEN");
        row("remarks on events go with a pass", with([](auto& f) { f.idReused = true, f.clockSkew = true; }), "pass",
            "", "CLOCK_SKEW ID_REUSED");
        row("an exception about logging says that logging stopped",
            with([](auto& f) { f.exceptions = 1, f.aboutLogging = true; }), "fail", "", "LOGGING_STOPPED CHECK_FAILED");
        row("a pass about logging says nothing", with([](auto& f) { f.aboutLogging = true; }), "pass", "", "");
    }

    void derives() {
        QFETCH(OutcomeFacts, facts);
        QFETCH(QString, outcome);
        QFETCH(QString, cause);
        QFETCH(QString, reasons);
        const auto derived = check::deriveOutcome(facts);
        QCOMPARE(QString::fromStdString(std::string(model::idOf(derived.outcome))), outcome);
        QCOMPARE(QString::fromStdString(std::string(model::idOf(derived.cause))), cause);
        QCOMPARE(reasonsText(derived.reasons), reasons);
    }

    // Whatever the facts: a pass needs items, everything expected, and no more exceptions than tolerated; and every
    // outcome that is not a pass or "does not apply" says why.
    void neverPassesByOmission() {
        for (unsigned bits = 0; bits < (1u << 12); ++bits) {
            OutcomeFacts facts;
            const auto bit = [&](unsigned n) { return (bits >> n & 1u) != 0; };
            facts.declared = bit(0), facts.withheld = bit(1), facts.imported = bit(2), facts.linkageWithheld = bit(3);
            facts.linkageImported = bit(4), facts.sqlFailed = bit(5), facts.stale = bit(6);
            facts.coverageNeeded = bit(7), facts.coverageComplete = bit(8), facts.heuristic = bit(9);
            facts.population = bit(10) ? 5 : 0;
            facts.exceptions = bit(11) ? 1 : 0;
            const auto derived = check::deriveOutcome(facts);
            const bool passed = derived.outcome == Outcome::Pass || derived.outcome == Outcome::PassWithExceptions;
            if (passed)
                QVERIFY(facts.readable() && !facts.sqlFailed && !facts.stale && facts.population > 0 &&
                        facts.exceptions == 0 && (!facts.coverageNeeded || facts.coverageComplete));
            QCOMPARE(derived.outcome == Outcome::NoEvidence, derived.cause != NoEvidence::None);
            QVERIFY(passed || derived.outcome == Outcome::NotApplicable || !derived.reasons.empty());
        }
    }
};

QTEST_APPLESS_MAIN(TestCheckDerivation)
#include "tst_check_derivation.moc"
