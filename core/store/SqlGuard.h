// Looks at a check's SQL before it is prepared: what the authorizer of SQLite cannot tell.
#pragma once

#include "base/Result.h"

#include <string>
#include <string_view>
#include <vector>

namespace proofstead::store {

// Refuses a common table expression that bears the name of a published view: SQLite reports reads inside it under that
// name, so that it could reach any table. Error code "sql-refused".
base::Status refuseShadowedViews(std::string_view sql, const std::vector<std::string>& views);

// Refuses what is no SELECT, several statements, names qualified with the schema, which tell the tables beneath a view
// from those that a check names, and a table named outright. Error code "sql-refused".
base::Status refuseTables(std::string_view sql, const std::vector<std::string>& tables);

// Whether a function of SQLite may answer otherwise the next time: it asks the clock, chance, the connection or the
// release of SQLite. A check that called one could not be replayed.
bool answersDiffer(std::string_view function);

} // namespace proofstead::store
