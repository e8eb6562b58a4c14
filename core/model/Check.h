// A check: a question with an SQL answer, and what it returned for one scope and period.
#pragma once

#include "base/Time.h"
#include "model/Ids.h"
#include "model/Status.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace proofstead::model {

struct Parameter {
    std::string name;  // bound as :name
    std::string value; // integers and text; durations are written "90d" and bound in milliseconds
    std::string basis; // law, guidance or own policy
};

// One kind of thing that a check reads. A check is run for each declared source of its driving needs; a linkage need is
// shared (the HR roster beside every cloud account).
struct Need {
    std::vector<std::string> sources; // source ids, any of which will do (aws-cloudtrail, register-incident ...)
    bool driving = true;
};

// absence: zero hits is good, so coverage of the whole period must be proven. The others judge what is there.
enum class TestType { Absence, Ratio, Reconcile, State, Presence, Clock };
std::string_view idOf(TestType type);
std::optional<TestType> testTypeFromId(std::string_view id);

struct CheckDefinition {
    std::string id;
    std::string title;    // "Console sign-ins use a second factor"
    std::string question; // "Did anyone sign in ... without ...?"
    std::string area;     // folder under resources/checks
    Severity severity = Severity::Medium;
    TestType type = TestType::Ratio;
    std::string nature; // inspection | re-performance | inquiry
    std::vector<Need> needs;
    std::optional<base::Millis> freshness; // evidence must reach to min(as_of, until) minus this; nullopt: period data
    std::int64_t tolerance = 0;            // exceptions allowed before FAIL, only where the law leaves tolerance
    bool heuristic = false;                // exceptions end in REVIEW, not FAIL
    bool needsSourceDigest = false;        // an absent or broken source signature caps the outcome
    std::vector<std::string> facets;       // declared facets; each gets an outcome of its own; empty: one outcome
    std::vector<Parameter> parameters;
    std::string exceptionsSql;
    std::string populationSql;
    std::string digest; // SHA-256 (hex) of the .sql file
    std::string origin;
};

// A row that a check objects to.
struct Finding {
    std::string check;
    std::string source;
    std::string environment; // account, subscription, project, cluster; "" where the source has none
    std::string facet;
    std::string subject; // who or what: an ARN, a register key
    std::string detail;  // why, in one phrase; class and count of sensitive hits, never the value
    std::optional<base::Millis> at;
    RecordId record; // none for things that are absent
};

// What was expected of a source in the window and what came.
struct Coverage {
    struct Interval {
        base::Millis from = 0;
        base::Millis until = 0; // exclusive
    };
    std::string expectation; // "hour", "day", "snapshot", "" when nothing is expected
    std::int64_t expected = 0;
    std::int64_t delivered = 0;
    std::vector<Interval> missing; // merged, in order
    base::Millis longestSilence = 0;
    std::optional<base::Millis> observedFrom; // what period the evidence speaks about
    std::optional<base::Millis> observedTo;
    bool complete() const { return expected > 0 && missing.empty(); }
};

// The answer of one check for one (source, environment, facet).
struct CheckOutcome {
    std::string check;
    std::string source;
    std::string environment;
    std::string facet;
    Outcome outcome = Outcome::NotRun;
    NoEvidence cause = NoEvidence::None;
    std::vector<Reason> reasons; // sorted, unique
    std::int64_t population = 0;
    std::int64_t exceptions = 0;
    std::int64_t repaired = 0; // exceptions that were put right inside the period
    Coverage coverage;
    bool verified = true; // our own leaves and roots recompute for everything it read
    std::string detail;   // machine words of an ERROR
};

} // namespace proofstead::model
