// From what was seen to an outcome: the one place that decides between PASS, FAIL, REVIEW, NO-EVIDENCE and ERROR.
// Pure, so that every rule is a row of a table-driven test.
#pragma once

#include "model/Check.h"
#include "model/Status.h"

#include <cstdint>
#include <string>
#include <vector>

namespace proofstead::check {

// What is known about one (check, source, environment, facet) before anything is decided.
struct OutcomeFacts {
    bool declared = true;         // false: the scope names none of the check's driving sources, or not for this period
    bool withheld = false;        // the organisation does not hand the driving source over
    bool imported = true;         // at least one readable file of the driving source
    bool linkageWithheld = false; // the same for what the check needs beside it
    bool linkageImported = true;
    bool sqlFailed = false;      // either statement was refused, failed or ran out of time
    bool stale = false;          // a snapshot is older than the check allows; linkage included
    bool coverageNeeded = false; // intervals are expected, or the test is of absence
    bool coverageComplete = true;
    bool unreadable = false; // records of the source were rejected at import
    bool idReused = false;   // remarks on the source's events
    bool undated = false;    // events without a time, which the rows of a period leave out
    bool clockSkew = false;
    bool digestNeeded = false;    // the check rests on the provider's own signatures
    bool digestAbsent = false;    // there are none, or they cannot be checked
    bool digestUncovered = false; // they do not speak about the whole period
    bool digestBroken = false;    // one does not fit, or their chain does not join
    bool otherContent = false;    // a file is not the one that was signed
    bool filesMissing = false;    // signed files of the period were not handed over
    bool aboutLogging = false;    // an exception means that recording was stopped or narrowed
    bool heuristic = false;
    std::int64_t tolerance = 0;
    std::int64_t population = 0;
    std::int64_t exceptions = 0;

    // Whether the rows of the check may be looked at.
    bool readable() const { return declared && !withheld && !linkageWithheld && imported && linkageImported; }
};

struct Derived {
    model::Outcome outcome = model::Outcome::NotRun;
    model::NoEvidence cause = model::NoEvidence::None;
    std::vector<model::Reason> reasons; // sorted, unique
};

// First rule that matches: not declared, withheld, not imported (driving source, then linkage), SQL error, more
// exceptions than tolerated (they stand however much else is missing), no signature to rest on, stale, gap, empty
// population, tolerated exceptions, pass.
Derived deriveOutcome(const OutcomeFacts& facts);

} // namespace proofstead::check
