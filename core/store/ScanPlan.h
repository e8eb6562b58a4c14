// Which conditions of a query the blocks can be asked about: SQLite offers them all, the scan takes what it can use and
// leaves every condition to be checked again.
#pragma once

#include "store/EventScan.h"

#include <span>
#include <sqlite3.h>

namespace proofstead::store {

// What a column of a scan stands for.
struct ScanColumn {
    enum class Kind : std::uint8_t { Other, Record, Source, Time, Day, Outcome, Flags, OfTerm };
    const char* name;
    Kind kind = Kind::Other;
    Term term = Term::Environment;
};

// xBestIndex: notes the usable conditions in idxStr and guesses what they leave.
int planScan(sqlite3_index_info* info, std::span<const ScanColumn> columns);

// xFilter: the wish behind the noted conditions; nullopt: nothing can fit.
base::Result<std::optional<EventWish>> wishFrom(EventBlocks& blocks, const char* plan,
                                                std::span<const ScanColumn> columns, int count, sqlite3_value** values);

} // namespace proofstead::store
