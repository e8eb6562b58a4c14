// The named helpers that checks may call beside the SQL that SQLite and PostgreSQL share (resources/README.md).
#pragma once

#include "base/Result.h"
#include "model/Ids.h"

#include <string_view>

struct sqlite3;

namespace proofstead::store {

base::Status registerFunctions(sqlite3* handle, model::LogSeq asOf);

// Is the address inside the block ("10.0.0.0/8", "2001:db8::/32", or a bare address)? false for anything unreadable.
bool addressInBlock(std::string_view address, std::string_view block);
// Is `item` one of the items of a ';' or ',' list or of a JSON array of strings? White space around items is ignored.
bool listHas(std::string_view list, std::string_view item);

} // namespace proofstead::store
