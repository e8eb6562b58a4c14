// An assessment: immutable, holding the digest of every input, framework and check it used, so that it can be replayed
// and compared.
#pragma once

#include "base/Json.h"
#include "model/Check.h"
#include "model/Decision.h"
#include "model/Framework.h"
#include "model/Scope.h"
#include "model/Status.h"

#include <map>
#include <string>
#include <vector>

namespace proofstead::model {

// What one required link of a control came to, over its sources (FAIL > ERROR > NO-EVIDENCE > NOT-RUN > REVIEW > PASS).
struct LinkResult {
    Link link;
    Outcome outcome = Outcome::NotRun;
    std::vector<Reason> reasons;
    std::int64_t population = 0;
    std::int64_t exceptions = 0;
};

struct ControlResult {
    std::string framework;
    std::string control;
    Status status = Status::NotEvaluable;
    std::string variant;         // "", accepted, partly-accepted, repaired: shown behind "Exceptions noted"
    std::int64_t accepted = 0;   // exceptions under an active waiver or disposition
    std::int64_t exceptions = 0; // exceptions of direct and supporting links
    std::int64_t deviations = 0; // exceptions inside a tolerance on a Supported control
    std::vector<Reason> reasons; // at least one unless plainly Supported; sorted, unique
    std::vector<LinkResult> links;
    std::vector<std::string> decisions; // register keys of the decisions that counted
    std::vector<std::string> roles;     // roles of the scope to which the control applies
};

struct FrameworkSummary {
    std::string framework;
    std::map<Status, std::int64_t> byStatus;
    std::int64_t applicable = 0;
    // shares by how a control was tested; they add up to `applicable`
    std::int64_t machineTested = 0;
    std::int64_t documentTested = 0;
    std::int64_t attested = 0;
    std::int64_t untested = 0;
};

struct Run {
    std::string id; // first 16 hex digits of the digest of its canonical JSON without this member
    Scope scope;
    Period period;
    LogSeq asOfSeq = -1;                        // position in the evidence log up to which imports were seen
    std::string logRoot;                        // hex, root of the evidence log at that size
    std::map<std::string, std::string> content; // "framework:gdpr", "check:…", "engine" -> SHA-256 hex or version
    std::vector<CheckOutcome> outcomes;         // sorted by check, source, environment, facet
    std::vector<Finding> findings;              // sorted likewise, then by time and subject
    std::vector<ControlResult> controls;        // in the order of the frameworks
    std::vector<FrameworkSummary> summaries;
};

base::Json toJson(const Run& run);
base::Result<Run> runFromJson(const base::Json& document);
base::Json toJson(const CheckOutcome& outcome);
base::Json toJson(const Finding& finding);
base::Json toJson(const ControlResult& result);

} // namespace proofstead::model
