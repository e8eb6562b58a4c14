// Keys that lie in the vault itself: the one that signs its log and the one that masks. In an encrypted vault each is
// wrapped once more, under a key of its own purpose, so that a copy in clear does not hand them out.
#pragma once

#include "base/Result.h"
#include "base/Text.h"
#include "store/VaultKey.h"

#include <string>
#include <string_view>

struct sqlite3;

namespace proofstead::store {

inline constexpr std::string_view kSecretNames[] = {"log_private_key", "masking_key"}; // rows of table meta

// As it is kept; in a plain vault that is as it is.
std::string keptSecret(const VaultKey& key, std::string_view name, base::Bytes secret);
// Error code "vault-damaged" when it was not kept under this key.
base::Result<std::string> secretFrom(const VaultKey& key, std::string_view name, base::Bytes kept);
// Under another key, in a database that was copied from a vault of `from`.
base::Status rewrapSecrets(sqlite3* handle, const VaultKey& from, const VaultKey& to);

} // namespace proofstead::store
