// One control with its evidence and decisions, told in a few words, and the verdict as one line of text.
#pragma once

#include "assess/Assess.h"
#include "base/Text.h"

#include <QMetaType>
#include <QString>
#include <string>
#include <vector>

namespace proofstead::assess {

inline base::Millis day(const char* date) {
    return *base::parseTime(date);
}

// The assessed period: the first quarter of 2025, seen at its end.
inline model::Period quarter() {
    return {day("2025-01-01"), day("2025-04-01"), day("2025-04-01")};
}

struct Scenario {
    Scenario() {
        control.id = "c-1";
        control.automation = model::Automation::Automated;
        scope.entities = {{"main", "Main", {"controller"}}};
    }

    Scenario& automation(model::Automation kind) {
        control.automation = kind;
        return *this;
    }
    Scenario& evidence(const char* kind, const char* question) {
        control.evidence.push_back({kind, question});
        return *this;
    }
    Scenario& link(const char* check, model::LinkKind kind, model::Part part = model::Part::Operation) {
        control.links.push_back({check, "", kind, part, true, true});
        return *this;
    }
    Scenario& direct(const char* check) { return link(check, model::LinkKind::Direct); }
    Scenario& supporting(const char* check) { return link(check, model::LinkKind::Supporting); }
    Scenario& indicator(const char* check) { return link(check, model::LinkKind::Indicator); }
    Scenario& design(const char* check, model::LinkKind kind = model::LinkKind::Direct) {
        return link(check, kind, model::Part::Design);
    }
    Scenario& proposed() {
        control.links.back().reviewed = false;
        return *this;
    }
    Scenario& optional() {
        control.links.back().required = false;
        return *this;
    }
    Scenario& facet(const char* name) {
        control.links.back().facet = name;
        return *this;
    }
    Scenario& missing(const char* check) {
        control.missingTests.emplace_back(check);
        return *this;
    }
    Scenario& addressable() {
        control.specType = "addressable";
        return *this;
    }

    Scenario& outcome(const char* check, model::Outcome what, const char* environment = "1",
                      const char* source = "aws-cloudtrail") {
        model::CheckOutcome item;
        item.check = check;
        item.source = source;
        item.environment = environment;
        item.outcome = what;
        item.population = what == model::Outcome::NotApplicable ? 0 : 10;
        outcomes.push_back(item);
        return *this;
    }
    Scenario& pass(const char* check, const char* environment = "1") {
        return outcome(check, model::Outcome::Pass, environment);
    }
    Scenario& fail(const char* check, const std::vector<const char*>& subjects = {"user"}) {
        outcome(check, model::Outcome::Fail);
        outcomes.back().exceptions = static_cast<std::int64_t>(subjects.size());
        for (const auto* subject : subjects)
            findings.push_back({check, "aws-cloudtrail", "1", "", subject, "why", day("2025-02-15"), {}});
        return *this;
    }
    Scenario& none(const char* check, model::NoEvidence cause, const char* environment = "1",
                   const char* source = "aws-cloudtrail") {
        outcome(check, model::Outcome::NoEvidence, environment, source);
        outcomes.back().cause = cause;
        outcomes.back().population = cause == model::NoEvidence::Stale ? 10 : 0;
        return *this;
    }
    Scenario& ofFacet(const char* name) {
        outcomes.back().facet = name;
        return *this;
    }
    Scenario& because(model::Reason reason) {
        outcomes.back().reasons.push_back(reason);
        return *this;
    }

    // The last decision can be bent with `with`.
    Scenario& decide(model::DecisionKind kind, const char* answer = "") {
        model::Decision decision;
        decision.id = "D-" + std::to_string(decisions.size() + 1);
        decision.kind = kind;
        decision.control = control.id;
        decision.answer = answer;
        decision.by = "C. Muster";
        decision.decidedAt = day("2025-01-01");
        decision.rationale = "because";
        decision.expiresAt = day("2025-12-31");
        decision.reviewBy = day("2025-12-31");
        decisions.push_back(decision);
        return *this;
    }
    Scenario& attest(const char* answer = "yes", const char* from = "2025-01-01", const char* until = "2025-04-01") {
        decide(model::DecisionKind::Attestation, answer);
        decisions.back().periodFrom = day(from);
        decisions.back().periodUntil = day(until);
        decisions.back().decidedAt = day("2025-03-31");
        return *this;
    }
    Scenario& document() { return decide(model::DecisionKind::Document, "approved"); }
    Scenario& nilReturn() {
        attest("");
        decisions.back().kind = model::DecisionKind::NilReturn;
        return *this;
    }
    Scenario& waive(const char* subject = "") {
        decide(model::DecisionKind::Waiver);
        decisions.back().subject = subject;
        decisions.back().requestedBy = "R. Quester";
        decisions.back().compensating = "watched";
        return *this;
    }
    template <class Change>
    Scenario& with(Change change) {
        change(*this);
        return *this;
    }

    model::ControlResult judge() const {
        model::Framework framework;
        framework.id = "f";
        framework.controls = {control};
        const std::vector<model::Framework> frameworks{framework};
        return assess({frameworks, outcomes, findings, decisions, scope, period, critical}).controls.front();
    }

    model::Control control;
    std::vector<model::CheckOutcome> outcomes;
    std::vector<model::Finding> findings;
    std::vector<model::Decision> decisions;
    model::Scope scope;
    model::Period period = quarter();
    std::set<std::string> critical;
};

// "exceptions/partly-accepted (1 of 3): WAIVER_ACTIVE CHECK_FAILED"; reasons in alphabetical order.
inline QString textOf(const model::ControlResult& result) {
    std::set<std::string> reasons;
    for (const auto reason : result.reasons)
        reasons.emplace(idOf(reason));
    std::string text(idOf(result.status));
    if (!result.variant.empty()) text += "/" + result.variant;
    if (result.accepted > 0)
        text += " (" + std::to_string(result.accepted) + " of " + std::to_string(result.exceptions) + ")";
    if (result.deviations > 0) text += " with " + std::to_string(result.deviations) + " deviations";
    return QString::fromStdString(
        base::join({text, base::join({reasons.begin(), reasons.end()}, " ")}, reasons.empty() ? "" : ": "));
}

} // namespace proofstead::assess

Q_DECLARE_METATYPE(proofstead::assess::Scenario)
