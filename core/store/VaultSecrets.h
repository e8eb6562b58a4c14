// Keys that lie in the vault itself: those that sign its log, mask, and sign its users' packs. All of them are in table
// `secret`, which no copy in clear has; in an encrypted vault each is wrapped once more, under a key of its own
// purpose.
#pragma once

#include "base/Result.h"
#include "base/Text.h"
#include "store/VaultKey.h"

#include <string>
#include <string_view>

struct sqlite3;

namespace proofstead::store {

class Vault;

// In the place of what was kept under that name.
base::Status keepSecret(Vault& vault, std::string_view name, base::Bytes secret);
// "" where there is none; the caller wipes it. Error code "vault-damaged" when it was not kept under this vault's key.
base::Result<std::string> secretOf(const Vault& vault, std::string_view name);

// For core/store: of a database that is no vault yet, or not one any more.
base::Status keepSecret(sqlite3* handle, const VaultKey& key, std::string_view name, base::Bytes secret);
base::Result<std::string> secretOf(sqlite3* handle, const VaultKey& key, std::string_view name);
// All of them under another key, in a database that was copied from a vault of `from`.
base::Status rewrapSecrets(sqlite3* handle, const VaultKey& from, const VaultKey& to);

} // namespace proofstead::store
