#include "assess/Ladder.h"

#include "assess/Addressable.h"
#include "assess/Applicability.h"
#include "assess/Waivers.h"

#include <algorithm>
#include <cassert>

namespace proofstead::assess {

using model::Control;
using model::LinkKind;
using model::Outcome;
using model::Part;
using model::Reason;
using model::Status;

namespace {

// The control as it is tested: where an alternative measure has a check of its own, that one stands in for the rest.
// Its former links can still fail.
Control asTested(Control control, const AddressableDecision& decision) {
    if (decision.check.empty()) return control;
    for (auto& link : control.links)
        link.required = false;
    control.missingTests.clear();
    control.links.push_back({decision.check, "", LinkKind::Direct, Part::Operation, true, true});
    return control;
}

bool saidByPeople(PartState state) {
    return state == PartState::Word;
}

// What design and operation come to together; operation leads.
Status combine(PartState design, PartState operation) {
    switch (operation) {
    case PartState::Untested:
        return Status::NotEvaluable;
    case PartState::NotExercised:
        return Status::NotExercised;
    case PartState::Stale:
        return design >= PartState::Partial ? Status::Partial : Status::Stale;
    case PartState::Partial:
        return Status::Partial;
    case PartState::Word:
    case PartState::Direct:
        break;
    }
    if (design < PartState::Word) return Status::Partial;
    return saidByPeople(design) || saidByPeople(operation) ? Status::Attested : Status::Supported;
}

Status alone(PartState part) {
    switch (part) {
    case PartState::Untested:
        return Status::NotEvaluable;
    case PartState::NotExercised:
        return Status::NotExercised;
    case PartState::Stale:
        return Status::Stale;
    case PartState::Partial:
        return Status::Partial;
    case PartState::Word:
        return Status::Attested;
    case PartState::Direct:
        return Status::Supported;
    }
    return Status::NotEvaluable;
}

class Ladder {
public:
    Ladder(const Facts& facts, const std::string& framework, const Control& control)
        : m_facts(facts), m_decision(addressableDecision(facts, control)), m_control(asTested(control, m_decision)) {
        for (const auto& link : m_control.links)
            m_links.push_back(judgeLink(facts, link));
        m_verdict.result.framework = framework;
        m_verdict.result.control = control.id;
        for (const auto& link : m_links)
            m_verdict.result.links.push_back(link.result);
    }

    Verdict climb(bool decisionStands) {
        auto applicability = applicabilityOf(m_facts, m_control, m_links);
        if (!decisionStands && applicability.ground == "decision") {
            applicability = {true, "", {}, applicability.roles, {}};
            applicability.reasons.add(Reason::NaContradicted);
        }
        m_verdict.result.roles = applicability.roles;
        keep(applicability.decisions);
        if (!applicability.applies) {
            m_verdict.result.status = Status::NotApplicable;
            m_reasons.add(applicability.reasons);
            m_verdict.result.variant = applicability.ground;
            m_verdict.decidedAway = applicability.ground == "decision";
            return finish();
        }
        judgeParts();
        const Status status = testedStatus();
        if (!m_decision.id.empty()) keep({m_decision.id});
        if (model::rankOf(status) < model::rankOf(Status::Partial)) m_reasons.drop({Reason::AttestationOnly});
        m_verdict.result.status = withDecision(m_decision, status, m_reasons);
        m_reasons.add(applicability.reasons);
        if (m_verdict.result.status == Status::Supported) countDeviations();
        m_verdict.tested = howTested();
        return finish();
    }

private:
    void judgeParts() {
        for (const auto part : requiredParts(m_control))
            m_parts.push_back(judgePart(m_facts, m_control, part, m_links));
        for (auto& judged : m_parts) {
            const auto& word = judged.word;
            keep(word.decisions);
            m_heard = m_heard || word.extent == Extent::Whole;
            m_document = m_document || word.document;
            m_attested = m_attested || (!word.decisions.empty() && !word.document);
        }
        considerNilReturn();
        for (const auto& judged : m_parts)
            m_reasons.add(judged.reasons);
    }

