// The published views: what checks may read, and what resources/README.md documents column by column. They are
// temporary views of each connection, so that the tables beneath may change.
#pragma once

#include "base/Result.h"
#include "model/Ids.h"
#include "store/EventModule.h"
#include "store/Vault.h"

#include <string>
#include <string_view>
#include <vector>

struct sqlite3;

namespace proofstead::store {

// Registers the named helpers (matches_glob, matches_glob_nocase, ip_in, contains_text, list_has) and as_of_seq(), and
// creates the views. `asOf`: log position whose imports are seen; -1 all. Hands out the module behind the events.
base::Result<const EventModule*> publishViews(sqlite3* handle, const std::vector<RegisterShape>& registers,
                                              model::LogSeq asOf);

// The same on the vault's own connection, once.
base::Status ensureViews(const Vault& vault);

// Names of all published views for these registers, sorted.
std::vector<std::string> publishedViewNames(const std::vector<RegisterShape>& registers);

// "processing-activity" -> "register_processing_activity"
std::string registerViewName(std::string_view registerName);

} // namespace proofstead::store
