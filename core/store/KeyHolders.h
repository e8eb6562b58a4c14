// Who can open an encrypted vault, and changing that. What is changed is in both header slots when a function returns;
// cut off in the middle, either everything or nothing of it holds. Most callers want setPassphrase() and
// renewRecoveryKey().
//
// Error codes besides those of Statement.h: "vault-not-encrypted", "passphrase-short" (fewer than kShortestPassphrase
// bytes), "user-name-unusable", "user-unknown", "user-exists", "users-too-many".
#pragma once

#include "seal/RecoveryKey.h"
#include "store/VaultHeader.h"
#include "store/VaultKey.h"

#include <string>
#include <vector>

namespace proofstead::store {

class Vault;

// Writes the header of a new vault to a file that must not exist yet, readable by its owner only.
base::Result<VaultKey> createLocked(const std::string& path, const NewLock& lock);

std::vector<std::string> userNames(const VaultHeader& header, const seal::Secret& master);
base::Result<std::vector<std::string>> userNames(const Vault& vault); // sorted
base::Result<bool> hasRecoveryKey(const Vault& vault);

// These need a vault that is open for writing.
base::Status addUser(Vault& vault, const std::string& user, const seal::Secret& passphrase);
base::Status setPassphrase(Vault& vault, const std::string& user, const seal::Secret& passphrase);
// Whoever knows the vault's key still has it: change it, too (Rekey.h).
base::Status removeUser(Vault& vault, const std::string& user);
// A new one replaces the last; what it says is shown once and kept nowhere.
base::Result<seal::Secret> renewRecoveryKey(Vault& vault);

// What a holder's own secret and the vault's key open.
std::optional<seal::Secret> openKey(const KeyHolder& holder, const seal::Secret& secret);
std::string nameOf(const KeyHolder& holder, const seal::Secret& master); // "" when it was not wrapped under this key

// The same people under another key.
VaultHeader resealed(const VaultHeader& header, const seal::Secret& from, const seal::Secret& to);
// The header's two slots, as a new file begins; and that file, which must not exist yet, for its owner only.
std::string headerBytes(VaultHeader header, const seal::Secret& master);
base::Status writeNewFile(const std::string& path, const std::string& bytes);

} // namespace proofstead::store
