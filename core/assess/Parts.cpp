#include "assess/Parts.h"

#include <algorithm>

namespace proofstead::assess {

using model::Automation;
using model::Control;
using model::LinkKind;
using model::Part;
using model::Reason;

namespace {

Part partOf(const model::Evidence& evidence) {
    if (const auto part = model::partFromId(evidence.question)) return *part;
    return evidence.kind == "document" ? Part::Design : Part::Operation;
}

// Where a test belongs that this content release does not hold.
Part partOfMissingTests(const Control& control) {
    const bool onlyDesign =
        !control.evidence.empty() && std::all_of(control.evidence.begin(), control.evidence.end(),
                                                 [](const auto& item) { return partOf(item) == Part::Design; });
    return onlyDesign ? Part::Design : Part::Operation;
}

bool hasTests(const Control& control, Part part) {
    if (!control.missingTests.empty() && partOfMissingTests(control) == part) return true;
    return std::any_of(control.links.begin(), control.links.end(), [&](const model::Link& link) {
        return link.required && link.kind != LinkKind::Indicator && link.part == part;
    });
}

bool hasEvidence(const Control& control, Part part) {
    return std::any_of(control.evidence.begin(), control.evidence.end(),
                       [&](const auto& item) { return partOf(item) == part; });
}

// What the required tests of a part say together.
struct Tests {
    int passed = 0, some = 0, stale = 0, empty = 0, untested = 0, dropped = 0, missing = 0;
    bool direct = false;
    Reasons reasons;

    int due() const { return passed + some + stale + empty + untested; }
    bool allPass() const { return due() > 0 && passed == due(); }
    bool couldNotJudge() const { return due() > passed || (due() == 0 && dropped > 0); }
};

Tests testsOf(const Control& control, Part part, const std::vector<JudgedLink>& links) {
    Tests tests;
    for (const auto& link : links) {
        const auto& mapping = link.result.link;
        if (!link.counts() || !mapping.required || mapping.part != part) continue;
        if (link.state == LinkState::Dropped) {
            ++tests.dropped;
            continue;
        }
        tests.reasons.add(link.result.reasons);
        tests.direct = tests.direct || (mapping.kind == LinkKind::Direct);
        switch (link.state) {
        case LinkState::Passed:
            ++tests.passed;
            break;
        case LinkState::Some:
        case LinkState::Failed:
            ++tests.some;
            break;
        case LinkState::Stale:
            ++tests.stale;
            break;
        case LinkState::Empty:
            ++tests.empty;
            break;
        default:
            ++tests.untested;
        }
    }
    if (partOfMissingTests(control) == part) tests.missing = static_cast<int>(control.missingTests.size());
    return tests;
}

// Passing tests without a direct one support, but do not carry.
PartState tested(const Tests& tests) {
    if (tests.allPass()) return tests.direct && tests.missing == 0 ? PartState::Direct : PartState::Partial;
    if (tests.passed + tests.some > 0) return PartState::Partial;
    return tests.stale > 0 ? PartState::Stale : PartState::Untested;
}

void explainTests(const Control& control, const Tests& tests, JudgedPart& judged) {
    judged.reasons.add(tests.reasons);
    if (tests.due() == 0 && tests.dropped > 0) judged.reasons.add(Reason::NoSource);
    if (tests.due() + tests.dropped == 0) {
        if (judged.part == Part::Design)
            judged.reasons.add(Reason::DesignMissing);
        else if (control.automation == Automation::Manual)
            judged.reasons.add(Reason::DecisionMissing);
        else
            judged.reasons.add(Reason::NoRule);
    } else if (tests.missing > 0) {
        judged.reasons.add(Reason::SubtestMissing);
    }
    if (tests.due() > 0 && !tests.direct) judged.reasons.add(Reason::NoDirectTest);
}

} // namespace

std::vector<Part> requiredParts(const Control& control) {
    std::vector<Part> parts;
    const bool byEvidence = control.automation != Automation::Automated;
    for (const auto part : {Part::Design, Part::Operation})
        if (hasTests(control, part) || (byEvidence && hasEvidence(control, part))) parts.push_back(part);
    if (parts.empty()) parts.push_back(partOfMissingTests(control));
    return parts;
}

JudgedPart judgePart(const Facts& facts, const Control& control, Part part, const std::vector<JudgedLink>& links) {
    const bool failed = std::any_of(links.begin(), links.end(),
                                    [](const JudgedLink& link) { return link.counts() && !link.failing.empty(); });
    JudgedPart judged{part, PartState::Untested, {}, wordFor(facts, control, part, failed)};
    const Tests tests = testsOf(control, part, links);
    judged.state = tested(tests);
    const bool heard = judged.word.extent != Extent::None;
    judged.reasons.add(judged.word.reasons);
    if (judged.state == PartState::Direct) {
        judged.reasons.add(tests.reasons); // remarks that a passing test may carry
        if (judged.word.denied) {
            judged.state = PartState::Partial;
            judged.reasons.add(Reason::AttestationContradicted);
        } else {
            judged.reasons.drop({Reason::AttestationExpired, Reason::DecisionMissing, Reason::DesignMissing});
        }
        return judged;
    }
    explainTests(control, tests, judged);
    if (!heard) {
        if (part == Part::Design && control.automation != Automation::Automated)
            judged.reasons.add(Reason::DesignMissing);
        return judged;
    }
    judged.reasons.drop({Reason::DesignMissing, Reason::DecisionMissing});
    judged.reasons.add(Reason::AttestationOnly);
    const bool whole = judged.word.extent == Extent::Whole && !tests.couldNotJudge();
    judged.state = whole ? PartState::Word : PartState::Partial;
    return judged;
}

bool foundNothing(const Control& control, Part part, const std::vector<JudgedLink>& links) {
    const Tests tests = testsOf(control, part, links);
    return tests.due() > 0 && tests.empty == tests.due() && tests.missing == 0;
}

std::size_t emptySources(const std::vector<JudgedLink>& links) {
    std::set<std::string> sources;
    for (const auto& link : links)
        sources.insert(link.emptySources.begin(), link.emptySources.end());
    return sources.size();
}

} // namespace proofstead::assess
