// What an assessment may say when evidence is missing: never Supported, and always why.
#include "WorkspaceCase.h"

#include <QTest>

#include <algorithm>

using namespace proofstead;
using namespace proofstead::test;
using model::Outcome;
using model::Reason;
using model::Status;

namespace {

bool has(const std::vector<Reason>& reasons, Reason reason) {
    return std::find(reasons.begin(), reasons.end(), reason) != reasons.end();
}

// The absence tests that read CloudTrail by the hour, with what they said.
std::vector<model::CheckOutcome> absenceTests(const workspace::Workspace& place, const model::Run& run) {
    std::vector<model::CheckOutcome> list;
    for (const auto& outcome : run.outcomes)
        if (const auto* check = place.content().check(outcome.check);
            check && check->type == model::TestType::Absence && outcome.source == "aws-cloudtrail")
            list.push_back(outcome);
    return list;
}

} // namespace

class TestWorkspaceVerdicts : public QObject {
    Q_OBJECT

private slots:
    void anEmptyVaultSupportsNothingWhateverItsScope_data() {
        QTest::addColumn<bool>("declared");
        QTest::newRow("with no scope at all") << false;
        QTest::newRow("with every role and the logs expected") << true;
    }
    void anEmptyVaultSupportsNothingWhateverItsScope() {
        QFETCH(bool, declared);
        const WorkspaceCase here;
        auto place = here.open();
        if (declared) {
            declareTheDay(place);
            auto scope = must(place.scope());
            for (const auto& source : place.content().sources)
                scope.sources.push_back({source.id, "", model::Expectation::Snapshot, {}, {}, "", "", ""});
            must(place.setScope(scope));
        }
        const auto run = must(place.assess({}, {}));
        QCOMPARE(run.controls.size(), 296U);
        for (const auto& control : run.controls) {
            QVERIFY2(control.status != Status::Supported && control.status != Status::Addressed &&
                         control.status != Status::Attested,
                     control.control.c_str());
            QVERIFY2(!control.reasons.empty(), control.control.c_str());
        }
    }

    void aFullDayLetsAbsenceTestsSpeak() {
        const WorkspaceCase here;
        auto place = here.open();
        import(place, {here.put("day.json", aDayOfCalls())});
        declareTheDay(place);
        const auto tests = absenceTests(place, must(place.assess({}, {})));
        QVERIFY(tests.size() >= 4);
        for (const auto& test : tests) {
            QVERIFY2(!has(test.reasons, Reason::CoverageGap), test.check.c_str());
            QCOMPARE(test.coverage.expected, 24);
            QCOMPARE(test.coverage.delivered, 24);
        }
        QVERIFY(std::any_of(tests.begin(), tests.end(), [](const auto& t) { return t.outcome == Outcome::Pass; }));
    }

    void oneHourTakenOutSilencesEveryAbsenceTest_data() {
        QTest::addColumn<int>("hour");
        QTest::newRow("the first hour of the day") << 0;
        QTest::newRow("an hour in the middle") << 11;
        QTest::newRow("the last hour of the day") << 23;
    }
    void oneHourTakenOutSilencesEveryAbsenceTest() {
        QFETCH(int, hour);
        const WorkspaceCase here;
        auto place = here.open();
        import(place, {here.put("day.json", aDayOfCalls(hour))});
        declareTheDay(place);
        const auto run = must(place.assess({}, {}));
        const auto tests = absenceTests(place, run);
        QVERIFY(tests.size() >= 4);
        for (const auto& test : tests) {
            QVERIFY2(test.outcome == Outcome::NoEvidence, test.check.c_str());
            QVERIFY2(has(test.reasons, Reason::CoverageGap), test.check.c_str());
            QCOMPARE(test.coverage.missing.size(), 1U);
            QCOMPARE(test.coverage.missing[0].from, kFrom + hour * base::kHour);
        }
        const auto gapped = std::count_if(run.controls.begin(), run.controls.end(),
                                          [](const auto& c) { return has(c.reasons, Reason::CoverageGap); });
        QVERIFY(gapped > 0);
    }

