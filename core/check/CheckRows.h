// The rows that a check's two statements return, grouped by (source, environment, facet).
#pragma once

#include "base/Result.h"
#include "model/Check.h"
#include "model/Scope.h"
#include "store/CheckConnection.h"

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace proofstead::check {

using GroupKey = std::tuple<std::string, std::string, std::string>; // source, environment, facet

struct Group {
    std::int64_t population = 0;
    std::int64_t repaired = 0;
    std::vector<model::Finding> findings;
};

using Groups = std::map<GroupKey, Group>;

// The period's times and the check's own parameters. Error code "parameter".
base::Result<store::SqlParameters> bindParameters(const model::CheckDefinition& check, const model::Period& period);

// Runs both statements. Columns are found by name (`repaired`, 0 or 1, is optional); a missing one is "check-columns",
// a facet that the check does not declare "facet-undeclared".
base::Result<Groups> readRows(store::CheckConnection& connection, const model::CheckDefinition& check,
                              const store::SqlParameters& parameters);

} // namespace proofstead::check