    // Nothing happened: complete evidence of two kinds, a signed statement, and a design to act by had it happened.
    void considerNilReturn() {
        auto& last = m_parts.back();
        if (last.part != Part::Operation || last.state != PartState::Untested ||
            !foundNothing(m_control, last.part, m_links))
            return;
        const bool required = m_parts.size() > 1;
        const bool designed = required ? m_parts.front().state >= PartState::Word
                                       : wordFor(m_facts, m_control, Part::Design, false).extent == Extent::Whole;
        const auto statements = nilReturns(m_facts, m_control);
        if (!designed || statements.decisions.empty()) return;
        if (!statements.secondSource && emptySources(m_links) < 2) return;
        last.state = PartState::NotExercised;
        keep(statements.decisions);
        m_attested = true;
    }

    Status testedStatus() {
        const auto exceptions = exceptionsOf(m_facts, m_control, m_links);
        if (anyFailure()) {
            addFailures(exceptions);
            return Status::Exceptions;
        }
        const Status status =
            m_parts.size() > 1 ? combine(m_parts.front().state, m_parts.back().state) : alone(m_parts.front().state);
        if (status == Status::Supported && m_control.automation != model::Automation::Automated) return withPeople();
        return status;
    }

    // Tests show only a part of what such a control asks: without anybody's word it stays partial.
    Status withPeople() {
        m_reasons.add(m_heard ? Reason::AttestationOnly : Reason::DecisionMissing);
        return m_heard ? Status::Attested : Status::Partial;
    }

    bool anyFailure() const {
        return std::any_of(m_links.begin(), m_links.end(),
                           [](const JudgedLink& link) { return link.counts() && !link.failing.empty(); });
    }

    void addFailures(const Exceptions& exceptions) {
        auto& result = m_verdict.result;
        result.exceptions = exceptions.total;
        result.accepted = exceptions.accepted;
        result.variant = exceptions.variant;
        keep(exceptions.decisions);
        m_reasons.add(exceptions.reasons);
        for (const auto& link : m_links)
            if (link.counts() && !link.failing.empty()) m_reasons.add(link.result.reasons);
    }

    void countDeviations() {
        for (const auto& link : m_links)
            if (link.required()) m_verdict.result.deviations += link.deviations;
    }

    Tested howTested() const {
        const bool machine = std::any_of(m_links.begin(), m_links.end(), [](const JudgedLink& link) {
            return link.counts() && (link.state == LinkState::Passed || link.state == LinkState::Some ||
                                     link.state == LinkState::Failed);
        });
        if (machine) return Tested::Machine;
        if (m_document) return Tested::Document;
        return m_attested || !m_decision.id.empty() ? Tested::Attested : Tested::Untested;
    }

    void keep(const std::vector<std::string>& decisions) {
        m_verdict.result.decisions.insert(m_verdict.result.decisions.end(), decisions.begin(), decisions.end());
    }

    Verdict finish() {
        auto& result = m_verdict.result;
        std::sort(result.decisions.begin(), result.decisions.end());
        result.decisions.erase(std::unique(result.decisions.begin(), result.decisions.end()), result.decisions.end());
        if (result.status != Status::Supported && m_reasons.empty()) {
            assert(!"a status without a reason");
            result.status = Status::NotEvaluable;
            m_reasons.add(Reason::Internal);
        }
        result.reasons = m_reasons.sorted();
        return std::move(m_verdict);
    }

    const Facts& m_facts;
    const AddressableDecision m_decision;
    const Control m_control;
    std::vector<JudgedLink> m_links;
    std::vector<JudgedPart> m_parts;
    Reasons m_reasons;
    Verdict m_verdict;
    bool m_heard = false;    // somebody's word covers a part for the whole period
    bool m_document = false; // an approved document counted
    bool m_attested = false; // an attestation or nil return counted
};

} // namespace

Verdict judgeControl(const Facts& facts, const std::string& framework, const Control& control, bool decisionStands) {
    return Ladder(facts, framework, control).climb(decisionStands);
}

} // namespace proofstead::assess
