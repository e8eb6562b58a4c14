#include "assess/RollUp.h"

#include "assess/Waivers.h"

#include <algorithm>
#include <map>

namespace proofstead::assess {

using model::ControlResult;
using model::Reason;
using model::Status;

namespace {

// Of two equally ranked ones the earlier in the ladder.
bool worse(const Verdict& a, const Verdict& b) {
    const int left = model::rankOf(a.result.status), right = model::rankOf(b.result.status);
    return left != right ? left < right : a.result.status < b.result.status;
}

class RollUp {
public:
    RollUp(const Facts& facts, const model::Framework& framework, std::vector<Verdict>& verdicts)
        : m_facts(facts), m_framework(framework), m_verdicts(verdicts), m_done(verdicts.size(), false) {
        for (std::size_t i = 0; i < framework.controls.size(); ++i)
            if (const auto& parent = framework.controls[i].parent; !parent.empty()) m_children[parent].push_back(i);
    }

    void run() {
        for (std::size_t i = 0; i < m_verdicts.size(); ++i)
            visit(i);
    }

private:
    void visit(std::size_t index) {
        if (m_done[index]) return; // also stops at a circle of parents
        m_done[index] = true;
        const auto found = m_children.find(m_framework.controls[index].id);
        if (found == m_children.end()) return;
        for (const auto child : found->second)
            visit(child);
        combine(index, counting(found->second));
    }

    // The children that count: those that apply, and of each group of alternatives the best.
    std::vector<const Verdict*> counting(const std::vector<std::size_t>& children) const {
        std::vector<const Verdict*> chosen;
        std::map<std::string, const Verdict*> best;
        for (const auto child : children) {
            const auto& verdict = m_verdicts[child];
            const auto& group = m_framework.controls[child].alternativeGroup;
            if (verdict.result.status == Status::NotApplicable) continue;
            if (group.empty())
                chosen.push_back(&verdict);
            else if (auto& current = best[group]; !current || worse(*current, verdict))
                current = &verdict;
        }
        for (const auto& [group, verdict] : best)
            chosen.push_back(verdict);
        return chosen;
    }

    void combine(std::size_t index, const std::vector<const Verdict*>& children) {
        auto& own = m_verdicts[index];
        const auto& control = m_framework.controls[index];
        const bool speaks = !control.links.empty() || !control.missingTests.empty() || !control.evidence.empty();
        if (own.result.status == Status::NotApplicable) {
            if (!own.decidedAway || children.empty()) return;
            own =
                judgeControl(m_facts, m_framework.id, control, false); // what applies to a child applies to its parent
        }
        if (!speaks) adopt(own, children);
        for (const auto* child : children)
            absorb(own, *child);
        explain(own, children);
    }

    // Only the children that made the status say why; what the others lack stands with them.
    static void explain(Verdict& own, const std::vector<const Verdict*>& children) {
        auto& result = own.result;
        Reasons reasons;
        reasons.add(result.reasons);
        for (const auto* child : children)
            if (child->result.status == result.status && result.status != Status::Supported)
                reasons.add(child->result.reasons);
        result.reasons = reasons.sorted();
    }

    // A requirement that is nothing but its children starts from them.
    static void adopt(Verdict& own, const std::vector<const Verdict*>& children) {
        auto& result = own.result;
        const bool contradicted = std::count(result.reasons.begin(), result.reasons.end(), Reason::NaContradicted) > 0;
        result.reasons.clear();
        if (contradicted) result.reasons.push_back(Reason::NaContradicted);
        if (children.empty()) result.reasons.push_back(Reason::NaJustified);
        result.status = children.empty() ? Status::NotApplicable : Status::Supported;
        result.variant = children.empty() ? "children" : "";
        own.tested = Tested::Machine;
    }

    static void absorb(Verdict& own, const Verdict& child) {
        auto& result = own.result;
        const bool ownFailed = result.status == Status::Exceptions;
        const bool childFailed = child.result.status == Status::Exceptions;
        if (childFailed) {
            const bool repaired = child.result.variant == "repaired" && (!ownFailed || result.variant == "repaired");
            result.exceptions += child.result.exceptions;
            result.accepted += child.result.accepted;
            result.variant = variantOf(result.exceptions, result.accepted, repaired ? result.exceptions : 0);
        }
        if (worse(child, own)) result.status = child.result.status;
        if (result.status != Status::Supported)
            result.deviations = 0;
        else
            result.deviations += child.result.deviations;
        own.tested = std::max(own.tested, child.tested);
    }

    const Facts& m_facts;
    const model::Framework& m_framework;
    std::vector<Verdict>& m_verdicts;
    std::vector<bool> m_done;
    std::map<std::string, std::vector<std::size_t>> m_children;
};

} // namespace

void rollUp(const Facts& facts, const model::Framework& framework, std::vector<Verdict>& verdicts) {
    RollUp(facts, framework, verdicts).run();
}

} // namespace proofstead::assess
