// Whether a vault's file is whole, as far as the file itself can tell; what lies in it is the business of core/trail.
#pragma once

#include "base/Result.h"

struct sqlite3;

namespace proofstead::store {

class Vault;

// Reads every page in use, so that each seal is tried. Error code "vault-damaged" and those of Statement.h.
base::Status checkDatabase(sqlite3* handle);

// Of an encrypted vault: both copies of its header, every page in use, nothing behind the last one. Error codes
// "vault-header-damaged" and "vault-damaged"; others say that it could not be looked at. Nothing is checked in a plain
// vault.
base::Status checkPages(const Vault& vault);

} // namespace proofstead::store
