// Runs checks over the published views for one scope and period: findings, populations, coverage and one outcome for
// each declared (source, environment) and facet. Most callers want CheckRunner::open(), then runAll().
//
// Error codes: "cancelled"; whatever store::CheckConnection::rows returns while the sources are looked at. A check's
// own SQL that is refused, fails or runs out of time is no error of the run: that check's outcomes are ERROR, with the
// machine's words in `detail` (codes "sql-refused", "sql-error", "time-budget", "check-columns", "facet-undeclared",
// "parameter").
#pragma once

#include "base/Result.h"
#include "check/CheckRows.h"
#include "check/SourceStates.h"
#include "model/Check.h"
#include "model/Scope.h"
#include "store/CheckConnection.h"

#include <functional>
#include <string>
#include <vector>

namespace proofstead::check {

struct CheckResult {
    std::vector<model::CheckOutcome> outcomes; // sorted by check, source, environment, facet
    std::vector<model::Finding> findings;      // sorted likewise, then by time, subject and record
};

class CheckRunner {
public:
    // The connection must outlive the runner. Reads the state of every declared source.
    static base::Result<CheckRunner> open(store::CheckConnection& connection, const model::Scope& scope,
                                          const model::Period& period);

    base::Result<CheckResult> run(const model::CheckDefinition& check);
    // `started` is called before each check (position from 0); it may be empty.
    base::Result<CheckResult> runAll(const std::vector<model::CheckDefinition>& checks,
                                     const std::function<void(std::size_t, const std::string&)>& started = {});

private:
    CheckRunner(store::CheckConnection& connection, const model::Period& period, SourceStates states)
        : m_connection(&connection), m_period(period), m_states(std::move(states)) {}

    base::Result<Groups> rowsOf(const model::CheckDefinition& check);

    store::CheckConnection* m_connection;
    model::Period m_period;
    SourceStates m_states;
};

} // namespace proofstead::check
