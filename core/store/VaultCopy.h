// Whole copies of a vault: in clear for other tools, under a new key in its place. Every copy is read again before it
// counts, and a file that could not be finished is removed.
//
// Error codes besides those of Statement.h and Vault::open(): "file-exists", "vault-not-encrypted", "vault-being-read"
// (somebody else has it open), "vault-damaged" (the copy, or what was copied, does not hold).
#pragma once

#include "base/Result.h"
#include "store/VaultKey.h"

#include <functional>
#include <string>

namespace proofstead::store {

class Vault;

// A SQLite database that any tool reads, for its owner only. The keys that sign and mask stay out of it, so that it
// cannot go on as if it were the vault.
base::Status exportPlain(const Vault& vault, const std::string& out);

// Gives the vault a new key: writes it anew to "<path>.rekey", calls `note` with the new vault open for writing, and
// puts it in the place of the old one. Nobody else may have it open. What an older copy of the file opens with stays as
// it was.
base::Result<VaultKey> changeKey(const std::string& path, const VaultKey& key,
                                 const std::function<base::Status(Vault&)>& note);

} // namespace proofstead::store
