#include "core/assess/Scenario.h"
#include "model/Run.h"

#include <algorithm>
#include <QtTest>
#include <random>

using namespace proofstead;
using namespace proofstead::model;
using assess::day;

// Laws that hold for every set of facts, tried on random ones. The seed is printed; PROOFSTEAD_SEED repeats a run.
// A control that is declared not applicable has no rank: where a change moves any control into or out of that, the
// comparison says nothing and is left out.
class TestAssessProperties : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void theWorldsReachEveryStatus();
    void everyControlHasOneStatusAndAReason();
    void orderNeverMatters();
    void losingASourceNeverImproves();
    void losingAnIntervalNeverImproves();
    void losingARecordNeverImproves();
    void losingSomebodysWordNeverImproves();
    void aFailingRecordNeverImproves();
    void aWaiverNeverChangesAStatus();
    void supportedNeedsADirectPass();

private:
    template <class Property>
    void tryOut(Property property);
    template <class Change>
    void neverImproves(Change change);

    std::uint64_t m_seed = 0;
};

namespace {

constexpr int kWorlds = 3'000;
constexpr const char* kSources[] = {"aws-cloudtrail", "register-incident", "aws-credential-report"};

struct World {
    std::vector<Framework> frameworks;
    std::vector<CheckOutcome> outcomes;
    std::vector<Finding> findings;
    std::vector<Decision> decisions;
    Scope scope;
    std::set<std::string> critical;

    assess::AssessResult judge() const {
        return assess::assess({frameworks, outcomes, findings, decisions, scope, assess::quarter(), critical});
    }
};

class Maker {
public:
    explicit Maker(std::uint64_t seed) : m_random(seed) {}

    int upTo(int last) { return std::uniform_int_distribution<int>(0, last)(m_random); }
    bool oneIn(int count) { return upTo(count - 1) == 0; }
    template <class T>
    const T& pick(const std::vector<T>& items) {
        return items[static_cast<std::size_t>(upTo(static_cast<int>(items.size()) - 1))];
    }
    template <class T>
    void shuffle(std::vector<T>& items) {
        std::shuffle(items.begin(), items.end(), m_random);
    }
    std::string check() { return "check-" + std::to_string(upTo(4)); }

    World world() {
        World made;
        made.frameworks = {framework()};
        if (oneIn(4)) addQuietControl(made);
        for (int check = 0; check <= 4; ++check)
            for (int i = upTo(3); i > 0; --i)
                made.outcomes.push_back(outcome("check-" + std::to_string(check), i));
        for (const auto& item : made.outcomes)
            for (std::int64_t i = 0; item.outcome == Outcome::Fail && i < item.exceptions; ++i)
                made.findings.push_back({item.check,
                                         item.source,
                                         item.environment,
                                         item.facet,
                                         "subject-" + std::to_string(upTo(2)),
                                         "why",
                                         day("2025-02-15"),
                                         {}});
        for (int i = upTo(10); i > 0; --i)
            made.decisions.push_back(decision(i, made.frameworks[0].controls));
        made.scope.entities = {{"main", "Main", {"controller"}}};
        if (oneIn(2)) made.critical = {check()};
        return made;
    }

    Decision decision(int number, const std::vector<Control>& controls) {
        Decision made = assess::Scenario().attest().decisions.front();
        made.id = "D-" + std::to_string(number);
        made.control = pick(controls).id;
        made.kind = static_cast<DecisionKind>(upTo(static_cast<int>(DecisionKind::Document)));
        made.answer = pick(answers(made.kind));
        made.part = pick<std::string>({"", "", "design", "operation"});
        made.decidedAt = pick<Millis>({day("2024-12-01"), day("2025-02-20"), day("2025-03-31"), day("2025-03-31")});
        made.requestedBy = oneIn(3) ? made.by : "R. Quester";
        made.secondApprover = oneIn(2) ? "S. Econd" : "";
        made.basis = "basis";
        made.compensating = oneIn(3) ? "" : "measure";
        if (oneIn(4)) made.expiresAt = day("2025-03-01");
        if (oneIn(4)) made.periodUntil = day("2025-02-15");
        if (oneIn(6)) made.reviewBy.reset();
        return made;
    }

private:
    using Millis = base::Millis;

