// A vault and what opens it; and the keys that a front end holds while its vaults are open.
#pragma once

#include "store/VaultKey.h"

#include <QString>

#include <map>
#include <mutex>

namespace proofstead::present {

struct VaultAt {
    VaultAt() = default;
    VaultAt(QString where, store::VaultKey opens = {}) : path(std::move(where)), key(std::move(opens)) {}
    QString path;
    store::VaultKey key; // none: a plain vault
};

// Threads of a front end share one. A key that is forgotten is wiped when the last work that uses it ends.
class Keyring {
public:
    store::VaultKey find(const QString& path) const {
        const std::lock_guard guard(m_lock);
        const auto key = m_keys.find(path);
        return key == m_keys.end() ? store::VaultKey() : key->second;
    }
    void keep(const QString& path, store::VaultKey key) {
        const std::lock_guard guard(m_lock);
        m_keys[path] = std::move(key);
    }
    void forget(const QString& path) {
        const std::lock_guard guard(m_lock);
        m_keys.erase(path);
    }

private:
    mutable std::mutex m_lock;
    std::map<QString, store::VaultKey> m_keys;
};

} // namespace proofstead::present
