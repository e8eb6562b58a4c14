// From what the checks saw and what people decided to one status for each control, with its reasons. Pure: values in,
// values out; the order of the inputs never matters and no clock is read. Most callers want assess().
//
// The ladder (first match wins): not applicable, exceptions, not evaluable, not exercised, stale, partial, attested or
// addressed, supported. Two readings that the words alone leave open, both chosen so that losing evidence never
// improves a status:
// - Where a control asks for design and operation, operation leads: paper alone never lifts it above not evaluable.
// - Among the sources of one required test the worst counts (FAIL > ERROR > NO-EVIDENCE > NOT-RUN > REVIEW > PASS); if
//   some passed and others brought no evidence, the part is tested in part, and the control is partial at best.
#pragma once

#include "model/Check.h"
#include "model/Decision.h"
#include "model/Framework.h"
#include "model/Run.h"
#include "model/Scope.h"

#include <set>
#include <span>
#include <string>
#include <vector>

namespace proofstead::assess {

struct AssessInput {
    std::span<const model::Framework> frameworks;
    std::span<const model::CheckOutcome> outcomes;
    std::span<const model::Finding> findings;
    std::span<const model::Decision> decisions; // those made after period.asOf are not seen
    const model::Scope& scope;
    model::Period period;
    std::set<std::string>
        criticalChecks; // ids of checks of critical severity: attestations beside them need two people
};

struct AssessResult {
    std::vector<model::ControlResult> controls;     // in the order of the frameworks and their controls
    std::vector<model::FrameworkSummary> summaries; // one for each framework
};

// `variant` of a result says, besides "accepted", "partly-accepted" and "repaired" on exceptions, the ground of a
// not_applicable: "role" and "condition" (facts that the scope states), "decision" (an approved one), "children" (a
// roll-up of requirements none of which applies).
AssessResult assess(const AssessInput& input);

// A control that applies and is not supported.
bool isGap(const model::ControlResult& result);

} // namespace proofstead::assess
