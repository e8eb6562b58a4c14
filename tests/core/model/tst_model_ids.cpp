#include "model/Check.h"
#include "model/Decision.h"
#include "model/Framework.h"
#include "model/Scope.h"
#include "model/Status.h"

#include <QtTest>
#include <set>

using namespace proofstead::model;

class TestModelIds : public QObject {
    Q_OBJECT
private slots:
    void everyEnumeratorHasItsOwnId();
    void statusesKeepTheLaddersOrder();
};

namespace {

// Walks the enumerators 0..last: each has a non-repeated id (one may be "") that leads back to it.
template <class T>
int idsOf(T last, std::optional<T> (*parse)(std::string_view)) {
    std::set<std::string> seen;
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        const auto id = idOf(static_cast<T>(i));
        if (!seen.emplace(id).second || parse(id) != static_cast<T>(i)) return -i;
    }
    return idOf(static_cast<T>(static_cast<int>(last) + 1)).empty() && !parse("no such id") ? static_cast<int>(last)
                                                                                            : -1;
}

} // namespace

void TestModelIds::everyEnumeratorHasItsOwnId() {
    QCOMPARE(idsOf(Status::Supported, statusFromId), static_cast<int>(Status::Supported));
    QCOMPARE(idsOf(Reason::Internal, reasonFromId), static_cast<int>(Reason::Internal));
    QCOMPARE(idsOf(Outcome::NotApplicable, outcomeFromId), static_cast<int>(Outcome::NotApplicable));
    QCOMPARE(idsOf(NoEvidence::PopulationEmpty, noEvidenceFromId), static_cast<int>(NoEvidence::PopulationEmpty));
    QCOMPARE(idsOf(Severity::Critical, severityFromId), static_cast<int>(Severity::Critical));
    QCOMPARE(idsOf(TestType::Clock, testTypeFromId), static_cast<int>(TestType::Clock));
    QCOMPARE(idsOf(LinkKind::Indicator, linkKindFromId), static_cast<int>(LinkKind::Indicator));
    QCOMPARE(idsOf(Part::Operation, partFromId), static_cast<int>(Part::Operation));
    QCOMPARE(idsOf(Automation::Manual, automationFromId), static_cast<int>(Automation::Manual));
    QCOMPARE(idsOf(DecisionKind::Document, decisionKindFromId), static_cast<int>(DecisionKind::Document));
    QCOMPARE(idsOf(Expectation::Snapshot, expectationFromId), static_cast<int>(Expectation::Snapshot));
}

void TestModelIds::statusesKeepTheLaddersOrder() {
    QCOMPARE(rankOf(Status::NotApplicable), -1);
    int last = 0;
    for (const auto status : kStatuses) {
        if (status == Status::NotApplicable) continue;
        QVERIFY(rankOf(status) >= last);
        last = rankOf(status);
    }
    QCOMPARE(last, 6);
    QCOMPARE(rankOf(Status::Attested), rankOf(Status::Addressed));
    QCOMPARE(idOf(Reason::NaContradicted), std::string_view("NA_CONTRADICTED"));
}

QTEST_APPLESS_MAIN(TestModelIds)
#include "tst_model_ids.moc"
