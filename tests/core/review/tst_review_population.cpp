#include "review/Population.h"
#include "store/ImportWriter.h"
#include "store/Vault.h"

#include <algorithm>
#include <QTemporaryDir>
#include <QtTest>

using namespace proofstead;
using namespace proofstead::review;

class TestReviewPopulation : public QObject {
    Q_OBJECT
private slots:
    void holdsEveryGrantOnce();
    void theOrderOfTheExportDoesNotMatter();
    void anotherGrantIsAnotherPopulation();
    void aSnapshotWithoutGrantsIsAPopulationOfNone();
    void nothingImportedIsNoPopulation();
};

namespace {

constexpr const char* kSource = "aws-authorization-details";
constexpr const char* kAccount = "111122223333";

model::Grant grant(const std::string& user, const std::string& action) {
    model::Grant made;
    made.provider = "aws";
    made.account = kAccount;
    made.principal = "arn:aws:iam::111122223333:user/" + user;
    made.principalKind = "user";
    made.effect = "Allow";
    made.action = action;
    made.resource = "*";
    made.policy = "arn:aws:iam::aws:policy/Example";
    made.policyName = "Example";
    made.via = "direct";
    made.pointer = "/UserDetailList/0";
    return made;
}

// A vault of its own with one snapshot of these grants, and what the review makes of it.
base::Result<Population> freeze(const std::vector<model::Grant>& grants, const char* environment = kAccount) {
    QTemporaryDir dir;
    PS_TRY(auto vault, store::Vault::create(dir.filePath("review.vault").toStdString(), "tester"));
    PS_TRY(auto writer, store::ImportWriter::begin(vault, "tester"));
    PS_CHECK(writer.beginFile({kSource, "", "details.json", "", std::nullopt, {}}));
    model::AccessSnapshot snapshot;
    snapshot.provider = "aws";
    snapshot.account = kAccount;
    model::Principal principal;
    principal.provider = "aws";
    principal.kind = "user";
    principal.nativeId = "arn:aws:iam::111122223333:user/a";
    principal.account = kAccount;
    principal.name = "a";
    principal.pointer = "/UserDetailList/0";
    snapshot.principals = {principal};
    snapshot.grants = grants;
    PS_CHECK(writer.addSnapshot(snapshot, [](const std::string&) { return std::int64_t{0}; }));
    store::FileTotals totals;
    totals.sha256 = totals.contentSha256 = totals.root = std::string(64, 'a');
    totals.records = totals.events = totals.accepted = 1;
    totals.environment = kAccount;
    totals.observedFrom = totals.observedTo = base::parseTime("2026-01-05T00:00:00Z");
    PS_CHECK(writer.closeFile(totals));
    PS_CHECK(writer.finish());
    PS_TRY(auto connection, store::CheckConnection::open(vault));
    return freezePopulation(connection, kSource, environment);
}

} // namespace

void TestReviewPopulation::holdsEveryGrantOnce() {
    const auto population = freeze({grant("b", "s3:*"), grant("a", "s3:*"), grant("a", "iam:*"), grant("a", "s3:*")});
    QVERIFY2(population, population ? "" : population.error().toString().c_str());
    QCOMPARE(population->items.size(), std::size_t{3});
    QCOMPARE(population->principals, std::int64_t{2});
    QCOMPARE(population->items[0].action, std::string("iam:*"));
    QCOMPARE(population->items[1].paths, std::int64_t{2});
    QVERIFY(population->items[0].record);
    QCOMPARE(population->snapshotAt, base::parseTime("2026-01-05T00:00:00Z"));
    QCOMPARE(population->digest.size(), std::size_t{64});
}

void TestReviewPopulation::theOrderOfTheExportDoesNotMatter() {
    std::vector<model::Grant> grants{grant("b", "s3:*"), grant("a", "s3:*"), grant("a", "iam:*")};
    const auto forward = freeze(grants);
    std::reverse(grants.begin(), grants.end());
    const auto backward = freeze(grants);
    QVERIFY(forward && backward);
    QCOMPARE(forward->digest, backward->digest);
}

void TestReviewPopulation::anotherGrantIsAnotherPopulation() {
    const auto one = freeze({grant("a", "s3:*")});
    const auto other = freeze({grant("a", "s3:Get*")});
    QVERIFY(one && other);
    QVERIFY(one->digest != other->digest);
}

void TestReviewPopulation::aSnapshotWithoutGrantsIsAPopulationOfNone() {
    const auto population = freeze({});
    QVERIFY2(population, population ? "" : population.error().toString().c_str());
    QVERIFY(population->items.empty());
    QVERIFY(population->snapshotAt);
}

void TestReviewPopulation::nothingImportedIsNoPopulation() {
    const auto population = freeze({grant("a", "s3:*")}, "999999999999");
    QVERIFY(!population);
    QCOMPARE(population.error().code, std::string("no-snapshot"));
}

QTEST_APPLESS_MAIN(TestReviewPopulation)
#include "tst_review_population.moc"
