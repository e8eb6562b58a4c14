// What an import leaves behind until its files are closed, and the indexes that a large one builds at its end.
#pragma once

#include "base/Result.h"
#include "store/Vault.h"

#include <cstdint>

namespace proofstead::store {

// Removes a file with everything that came of it; the caller holds the transaction.
base::Status deleteFile(sqlite3* handle, std::int64_t file);

// Removes the unclosed files of interrupted imports and ends those; returns how many files. Missing indexes are built.
base::Result<std::int64_t> abandonOpenImports(Vault& vault);

// A first large import fills the indexes of the events faster in one go at its end than row by row.
base::Status dropEventIndexes(sqlite3* handle);
base::Status buildEventIndexes(sqlite3* handle); // those that are not there
base::Result<bool> holdsNoEvents(sqlite3* handle);

} // namespace proofstead::store
