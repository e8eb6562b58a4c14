// The statements by which an import writes records, prepared once.
#pragma once

#include "base/Result.h"
#include "store/Statement.h"

struct sqlite3;

namespace proofstead::store {

struct ImportStatements {
    Statement segment, reject, document, registerRow, pointer;

    base::Status prepare(sqlite3* handle);
};

} // namespace proofstead::store
