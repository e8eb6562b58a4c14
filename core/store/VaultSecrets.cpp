#include "store/VaultSecrets.h"

#include "seal/Aead.h"
#include "seal/Digest.h"
#include "store/Statement.h"
#include "store/Vault.h"

#include <vector>

namespace proofstead::store {

namespace {

seal::Secret wrappingKey(const VaultKey& key) {
    return seal::hkdf(key.master(), "vault secrets");
}

} // namespace

base::Status keepSecret(sqlite3* handle, const VaultKey& key, std::string_view name, base::Bytes secret) {
    PS_TRY(auto statement, Statement::prepare(handle, "INSERT INTO secret(name, value) VALUES(?, ?) "
                                                      "ON CONFLICT(name) DO UPDATE SET value = excluded.value"));
    const auto wrapped = key ? seal::wrapped(wrappingKey(key), name, secret) : std::string();
    statement.bind(1, name);
    statement.bindBlob(2, key ? base::asBytes(wrapped) : secret);
    return statement.run();
}

base::Result<std::string> secretOf(sqlite3* handle, const VaultKey& key, std::string_view name) {
    PS_TRY(auto statement, Statement::prepare(handle, "SELECT value FROM secret WHERE name = ?"));
    statement.bind(1, name);
    PS_TRY(const bool there, statement.step());
    if (!there) return std::string();
    const auto kept = statement.blob(0);
    if (!key) return std::string(kept.begin(), kept.end());
    const auto secret = seal::unwrapped(wrappingKey(key), name, kept);
    if (!secret) return base::fail("vault-damaged", std::string(name) + " does not open");
    return std::string(secret->text());
}

base::Status keepSecret(Vault& vault, std::string_view name, base::Bytes secret) {
    return keepSecret(vault.handle(), vault.key(), name, secret);
}

base::Result<std::string> secretOf(const Vault& vault, std::string_view name) {
    return secretOf(vault.handle(), vault.key(), name);
}

base::Status rewrapSecrets(sqlite3* handle, const VaultKey& from, const VaultKey& to) {
    std::vector<std::string> names;
    PS_TRY(auto list, Statement::prepare(handle, "SELECT name FROM secret"));
    for (;;) {
        PS_TRY(const bool row, list.step());
        if (!row) break;
        names.push_back(list.string(0));
    }
    for (const auto& name : names) {
        PS_TRY(auto secret, secretOf(handle, from, name));
        const auto kept = keepSecret(handle, to, name, base::asBytes(secret));
        seal::cleanse(secret);
        PS_CHECK(kept);
    }
    return {};
}

} // namespace proofstead::store