    static std::vector<std::string> answers(DecisionKind kind) {
        switch (kind) {
        case DecisionKind::Applicability:
            return {"not-applicable", "applicable"};
        case DecisionKind::Attestation:
            return {"yes", "yes", "yes", "partly", "no", "?"};
        case DecisionKind::Addressable:
            return {"implemented", "alternative", "not-implemented"};
        case DecisionKind::Document:
            return {"approved", "approved", "draft"};
        default:
            return {""};
        }
    }

    // One in which nothing happened, which chance alone hardly ever puts together.
    void addQuietControl(World& world) {
        auto quiet = assess::Scenario().direct("check-quiet");
        quiet.control.id = "quiet";
        quiet.nilReturn().document();
        for (const auto* source : {kSources[0], kSources[1]})
            quiet.none("check-quiet", NoEvidence::PopulationEmpty, "1", source);
        if (oneIn(3)) quiet.design("check-0");
        if (oneIn(3)) quiet.attest();
        if (oneIn(3)) quiet.direct("check-1");
        world.frameworks[0].controls.push_back(quiet.control);
        world.outcomes = quiet.outcomes;
        world.decisions = quiet.decisions;
        for (auto& decision : world.decisions)
            decision.id += "-quiet";
    }

    Framework framework() {
        Framework made;
        made.id = "f";
        const int last = upTo(4);
        for (int i = 0; i <= last; ++i)
            made.controls.push_back(control(i));
        return made;
    }

    Control control(int number) {
        Control made;
        made.id = "c-" + std::to_string(number);
        made.automation = static_cast<Automation>(upTo(2));
        for (int i = upTo(3); i > 0; --i)
            made.links.push_back({check(), oneIn(6) ? "facet" : "", static_cast<LinkKind>(upTo(2)),
                                  oneIn(4) ? Part::Design : Part::Operation, !oneIn(5), !oneIn(8)});
        if (oneIn(5)) made.missingTests = {"check-99"};
        for (int i = upTo(2); i > 0; --i)
            made.evidence.push_back(
                pick<Evidence>({{"audit-log", "operation"}, {"document", "design"}, {"document", ""}}));
        if (oneIn(4)) made.specType = "addressable";
        if (oneIn(8)) made.appliesTo = {oneIn(2) ? "controller" : "processor"};
        if (oneIn(8)) made.conditions = {"undeclared"};
        if (number > 0 && oneIn(2)) made.parent = "c-" + std::to_string(upTo(number - 1));
        if (oneIn(4)) made.alternativeGroup = "either";
        return made;
    }

    CheckOutcome outcome(const std::string& check, int number) {
        CheckOutcome made;
        made.check = check;
        made.source = kSources[upTo(2)];
        made.environment = std::to_string(number);
        made.facet = oneIn(6) ? "facet" : "";
        made.outcome = oneIn(3) ? static_cast<Outcome>(upTo(static_cast<int>(Outcome::NotApplicable))) : Outcome::Pass;
        if (made.outcome == Outcome::NoEvidence) made.cause = static_cast<NoEvidence>(1 + upTo(4));
        const bool counted = made.outcome != Outcome::NoEvidence || made.cause == NoEvidence::Stale;
        made.population = counted && made.outcome != Outcome::NotApplicable ? 1 + upTo(9) : 0;
        if (made.outcome == Outcome::Fail || made.outcome == Outcome::Review ||
            made.outcome == Outcome::PassWithExceptions)
            made.exceptions = 1 + upTo(2);
        made.verified = !oneIn(12);
        if (oneIn(10)) made.reasons = {pick<Reason>({Reason::IdReused, Reason::DigestBroken, Reason::CoverageGap})};
        return made;
    }

    std::mt19937_64 m_random;
};

void setCause(CheckOutcome& outcome, NoEvidence cause) {
    outcome.outcome = Outcome::NoEvidence;
    outcome.cause = cause;
    outcome.population = cause == NoEvidence::Stale ? outcome.population : 0;
    outcome.exceptions = 0;
}

bool hasExceptions(const CheckOutcome& outcome) {
    return outcome.exceptions > 0;
}

std::string whatIsWrong(const std::vector<ControlResult>& before, const std::vector<ControlResult>& after) {
    for (std::size_t i = 0; i < before.size(); ++i) {
        const bool away = before[i].status == Status::NotApplicable, gone = after[i].status == Status::NotApplicable;
        if (away != gone) return {};
    }
    for (std::size_t i = 0; i < before.size(); ++i)
        if (rankOf(after[i].status) > rankOf(before[i].status))
            return before[i].control + ": " + assess::textOf(before[i]).toStdString() + " -> " +
                   assess::textOf(after[i]).toStdString();
    return {};
}

std::string jsonOf(const assess::AssessResult& result) {
    Run run;
    run.controls = result.controls;
    run.summaries = result.summaries;
    run.period = assess::quarter();
    return base::canonicalJson(toJson(run));
}

} // namespace

