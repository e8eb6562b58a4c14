#include "store/VaultSecrets.h"

#include "seal/Aead.h"
#include "store/Statement.h"

namespace proofstead::store {

namespace {

seal::Secret wrappingKey(const VaultKey& key) {
    return seal::hkdf(key.master(), "vault secrets");
}

} // namespace

std::string keptSecret(const VaultKey& key, std::string_view name, base::Bytes secret) {
    if (key) return seal::wrapped(wrappingKey(key), name, secret);
    return {secret.begin(), secret.end()};
}

base::Result<std::string> secretFrom(const VaultKey& key, std::string_view name, base::Bytes kept) {
    if (!key) return std::string(kept.begin(), kept.end());
    const auto secret = seal::unwrapped(wrappingKey(key), name, kept);
    if (!secret) return base::fail("vault-damaged", std::string(name) + " does not open");
    return std::string(secret->text());
}

base::Status rewrapSecrets(sqlite3* handle, const VaultKey& from, const VaultKey& to) {
    for (const auto name : kSecretNames) {
        PS_TRY(auto row, Statement::prepare(handle, "SELECT value FROM meta WHERE name = ?"));
        row.bind(1, name);
        PS_TRY(const bool there, row.step());
        if (!there) continue;
        PS_TRY(auto secret, secretFrom(from, name, row.blob(0)));
        row.reset();
        const auto kept = keptSecret(to, name, base::asBytes(secret));
        seal::cleanse(secret);
        PS_TRY(auto change, Statement::prepare(handle, "UPDATE meta SET value = ? WHERE name = ?"));
        change.bindBlob(1, base::asBytes(kept));
        change.bind(2, name);
        PS_CHECK(change.run());
    }
    return {};
}

} // namespace proofstead::store
