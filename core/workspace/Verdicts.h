// From a record to the verdicts that rest on it: which controls of a run cite it, through which check or decision, what
// the check asked and of how much, and whether asking again gives the same. The other way, from the record to its bytes
// in a file, is Workspace::trail().
#pragma once

#include "base/Time.h"
#include "model/Check.h"
#include "model/Evidence.h"
#include "model/Run.h"

#include <cstdint>
#include <string>
#include <vector>

namespace proofstead::workspace {

// One control that cites the record.
struct CitingVerdict {
    std::string framework, control, citation;
    model::Status status = model::Status::NotEvaluable;
    std::string variant;
    std::vector<model::Reason> reasons;
    std::string check, facet;    // of the link whose findings name the record; "" where it is cited as a decision
    std::int64_t population = 0; // of that link
    std::int64_t exceptions = 0;
    std::string decision; // register key, where the record is a decision that counted
};

// A check some of whose findings name the record, as the run used it.
struct CitingCheck {
    model::CheckDefinition definition; // read from the bytes that the vault kept; only the id where it kept none
    std::string query;                 // the whole file: header, exceptions, population
    std::int64_t population = 0;       // over all sources and facets
    std::int64_t exceptions = 0;
    std::vector<model::Finding> findings; // those that name the record
};

struct CitingVerdicts {
    std::string run; // "" when nothing was assessed yet
    model::Period period;
    std::vector<CitingVerdict> verdicts; // in the order of the run
    std::vector<CitingCheck> checks;     // sorted by id
    // Computed again: "trail.run" (the run's content gives its id), "trail.query" (a check's kept bytes give the digest
    // that the run names) and "trail.asked-again" (the check, asked again at the run's log position, finds the record
    // among as many exceptions and as large a population).
    std::vector<model::TrailStep> steps;
    bool holds = true; // every step holds
};

} // namespace proofstead::workspace