    void theMissingHourDeliveredLaterLetsThemSpeakAgain() {
        const WorkspaceCase here;
        auto place = here.open();
        import(place, {here.put("day.json", aDayOfCalls(11))});
        declareTheDay(place);
        import(place, {here.put("late.json", records({record("late", "2026-01-05T11:30:00Z", "RunInstances")}))});
        for (const auto& test : absenceTests(place, must(place.assess({}, {}))))
            QVERIFY2(!has(test.reasons, Reason::CoverageGap), test.check.c_str());
    }

    void theSameVaultGivesTheSameRun() {
        const WorkspaceCase here;
        auto place = here.open();
        import(place, {here.put("day.json", aDayOfCalls())});
        declareTheDay(place);
        const auto first =
            must(place.assess({.from = {}, .until = {}, .asOf = {}, .frameworks = {}, .keep = false}, {}));
        const auto second = must(place.assess({}, {}));
        QCOMPARE(first.id, second.id);
        QCOMPARE(must(place.run()).id, second.id);
    }

    void aPeriodThatCannotBeIsRefused_data() {
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("until");
        QTest::addColumn<qint64>("asOf");
        QTest::newRow("it ends before it begins") << 10LL << 5LL << 20LL;
        QTest::newRow("it ends when it begins") << 10LL << 10LL << 20LL;
        QTest::newRow("it is judged before it begins") << 10LL << 20LL << 5LL;
    }
    void aPeriodThatCannotBeIsRefused() {
        QFETCH(qint64, from);
        QFETCH(qint64, until);
        QFETCH(qint64, asOf);
        const WorkspaceCase here;
        auto place = here.open();
        const auto day = [](qint64 number) { return kFrom + number * base::kDay; };
        QCOMPARE(codeOf(place.assess(
                     {.from = day(from), .until = day(until), .asOf = day(asOf), .frameworks = {}, .keep = true}, {})),
                 std::string("period-empty"));
        QVERIFY(must(place.runIds()).empty());
    }

    void aDamagedWrapperCapsWhatRestsOnItUntilItIsDeliveredWhole() {
        const WorkspaceCase here;
        auto place = here.open();
        const auto packed = [](const QByteArray& text, bool sound) {
            quint32 sum = ~0U;
            for (const char byte : text) {
                sum ^= static_cast<unsigned char>(byte);
                for (int bit = 0; bit < 8; ++bit)
                    sum = (sum >> 1) ^ (0xEDB88320U & (0U - (sum & 1U)));
            }
            const quint32 tail[] = {sound ? ~sum : 0U, static_cast<quint32>(text.size())};
            const auto zlib = qCompress(text).mid(4); // two bytes of header, four of another checksum
            return QByteArray::fromHex("1f8b0800000000000003") + zlib.mid(2, zlib.size() - 6) +
                   QByteArray(reinterpret_cast<const char*>(tail), sizeof tail);
        };
        const auto capped = [&] {
            int with = 0, without = 0;
            for (const auto& outcome : must(place.assess({}, {})).outcomes)
                if (outcome.source == "aws-cloudtrail")
                    ++(std::count(outcome.reasons.begin(), outcome.reasons.end(), model::Reason::ParseErrors)
                           ? with
                           : without);
            return std::pair(with > 0, without > 0);
        };
        const auto report = import(place, {here.put("day.json.gz", packed(aDayOfCalls(), false))});
        QCOMPARE(report.problems.size(), 1U);
        QCOMPARE(report.problems[0].code, std::string("gzip-damaged"));
        declareTheDay(place);
        QCOMPARE(capped(), std::pair(true, false));
        import(place, {here.put("day.json.gz", packed(aDayOfCalls(), true))});
        QCOMPARE(capped(), std::pair(false, true));
    }
};

QTEST_GUILESS_MAIN(TestWorkspaceVerdicts)
#include "tst_workspace_verdicts.moc"
