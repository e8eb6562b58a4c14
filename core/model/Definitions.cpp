// Ids of the enumerations that definitions and the decision register use.
#include "model/Check.h"
#include "model/Decision.h"
#include "model/Framework.h"
#include "model/IdTable.h"

namespace proofstead::model {

namespace {

template <class T>
using Row = std::pair<T, std::string_view>;

constexpr Row<TestType> kTestTypeIds[] = {
    {TestType::Absence, "absence"}, {TestType::Ratio, "ratio"},       {TestType::Reconcile, "reconcile"},
    {TestType::State, "state"},     {TestType::Presence, "presence"}, {TestType::Clock, "clock"},
};

constexpr Row<LinkKind> kLinkKindIds[] = {
    {LinkKind::Direct, "direct"},
    {LinkKind::Supporting, "supporting"},
    {LinkKind::Indicator, "indicator"},
};

constexpr Row<Part> kPartIds[] = {{Part::Design, "design"}, {Part::Operation, "operation"}};

constexpr Row<Automation> kAutomationIds[] = {
    {Automation::Automated, "automated"},
    {Automation::PartlyAutomated, "partly-automated"},
    {Automation::Manual, "manual"},
};

constexpr Row<DecisionKind> kDecisionKindIds[] = {
    {DecisionKind::Applicability, "applicability"},
    {DecisionKind::Attestation, "attestation"},
    {DecisionKind::Waiver, "waiver"},
    {DecisionKind::Addressable, "addressable"},
    {DecisionKind::Remediation, "remediation"},
    {DecisionKind::NilReturn, "nil-return"},
    {DecisionKind::Disposition, "disposition"},
    {DecisionKind::Document, "document"},
};

} // namespace

std::string_view idOf(TestType type) {
    return idIn(kTestTypeIds, type);
}
std::optional<TestType> testTypeFromId(std::string_view id) {
    return valueIn(kTestTypeIds, id);
}

std::string_view idOf(LinkKind kind) {
    return idIn(kLinkKindIds, kind);
}
std::optional<LinkKind> linkKindFromId(std::string_view id) {
    return valueIn(kLinkKindIds, id);
}

std::string_view idOf(Part part) {
    return idIn(kPartIds, part);
}
std::optional<Part> partFromId(std::string_view id) {
    return valueIn(kPartIds, id);
}

std::string_view idOf(Automation automation) {
    return idIn(kAutomationIds, automation);
}
std::optional<Automation> automationFromId(std::string_view id) {
    return valueIn(kAutomationIds, id);
}

std::string_view idOf(DecisionKind kind) {
    return idIn(kDecisionKindIds, kind);
}
std::optional<DecisionKind> decisionKindFromId(std::string_view id) {
    return valueIn(kDecisionKindIds, id);
}

} // namespace proofstead::model
