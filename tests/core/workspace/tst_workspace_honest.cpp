// What a vault says about whether it was told everything: signed digests, stops of recording, corrected definitions.
#include "seal/Digest.h"
#include "support/DigestChains.h"
#include "WorkspaceCase.h"

#include <QtTest>

#include <algorithm>

using namespace proofstead;
using test::DigestChain;
using test::import;
using test::must;
using test::WorkspaceCase;

namespace {

// A chain over four hours of calls, one file an hour, as an exported folder.
struct SignedHours {
    DigestChain chain{4};

    SignedHours() {
        for (std::size_t i = 0; i < chain.logFiles.size(); ++i) {
            const auto at = base::formatSeconds(DigestChain::kBegin + static_cast<base::Millis>(i) * base::kHour);
            chain.logFiles[i] = test::records({test::record("e-" + QByteArray::number(qint64(i)),
                                                            QByteArray::fromStdString(at), "RunInstances")})
                                    .toStdString();
            chain.documents[i]["logFiles"][0]["hashValue"] = seal::sha256Hex(chain.logFiles[i]);
        }
        chain.sign();
    }
    std::vector<std::string> in(const WorkspaceCase& here) const {
        std::vector<std::string> paths{here.put("keys.json", test::providerKey().list().dump().c_str())};
        for (std::size_t i = 0; i < chain.documents.size(); ++i) {
            const auto number = static_cast<int>(i);
            paths.push_back(here.put("digest" + QString::number(number) + ".json", chain.documents[i].dump().c_str()));
            paths.push_back(here.put(QString::fromStdString(DigestChain::logName(number)).chopped(3),
                                     QByteArray::fromStdString(chain.logFiles[i])));
        }
        return paths;
    }
};

void declareTheHours(workspace::Workspace& place) {
    auto scope = must(place.scope());
    scope.entities = {{"clinic", "St. Anna", {"controller", "processor", "covered-entity", "provider", "deployer"}}};
    model::DeclaredSource declared;
    declared.source = "aws-cloudtrail";
    declared.environment = "111122223333";
    declared.expectation = model::Expectation::Hour;
    scope.sources = {declared};
    scope.period = model::Period{DigestChain::kBegin, DigestChain::kBegin + 4 * base::kHour,
                                 DigestChain::kBegin + 4 * base::kHour};
    must(place.setScope(scope));
}

bool hasStep(const workspace::VerifyReport& report, const std::string& what, bool holds) {
    return std::any_of(report.steps.begin(), report.steps.end(),
                       [&](const auto& step) { return step.what == what && step.holds == holds; });
}

bool capped(workspace::Workspace& place, model::Reason reason) {
    const auto run = must(place.assess({}, {}));
    return std::all_of(run.outcomes.begin(), run.outcomes.end(), [&](const auto& outcome) {
        return outcome.source != "aws-cloudtrail" || outcome.outcome == model::Outcome::NotApplicable ||
               std::find(outcome.reasons.begin(), outcome.reasons.end(), reason) != outcome.reasons.end();
    });
}

} // namespace

class TestWorkspaceHonest : public QObject {
    Q_OBJECT

private slots:
    void aSoundChainVerifies();
    void aChainWithoutKeysIsNotVerified();
    void aBrokenSignatureCapsEveryCheck();
    void aChangedLogFileCapsEveryCheck();
    void aDigestLeadsToItsBytes();
    void aGapAfterAStopIsOneOfRecording();
    void aCorrectedDefinitionIsReadAgain();
};

void TestWorkspaceHonest::aSoundChainVerifies() {
    const WorkspaceCase here;
    auto place = here.open();
    const auto report = import(place, SignedHours().in(here));
    QCOMPARE(report.problems.size(), std::size_t{0});
    declareTheHours(place);
    const auto verified = must(place.verify({}));
    QVERIFY(verified.holds && hasStep(verified, "verify.digest", true));
    const auto rows = must(place.coverage(*must(place.scope()).period));
    QCOMPARE(rows.size(), std::size_t{1});
    QCOMPARE(rows[0].digests.size(), std::size_t{1});
    QCOMPARE(rows[0].digests[0].isSigned, 3);
    QCOMPARE(rows[0].digests[0].notExported, 1);
    QCOMPARE(rows[0].digests[0].same, 4);
    QCOMPARE(rows[0].unnamedFiles, 0);
    for (const auto& outcome : must(place.assess({}, {})).outcomes)
        if (outcome.check == "cloudtrail-digest-chain") QCOMPARE(outcome.outcome, model::Outcome::Pass);
}

// Anybody can write digests: without the provider's keys they prove nothing, and nothing may say that they do.
void TestWorkspaceHonest::aChainWithoutKeysIsNotVerified() {
    const WorkspaceCase here;
    auto place = here.open();
    auto paths = SignedHours().in(here);
    paths.erase(paths.begin());
    import(place, paths);
    declareTheHours(place);
    const auto verified = must(place.verify({}));
    QVERIFY(verified.holds && hasStep(verified, "verify.digest-unverified", true));
    QVERIFY(!hasStep(verified, "verify.digest", true));
    const auto rows = must(place.coverage(*must(place.scope()).period));
    QVERIFY(!rows.at(0).digests.at(0).isVerified() && !rows.at(0).digests.at(0).fails());
}