void TestAssessProperties::initTestCase() {
    bool given = false;
    m_seed = qEnvironmentVariable("PROOFSTEAD_SEED").toULongLong(&given);
    if (!given) m_seed = std::random_device{}();
    qInfo("seed %llu", static_cast<unsigned long long>(m_seed));
}

template <class Property>
void TestAssessProperties::tryOut(Property property) {
    for (int i = 0; i < kWorlds; ++i) {
        Maker maker(m_seed + static_cast<std::uint64_t>(i));
        const World world = maker.world();
        const std::string wrong = property(maker, world);
        if (!wrong.empty())
            QFAIL(qPrintable(
                QString("PROOFSTEAD_SEED=%1: %2").arg(m_seed + static_cast<std::uint64_t>(i)).arg(wrong.c_str())));
    }
}

template <class Change>
void TestAssessProperties::neverImproves(Change change) {
    tryOut([&](Maker& maker, const World& world) {
        World changed = world;
        change(maker, changed);
        return whatIsWrong(world.judge().controls, changed.judge().controls);
    });
}

// The laws below would be idle if the random facts never led anywhere.
void TestAssessProperties::theWorldsReachEveryStatus() {
    std::map<Status, int> seen;
    tryOut([&](Maker&, const World& world) -> std::string {
        for (const auto& control : world.judge().controls)
            ++seen[control.status];
        return {};
    });
    for (const auto status : kStatuses)
        QVERIFY2(seen[status] > 0, std::string(idOf(status)).c_str());
}

void TestAssessProperties::everyControlHasOneStatusAndAReason() {
    tryOut([](Maker&, const World& world) -> std::string {
        const auto result = world.judge();
        const auto& summary = result.summaries.front();
        const auto shares = summary.machineTested + summary.documentTested + summary.attested + summary.untested;
        if (shares != summary.applicable) return "the shares do not add up";
        for (const auto& control : result.controls) {
            const bool plain = control.status == Status::Supported;
            const bool grounded = control.status == Status::NotApplicable && !control.variant.empty();
            if (!plain && !grounded && control.reasons.empty()) return control.control + " has no reason";
            if (std::count(control.reasons.begin(), control.reasons.end(), Reason::Internal) > 0)
                return control.control + " fell through the ladder";
        }
        return {};
    });
}

void TestAssessProperties::orderNeverMatters() {
    tryOut([](Maker& maker, const World& world) -> std::string {
        World shuffled = world;
        maker.shuffle(shuffled.outcomes);
        maker.shuffle(shuffled.findings);
        maker.shuffle(shuffled.decisions);
        return jsonOf(world.judge()) == jsonOf(shuffled.judge()) ? "" : "another order gives another result";
    });
}

void TestAssessProperties::losingASourceNeverImproves() {
    neverImproves([](Maker& maker, World& world) {
        const std::string source = kSources[maker.upTo(2)];
        const auto of = [&](const CheckOutcome& outcome) { return outcome.source == source; };
        if (std::any_of(world.outcomes.begin(), world.outcomes.end(),
                        [&](const auto& outcome) { return of(outcome) && hasExceptions(outcome); }))
            return;
        for (auto& outcome : world.outcomes)
            if (of(outcome) && outcome.outcome != Outcome::NotApplicable) setCause(outcome, NoEvidence::SourceAbsent);
    });
}

void TestAssessProperties::losingAnIntervalNeverImproves() {
    neverImproves([](Maker& maker, World& world) {
        for (auto& outcome : world.outcomes) {
            if (!maker.oneIn(3)) continue;
            if (outcome.outcome == Outcome::Review)
                outcome.reasons = {Reason::CoverageGap};
            else if (outcome.outcome == Outcome::Pass || outcome.outcome == Outcome::PassWithExceptions ||
                     outcome.cause == NoEvidence::PopulationEmpty)
                setCause(outcome, maker.oneIn(2) ? NoEvidence::PartialCoverage : NoEvidence::Stale);
        }
    });
}

