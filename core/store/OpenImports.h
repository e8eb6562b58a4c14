// What an import leaves behind until its files are closed.
#pragma once

#include "base/Result.h"
#include "store/Vault.h"

#include <cstdint>

namespace proofstead::store {

// Removes a file with everything that came of it; the caller holds the transaction.
base::Status deleteFile(sqlite3* handle, std::int64_t file);

// Removes the unclosed files of interrupted imports and ends those; returns how many files.
base::Result<std::int64_t> abandonOpenImports(Vault& vault);

} // namespace proofstead::store