void TestWorkspaceHonest::aBrokenSignatureCapsEveryCheck() {
    const WorkspaceCase here;
    auto place = here.open();
    SignedHours hours;
    hours.chain.documents[1]["newestEventTime"] = "2026-01-05T01:30:00Z";
    import(place, hours.in(here));
    declareTheHours(place);
    const auto verified = must(place.verify({}));
    QVERIFY(!verified.holds && hasStep(verified, "verify.digest-broken", false));
    QVERIFY(capped(place, model::Reason::DigestBroken));
}

void TestWorkspaceHonest::aChangedLogFileCapsEveryCheck() {
    const WorkspaceCase here;
    auto place = here.open();
    SignedHours hours;
    hours.chain.logFiles[2] += " ";
    import(place, hours.in(here));
    declareTheHours(place);
    QVERIFY(!must(place.verify({})).holds);
    QVERIFY(capped(place, model::Reason::HashMismatch));
}

void TestWorkspaceHonest::aDigestLeadsToItsBytes() {
    const WorkspaceCase here;
    auto place = here.open();
    SignedHours hours;
    hours.chain.documents[1]["newestEventTime"] = "2026-01-05T01:30:00Z";
    import(place, hours.in(here));
    declareTheHours(place);
    const auto run = must(place.assess({}, {}));
    const auto found = std::find_if(run.findings.begin(), run.findings.end(),
                                    [](const auto& finding) { return finding.check == "cloudtrail-digest-chain"; });
    QVERIFY(found != run.findings.end());
    const auto trail = must(place.trail(found->record));
    QVERIFY(trail.holds);
    QCOMPARE(trail.kind, std::string("document"));
    QCOMPARE(trail.raw, hours.chain.documents[1].dump());
}

void TestWorkspaceHonest::aGapAfterAStopIsOneOfRecording() {
    const WorkspaceCase here;
    auto place = here.open();
    auto stop = test::record("stop", "2026-01-05T01:10:00Z", "StopLogging");
    auto start = test::record("start", "2026-01-05T03:10:00Z", "StartLogging");
    for (auto* one : {&stop, &start})
        one->replace("ec2.amazonaws.com", "cloudtrail.amazonaws.com");
    import(place, {here.put("a.json",
                            test::records({test::record("a", "2026-01-05T00:10:00Z", "RunInstances"), stop, start}))});
    declareTheHours(place);
    auto period = *must(place.scope()).period;
    period.until = period.asOf = period.until + base::kHour;
    const auto rows = must(place.coverage(period));
    QCOMPARE(rows[0].coverage.missing.size(), std::size_t{2});
    QCOMPARE(rows[0].detail.gaps[0], check::GapKind::Logging);
    QCOMPARE(rows[0].detail.gaps[1], check::GapKind::Collection);
    QCOMPARE(rows[0].detail.windows.size(), std::size_t{1});
    QCOMPARE(rows[0].detail.regions.size(), std::size_t{1});
}

void TestWorkspaceHonest::aCorrectedDefinitionIsReadAgain() {
    const WorkspaceCase here;
    auto wrong = here.options();
    const auto text = must(base::readFile(wrong.resourcesDir + "/sources/aws-cloudtrail.json"));
    auto document = must(base::parseJson(text));
    document["overrides"] = seal::sha256Hex(text);
    document["fields"]["actor"] = {"userIdentity.nobody"};
    document["recognise"] = {{"eventVersion", "eventSource", "eventName", "noSuchMember"}, {"eventName", "eventID"}};
    QVERIFY(QDir(here.path("")).mkpath("user/sources"));
    wrong.userDir = here.path("user").toStdString();
    must(base::writeFile(wrong.userDir + "/sources/aws-cloudtrail.json", document.dump()));
    std::string actor;
    {
        auto place = must(workspace::Workspace::open(wrong));
        import(place, {here.put("day.json", test::aDayOfCalls())});
        test::declareTheDay(place);
        must(place.assess({}, {}));
    }
    auto place = here.open();
    const auto before = must(place.files());
    const auto report = must(place.reread("aws-cloudtrail", {}));
    QCOMPARE(report.changed, 24);
    const auto after = must(place.files());
    QCOMPARE(after[0].root, before[0].root);
    const auto trail = must(place.trail(must(place.findRecord("e-3"))));
    QVERIFY(trail.holds);
    for (const auto& [name, value] : trail.fields)
        if (name == "actor") actor = value;
    QVERIFY(!actor.empty());
    QVERIFY(must(place.verify({})).holds);
    std::atomic<bool> stop = true;
    const auto stopped = place.reread("aws-cloudtrail", {.report = {}, .cancelled = &stop});
    QVERIFY(!stopped && stopped.error().code == "cancelled");
    QVERIFY(must(place.verify({})).holds);
}

QTEST_APPLESS_MAIN(TestWorkspaceHonest)
#include "tst_workspace_honest.moc"
