#include "store/KeyHolders.h"

#include "base/Text.h"
#include "store/CipherVfs.h"
#include "store/Statement.h"
#include "store/Vault.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <functional>
#include <sys/stat.h>
#include <unistd.h>

namespace proofstead::store {

namespace {

constexpr std::string_view kKeyPurpose = "vault key";
constexpr std::size_t kSaltSize = 16;

base::Status checkName(const std::string& user) {
    const auto isControl = [](unsigned char c) { return c < 0x20 || c == 0x7F; };
    if (user.empty() || user.size() > kLongestName || !base::isValidUtf8(user) || base::trim(user) != user ||
        std::any_of(user.begin(), user.end(), isControl))
        return base::fail("user-name-unusable", user);
    return {};
}

base::Status checkPassphrase(const seal::Secret& passphrase) {
    if (passphrase.size() < kShortestPassphrase) return base::fail("passphrase-short");
    return {};
}

// All of one length, so that it says nothing about the name.
std::string wrappedName(std::string_view name, std::string_view tag, const seal::Secret& master) {
    std::string padded(kLongestName + 1, '\0');
    padded[0] = static_cast<char>(name.size());
    std::copy(name.begin(), name.end(), padded.begin() + 1);
    return seal::wrapped(seal::hkdf(master, "vault names"), tag, base::asBytes(padded));
}

// Gives a holder a new secret of its own.
void lockWith(KeyHolder& holder, const seal::Secret& secret, const VaultHeader& header, const seal::Secret& master) {
    holder.salt = seal::randomBytes(kSaltSize);
    holder.publicKey = seal::envelopeKey(seal::scrypt(secret, base::asBytes(holder.salt), header.cost));
    holder.sealedKey = seal::sealFor(holder.publicKey, kKeyPurpose, master.bytes());
}

KeyHolder newHolder(HolderKind kind, std::string_view name, const seal::Secret& secret, const VaultHeader& header,
                    const seal::Secret& master) {
    KeyHolder holder;
    holder.kind = kind;
    holder.tag = header.tagOf(name);
    holder.name = wrappedName(name, holder.tag, master);
    lockWith(holder, secret, header, master);
    return holder;
}

base::Result<FoundHeader> headerOf(const Vault& vault) {
    if (!vault.key()) return base::fail("vault-not-encrypted", "", vault.path());
    PS_TRY(const auto bytes, readHeader(vault.path()));
    auto found = newestSlot(bytes);
    if (found && !isSignedBy(*found, vault.key().master())) found = base::fail("vault-header-damaged");
    if (!found) return base::climb(std::move(found.error()), vault.path());
    return found;
}

using Change = std::function<base::Status(VaultHeader&)>;

// Into the older slot first; then over the newer, which else would go on opening what it opened before.
base::Status changeHeader(Vault& vault, const Change& change) {
    PS_TRY(auto found, headerOf(vault));
    PS_CHECK(change(found.header));
    for (int slot : {1 - found.slot, found.slot}) {
        ++found.header.generation;
        const int code = writeSlot(vault.handle(), slot, encodeSlot(found.header, vault.key().master()));
        if (code != SQLITE_OK) return tl::unexpected<base::Error>(sqliteError(nullptr, code, vault.path()));
    }
    return {};
}

} // namespace

base::Result<VaultKey> createLocked(const std::string& path, const NewLock& lock) {
    PS_CHECK(checkName(lock.first.user));
    PS_CHECK(checkPassphrase(lock.first.secret));
    auto master = seal::Secret::random(seal::kKeySize);
    VaultHeader header;
    header.nameSalt = seal::randomBytes(kSaltSize);
    header.cost = lock.cost;
    header.holders.push_back(newHolder(HolderKind::User, lock.first.user, lock.first.secret, header, master));
    PS_CHECK(writeNewFile(path, headerBytes(header, master)));
    return VaultKey(std::move(master), lock.first.user, false);
}

std::vector<std::string> userNames(const VaultHeader& header, const seal::Secret& master) {
    std::vector<std::string> names;
    for (const auto& holder : header.holders)
        if (holder.kind == HolderKind::User) names.push_back(nameOf(holder, master));
    std::sort(names.begin(), names.end());
    return names;
}

base::Result<std::vector<std::string>> userNames(const Vault& vault) {
    PS_TRY(const auto found, headerOf(vault));
    return userNames(found.header, vault.key().master());
}

base::Result<bool> hasRecoveryKey(const Vault& vault) {
    PS_TRY(auto found, headerOf(vault));
    return found.header.recovery() != nullptr;
}

base::Status addUser(Vault& vault, const std::string& user, const seal::Secret& passphrase) {
    PS_CHECK(checkName(user));
    PS_CHECK(checkPassphrase(passphrase));
    return changeHeader(vault, [&](VaultHeader& header) -> base::Status {
        if (header.user(user)) return base::fail("user-exists", user);
        if (header.holders.size() + (header.recovery() ? 0 : 1) >= kMostHolders) return base::fail("users-too-many");
        header.holders.push_back(newHolder(HolderKind::User, user, passphrase, header, vault.key().master()));
        return {};
    });
}

base::Status setPassphrase(Vault& vault, const std::string& user, const seal::Secret& passphrase) {
    PS_CHECK(checkPassphrase(passphrase));
    return changeHeader(vault, [&](VaultHeader& header) -> base::Status {
        auto* holder = header.user(user);
        if (!holder) return base::fail("user-unknown", user);
        lockWith(*holder, passphrase, header, vault.key().master());
        return {};
    });
}

base::Status removeUser(Vault& vault, const std::string& user) {
    return changeHeader(vault, [&](VaultHeader& header) -> base::Status {
        const auto* holder = header.user(user);
        if (!holder) return base::fail("user-unknown", user);
        header.holders.erase(header.holders.begin() + (holder - header.holders.data()));
        return {};
    });
}

base::Result<seal::Secret> renewRecoveryKey(Vault& vault) {
    auto recovery = seal::newRecoveryKey();
    PS_CHECK(changeHeader(vault, [&](VaultHeader& header) -> base::Status {
        if (auto* holder = header.recovery())
            lockWith(*holder, recovery.bits, header, vault.key().master());
        else
            header.holders.push_back(newHolder(HolderKind::Recovery, {}, recovery.bits, header, vault.key().master()));
        return {};
    }));
    return std::move(recovery.text);
}

std::optional<seal::Secret> openKey(const KeyHolder& holder, const seal::Secret& secret) {
    return seal::openEnvelope(secret, kKeyPurpose, base::asBytes(holder.sealedKey));
}

std::string nameOf(const KeyHolder& holder, const seal::Secret& master) {
    const auto padded = seal::unwrapped(seal::hkdf(master, "vault names"), holder.tag, base::asBytes(holder.name));
    if (!padded) return {};
    const auto text = padded->text();
    return std::string(text.substr(1, static_cast<unsigned char>(text[0])));
}

VaultHeader resealed(const VaultHeader& header, const seal::Secret& from, const seal::Secret& to) {
    auto changed = header;
    for (auto& holder : changed.holders) {
        holder.name = wrappedName(nameOf(holder, from), holder.tag, to);
        holder.sealedKey = seal::sealFor(holder.publicKey, kKeyPurpose, to.bytes());
    }
    return changed;
}

base::Status writeNewFile(const std::string& path, const std::string& bytes) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return tl::unexpected<base::Error>(base::fileError(errno, path));
    errno = 0;
    const bool done =
        ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && ::fsync(file) == 0;
    const int reason = errno ? errno : ENOSPC;
    ::close(file);
    if (done) return {};
    ::unlink(path.c_str());
    return tl::unexpected<base::Error>(base::fileError(reason, path));
}

std::string headerBytes(VaultHeader header, const seal::Secret& master) {
    std::string bytes;
    for (int slot = 0; slot < 2; ++slot) {
        ++header.generation;
        bytes += encodeSlot(header, master);
    }
    return bytes;
}

} // namespace proofstead::store
