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

// Refuses what is no SELECT, and a table named outright after FROM, JOIN, a comma or a schema: SQLite asks no leave to
// count the rows of a table of which no column is used. Error code "sql-refused".
base::Status refuseTables(std::string_view sql, const std::vector<std::string>& tables);

} // namespace proofstead::store
