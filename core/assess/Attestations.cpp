#include "assess/Attestations.h"

#include <algorithm>

namespace proofstead::assess {

using model::Decision;
using model::DecisionKind;
using model::Part;
using model::Reason;

namespace {

bool isSigned(const Decision& decision) {
    return !decision.by.empty() && decision.decidedAt;
}

bool isPast(const std::optional<base::Millis>& day, base::Millis asOf) {
    return day && endOfDay(*day) <= asOf;
}

Part partOf(const Decision& decision) {
    if (decision.part.empty()) return decision.kind == DecisionKind::Document ? Part::Design : Part::Operation;
    return model::partFromId(decision.part).value_or(Part::Operation);
}

// The days a statement can speak about: its period, as far as it had passed when the statement was made.
Interval spokenFor(const Decision& decision) {
    return {*decision.periodFrom, std::min(*decision.periodUntil, endOfDay(*decision.decidedAt))};
}

class Listener {
public:
    Listener(const Facts& facts, const model::Control& control, bool failed)
        : m_facts(facts),
          m_window{facts.period.from, facts.neededUntil},
          m_critical(facts.isCritical(control)),
          m_failed(failed) {}

    void hearAttestation(const Decision& decision) {
        const bool answered = decision.answer == "yes" || decision.answer == "partly" || decision.answer == "no";
        if (!isSigned(decision) || !answered || !decision.periodFrom || !decision.periodUntil || !decision.expiresAt)
            return m_word.reasons.add(Reason::DecisionMissing);
        const Interval interval = spokenFor(decision);
        if (extentOf({interval}, m_window) == Extent::None) return;
        if (isPast(decision.expiresAt, m_facts.period.asOf)) return m_word.reasons.add(Reason::AttestationExpired);
        if (decision.answer == "no") {
            m_word.denied = true;
            return;
        }
        if (m_critical && (decision.secondApprover.empty() || decision.secondApprover == decision.by))
            return m_word.reasons.add(Reason::ReviewPending);
        if (m_failed) {
            m_contradicted = true;
            return;
        }
        count(decision, interval, decision.answer == "yes");
    }

    void hearDocument(const Decision& decision) {
        if (decision.answer != "approved" || !isSigned(decision)) return;
        if (!decision.expiresAt && !decision.reviewBy) return m_word.reasons.add(Reason::DesignMissing);
        const auto asOf = m_facts.period.asOf;
        if (isPast(decision.expiresAt, asOf) || isPast(decision.reviewBy, asOf))
            return m_word.reasons.add(Reason::SourceStale);
        const Interval inForce{decision.periodFrom.value_or(*decision.decidedAt),
                               decision.periodUntil.value_or(m_window.until)};
        if (extentOf({inForce}, m_window) == Extent::None) return;
        m_word.document = true;
        count(decision, inForce, true);
    }

    Word finish() {
        m_word.extent = extentOf(m_whole, m_window);
        if (m_word.extent == Extent::None && m_partly) m_word.extent = Extent::Some;
        if (m_word.extent == Extent::Whole) // an older one that lapsed no longer matters
            m_word.reasons.drop({Reason::AttestationExpired, Reason::DecisionMissing, Reason::ReviewPending,
                                 Reason::SourceStale, Reason::DesignMissing});
        if (m_word.denied && m_word.extent != Extent::None) {
            m_word.extent = Extent::Some;
            m_word.reasons.add(Reason::AttestationContradicted);
        }
        if (m_contradicted) m_word.reasons.add(Reason::AttestationContradicted);
        return std::move(m_word);
    }

private:
    void count(const Decision& decision, Interval interval, bool wholly) {
        if (wholly)
            m_whole.push_back(interval);
        else
            m_partly = true;
        m_word.decisions.push_back(decision.id);
    }

    const Facts& m_facts;
    const Interval m_window;
    const bool m_critical;
    const bool m_failed;
    bool m_partly = false;
    bool m_contradicted = false;
    std::vector<Interval> m_whole;
    Word m_word;
};

} // namespace

Word wordFor(const Facts& facts, const model::Control& control, Part part, bool failed) {
    Listener listener(facts, control, failed);
    for (const auto* decision : facts.decisionsOn(control.id, DecisionKind::Attestation))
        if (decision->check.empty() && partOf(*decision) == part) listener.hearAttestation(*decision);
    if (part == Part::Design)
        for (const auto* decision : facts.decisionsOn(control.id, DecisionKind::Document))
            if (partOf(*decision) == part) listener.hearDocument(*decision);
    return listener.finish();
}

NilReturns nilReturns(const Facts& facts, const model::Control& control) {
    std::vector<Interval> intervals;
    NilReturns found;
    found.secondSource = true;
    for (const auto* decision : facts.decisionsOn(control.id, DecisionKind::NilReturn)) {
        if (!isSigned(*decision) || !decision->periodFrom || !decision->periodUntil ||
            isPast(decision->expiresAt, facts.period.asOf))
            continue;
        intervals.push_back(spokenFor(*decision));
        found.decisions.push_back(decision->id);
        // What the signer looked at besides the register, confirmed by somebody else.
        found.secondSource = found.secondSource && !decision->basis.empty() && !decision->secondApprover.empty() &&
                             decision->secondApprover != decision->by;
    }
    if (extentOf(intervals, {facts.period.from, facts.neededUntil}) != Extent::Whole) return {};
    return found;
}

} // namespace proofstead::assess
