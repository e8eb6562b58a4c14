#include "assess/Facts.h"

#include <algorithm>
#include <tuple>

namespace proofstead::assess {

namespace {

template <class T>
const std::vector<const T*>& at(const std::map<std::string, std::vector<const T*>>& index, const std::string& key) {
    static const std::vector<const T*> none;
    const auto found = index.find(key);
    return found == index.end() ? none : found->second;
}

template <class T, class Key>
void sortBy(std::map<std::string, std::vector<const T*>>& index, Key key) {
    for (auto& [id, items] : index)
        std::sort(items.begin(), items.end(), [&](const T* a, const T* b) { return key(*a) < key(*b); });
}

} // namespace

Facts::Facts(const AssessInput& input)
    : scope(input.scope),
      period(input.period),
      neededUntil(std::min(input.period.until, input.period.asOf)),
      m_criticalChecks(input.criticalChecks) {
    for (const auto& outcome : input.outcomes)
        m_outcomes[outcome.check].push_back(&outcome);
    for (const auto& finding : input.findings)
        m_findings[finding.check].push_back(&finding);
    for (const auto& decision : input.decisions)
        if (!decision.decidedAt || *decision.decidedAt <= period.asOf)
            m_decisions[decision.control].push_back(&decision);
    sortBy(m_outcomes, [](const auto& o) { return std::tie(o.source, o.environment, o.facet); });
    sortBy(m_findings,
           [](const auto& f) { return std::tie(f.source, f.environment, f.facet, f.at, f.subject, f.record); });
    sortBy(m_decisions, [](const auto& d) { return std::tie(d.decidedAt, d.id, d.record); });
}

const std::vector<const model::CheckOutcome*>& Facts::outcomesOf(const std::string& check) const {
    return at(m_outcomes, check);
}

const std::vector<const model::Finding*>& Facts::findingsOf(const std::string& check) const {
    return at(m_findings, check);
}

std::vector<const model::Decision*> Facts::decisionsOn(const std::string& control, model::DecisionKind kind) const {
    std::vector<const model::Decision*> wanted;
    for (const auto* decision : at(m_decisions, control))
        if (decision->kind == kind) wanted.push_back(decision);
    return wanted;
}

bool Facts::isCritical(const model::Control& control) const {
    return std::any_of(control.links.begin(), control.links.end(), [&](const model::Link& link) {
        return link.kind != model::LinkKind::Indicator && m_criticalChecks.contains(link.check);
    });
}

base::Millis endOfDay(base::Millis time) {
    const base::Millis rest = ((time % base::kDay) + base::kDay) % base::kDay;
    return time - rest + base::kDay;
}

} // namespace proofstead::assess
