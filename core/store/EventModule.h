// Makes the blocks of a vault readable in SQL: two tables of the connection, event_scan (one row an event) and
// usage_scan (what each identity did, day by day), on which the published views stand. Rows of open files are not
// shown.
#pragma once

#include "base/Result.h"
#include "model/Ids.h"

struct sqlite3;

namespace proofstead::store {

// The names of these tables; a check may not name them.
inline constexpr const char* kScanTables[] = {"event_scan", "usage_scan"};

class EventModule {
public:
    // Registers both with a connection, which owns the module. `asOf`: log position to look from, -1 the newest.
    static base::Result<const EventModule*> add(sqlite3* handle, model::LogSeq asOf);
    // Is the module itself reading? What it reads then is not what a check asked for.
    virtual bool isReading() const = 0;

protected:
    EventModule() = default;
    ~EventModule() = default;
};

} // namespace proofstead::store
