// The key of an encrypted vault, as somebody opened it with passphrase, key file or recovery key. Copies share it; it
// is wiped with the last of them. Most callers want unlock(), then Vault::open().
//
// Whoever can open a vault holds its key: what users may do binds the program, not the bytes (DECISIONS: roles).
#pragma once

#include "base/Result.h"
#include "seal/Kdf.h"

#include <memory>
#include <string>

namespace proofstead::store {

struct FileKeys;

// Who somebody says to be, and the proof: a passphrase, the bytes of a key file, or a recovery key in its letters.
struct Credentials {
    std::string user;
    seal::Secret secret;
};

// What a new vault is locked with. The cost is what tests lower; no command does.
struct NewLock {
    Credentials first;
    seal::ScryptCost cost = {};
};

class VaultKey {
public:
    VaultKey() = default; // none: of a plain vault
    VaultKey(seal::Secret master, std::string user, bool byRecovery);

    explicit operator bool() const { return m_keys != nullptr; }
    const std::string& user() const; // the name in the vault; "" none, or opened with the recovery key
    bool byRecovery() const;

    // For core/store itself.
    const seal::Secret& master() const;
    std::shared_ptr<const FileKeys> files() const; // nullptr: plain

private:
    struct Keys;
    std::shared_ptr<const Keys> m_keys;
};

inline constexpr std::size_t kShortestPassphrase = 12; // bytes; whoever has the file may guess as long as they like

// Whether a file is an encrypted vault; false for whatever else it is. Error codes as base::fileError.
base::Result<bool> isEncrypted(const std::string& path);

// Takes as long for a wrong name as for a wrong passphrase, and says no more: error code "passphrase-wrong". Others:
// "vault-not-encrypted", "vault-header-damaged". Where there is one user, any name will do.
base::Result<VaultKey> unlock(const std::string& path, const Credentials& credentials);

} // namespace proofstead::store
