// Lists events for people: filters on time, actor, action, outcome and source, chosen columns, one row an event or one
// row an origin.
#pragma once

#include "base/Result.h"
#include "base/Time.h"
#include "model/Ids.h"
#include "store/Vault.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace proofstead::store {

struct EventQuery {
    std::optional<base::Millis> from, until;                 // from inclusive, until exclusive
    std::string actor, action, outcome, source, environment; // "" any; `*` and `?` in actor and action
    std::int64_t limit = 200;                                // -1 all
    bool newestFirst = false;
    bool perOrigin = false; // one row per origin, in the order of files and records
};

// Every column that listEvents() knows; the last ones come from the origin.
const std::vector<std::string>& eventColumnNames();

// Rows in time order (per origin: in file order). Error code "column-unknown".
base::Status listEvents(const Vault& vault, const EventQuery& query, const std::vector<std::string>& columns,
                        const std::function<bool(const std::vector<std::string>&)>& row);

// Events that the source itself names so.
base::Result<std::vector<model::RecordId>> recordsWithNativeId(const Vault& vault, const std::string& nativeId);

} // namespace proofstead::store