void TestAssessProperties::losingARecordNeverImproves() {
    neverImproves([](Maker& maker, World& world) {
        for (auto& outcome : world.outcomes)
            if (outcome.outcome == Outcome::Pass && maker.oneIn(2)) {
                outcome.population = maker.oneIn(2) ? 0 : outcome.population - 1;
                if (outcome.population == 0) setCause(outcome, NoEvidence::PopulationEmpty);
            }
    });
}

// Rows of the decision register are records too. Only those that speak for the control: taking back a "no" or a later
// decision that supersedes an earlier one is no loss of evidence.
void TestAssessProperties::losingSomebodysWordNeverImproves() {
    neverImproves([](Maker& maker, World& world) {
        std::erase_if(world.decisions, [&](const Decision& decision) {
            const bool speaksFor = decision.kind == DecisionKind::Document ||
                                   decision.kind == DecisionKind::NilReturn ||
                                   (decision.kind == DecisionKind::Attestation && decision.answer != "no");
            return speaksFor && maker.oneIn(2);
        });
    });
}

void TestAssessProperties::aFailingRecordNeverImproves() {
    neverImproves([](Maker& maker, World& world) {
        if (world.outcomes.empty()) return;
        auto& outcome =
            world.outcomes[static_cast<std::size_t>(maker.upTo(static_cast<int>(world.outcomes.size()) - 1))];
        if (outcome.outcome == Outcome::NotApplicable || outcome.outcome == Outcome::Error ||
            outcome.outcome == Outcome::NotRun)
            return;
        const bool heuristic = maker.oneIn(3) && outcome.outcome != Outcome::Fail;
        if (heuristic && (outcome.cause == NoEvidence::PopulationEmpty || outcome.cause == NoEvidence::SourceAbsent ||
                          outcome.cause == NoEvidence::NotPermitted))
            return; // the record would be the first evidence there is
        if (outcome.cause == NoEvidence::PartialCoverage) outcome.reasons.push_back(Reason::CoverageGap);
        if (outcome.cause == NoEvidence::Stale) outcome.reasons.push_back(Reason::SourceStale);
        outcome.outcome = heuristic ? Outcome::Review : Outcome::Fail;
        outcome.cause = NoEvidence::None;
        ++outcome.exceptions;
        ++outcome.population;
    });
}

void TestAssessProperties::aWaiverNeverChangesAStatus() {
    tryOut([](Maker& maker, const World& world) -> std::string {
        World waived = world;
        for (const auto kind : {DecisionKind::Waiver, DecisionKind::Disposition, DecisionKind::Remediation}) {
            auto decision = maker.decision(99, world.frameworks[0].controls);
            decision.kind = kind;
            decision.requestedBy = "R. Quester";
            decision.compensating = "measure";
            decision.subject = kind == DecisionKind::Disposition ? "subject-1" : "";
            waived.decisions.push_back(decision);
        }
        const auto before = world.judge().controls, after = waived.judge().controls;
        for (std::size_t i = 0; i < before.size(); ++i)
            if (before[i].status != after[i].status) return before[i].control + " moved";
        return {};
    });
}

// Whatever people say: without a required direct test that passes everywhere, nothing is supported.
void TestAssessProperties::supportedNeedsADirectPass() {
    tryOut([](Maker&, const World& world) -> std::string {
        const auto result = world.judge().controls;
        for (std::size_t i = 0; i < result.size(); ++i) {
            const auto& control = world.frameworks[0].controls[i];
            const bool rolledUp = control.links.empty() && control.missingTests.empty() && control.evidence.empty();
            if (result[i].status != Status::Supported || rolledUp) continue;
            const bool direct = std::any_of(result[i].links.begin(), result[i].links.end(), [](const auto& link) {
                return link.link.kind == LinkKind::Direct && link.link.required && link.link.reviewed &&
                       (link.outcome == Outcome::Pass || link.outcome == Outcome::PassWithExceptions);
            });
            if (!direct) return control.id + " is supported without a direct pass";
        }
        return {};
    });
}

QTEST_APPLESS_MAIN(TestAssessProperties)
#include "tst_assess_properties.moc"
