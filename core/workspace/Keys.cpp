// Who opens the vault, and copies of it: changed here and noted in the evidence log.

#include "store/KeyHolders.h"
#include "store/VaultCopy.h"
#include "trail/LogHead.h"
#include "workspace/Parts.h"

#include <filesystem>

namespace proofstead::workspace {

namespace {

base::Status note(store::Vault& vault, std::string_view kind, const std::string& actor, const base::Json& body) {
    return logged(vault, [&]() -> base::Status {
        PS_CHECK(vault.append(kind, actor, body));
        return {};
    });
}

} // namespace

base::Status Workspace::setPassphrase(const std::string& user, const seal::Secret& passphrase) {
    const auto& key = m_d->vault->key();
    if (key && !key.byRecovery() && user != key.user()) return base::fail("not-your-passphrase", user);
    PS_CHECK(store::setPassphrase(*m_d->vault, user, passphrase));
    return note(*m_d->vault, "passphrase-changed", m_d->options.actor, {{"user", user}});
}

base::Result<seal::Secret> Workspace::renewRecoveryKey() {
    PS_TRY(auto text, store::renewRecoveryKey(*m_d->vault));
    PS_CHECK(note(*m_d->vault, "recovery-key-renewed", m_d->options.actor, base::Json::object()));
    return text;
}

base::Result<store::VaultKey> Workspace::changeKey(const OpenOptions& options) {
    return store::changeKey(options.vaultPath, options.key, [&](store::Vault& vault) {
        return note(vault, "key-changed", actorOf(options), base::Json::object());
    });
}

base::Status Workspace::exportPlain(const std::string& out) {
    PS_CHECK(mayWrite(out, m_d->vault->path()));
    PS_CHECK(store::exportPlain(*m_d->vault, out));
    const auto name = std::filesystem::path(out).filename().string();
    return note(*m_d->vault, "vault-exported", m_d->options.actor, {{"file", name}, {"protection", "plain"}});
}

} // namespace proofstead::workspace
