#include "store/VaultKey.h"

#include "seal/RecoveryKey.h"
#include "store/CipherVfs.h"
#include "store/KeyHolders.h"

#include <algorithm>

namespace proofstead::store {

struct VaultKey::Keys {
    seal::Secret master;
    std::shared_ptr<const FileKeys> files;
    std::string user;
    bool byRecovery = false;
};

VaultKey::VaultKey(seal::Secret master, std::string user, bool byRecovery) {
    auto files = std::make_shared<const FileKeys>(master);
    m_keys = std::make_shared<const Keys>(Keys{std::move(master), std::move(files), std::move(user), byRecovery});
}

const std::string& VaultKey::user() const {
    static const std::string nobody;
    return m_keys ? m_keys->user : nobody;
}
bool VaultKey::byRecovery() const {
    return m_keys && m_keys->byRecovery;
}
const seal::Secret& VaultKey::master() const {
    return m_keys->master;
}
std::shared_ptr<const FileKeys> VaultKey::files() const {
    return m_keys ? m_keys->files : nullptr;
}

base::Result<bool> isEncrypted(const std::string& path) {
    PS_TRY(const auto bytes, readHeader(path));
    return looksEncrypted(bytes);
}

namespace {

// Whom the credentials may belong to; nullptr: nobody.
const KeyHolder* claimed(VaultHeader& header, const Credentials& credentials, bool recovering) {
    if (recovering) return header.recovery();
    if (const auto* named = header.user(credentials.user)) return named;
    const auto isUser = [](const KeyHolder& holder) { return holder.kind == HolderKind::User; };
    return header.users() == 1 ? &*std::find_if(header.holders.begin(), header.holders.end(), isUser) : nullptr;
}

} // namespace

base::Result<VaultKey> unlock(const std::string& path, const Credentials& credentials) {
    PS_TRY(const auto bytes, readHeader(path));
    if (!looksEncrypted(bytes)) return base::fail("vault-not-encrypted", "", path);
    auto found = newestSlot(bytes);
    if (!found) return base::climb(std::move(found.error()), path);
    const auto recovery = seal::readRecoveryKey(credentials.secret.text());
    const auto* holder = claimed(found->header, credentials, recovery.has_value());
    // Nobody of that name costs the same time.
    const std::string salt = holder ? holder->salt : found->header.nameSalt;
    const auto secret =
        seal::scrypt(recovery ? *recovery : credentials.secret, base::asBytes(salt), found->header.cost);
    if (!holder || seal::envelopeKey(secret) != holder->publicKey) return base::fail("passphrase-wrong", "", path);
    auto master = openKey(*holder, secret);
    if (!master || !isSignedBy(*found, *master)) return base::fail("vault-header-damaged", "", path);
    auto user = recovery ? std::string() : nameOf(*holder, *master);
    return VaultKey(std::move(*master), std::move(user), recovery.has_value());
}

} // namespace proofstead::store
