// The header of an encrypted vault: who may open it. Two slots of 8 KiB before page 1, written in turn, so that a write
// that was cut off leaves the other one; the newest whole one counts.
//
// A slot: magic, format, cost of scrypt, generation, salt of names, number of holders; the holders; an HMAC under the
// vault's key; a SHA-256 of everything before it. Nothing in it is secret: names are digests, keys are sealed.
#pragma once

#include "base/Result.h"
#include "seal/Envelope.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proofstead::store {

inline constexpr std::size_t kSlotSize = 8192;
inline constexpr std::size_t kMostHolders = 32; // what a slot has room for
inline constexpr std::size_t kLongestName = 63; // bytes of a user's name

enum class HolderKind : std::uint8_t { User = 1, Recovery = 2 };

// Somebody who can open the vault. Passphrase and salt give (scrypt) the secret half of `publicKey`, for which the
// vault's key is sealed; so the vault's key can change without anybody's passphrase.
struct KeyHolder {
    HolderKind kind = HolderKind::User;
    std::string tag;  // 16 bytes: digest of the salted name
    std::string salt; // 16 bytes, of scrypt
    seal::PublicKey publicKey{};
    std::string sealedKey; // envelope of the master key
    std::string name;      // wrapped under a key of the vault, all of one length
};

struct VaultHeader {
    std::uint64_t generation = 0;
    std::string nameSalt; // 16 bytes
    seal::ScryptCost cost;
    std::vector<KeyHolder> holders; // at most kMostHolders

    std::string tagOf(std::string_view name) const;
    KeyHolder* user(std::string_view name); // nullptr: nobody of that name
    KeyHolder* recovery();                  // nullptr: there is no recovery key
    std::size_t users() const;
};

// Whether a file begins as encrypted vaults do, whatever came of the rest.
bool looksEncrypted(std::string_view header);

std::string encodeSlot(const VaultHeader& header, const seal::Secret& master);

// The newest whole slot of the header's bytes, and which of the two it is. Error code "vault-header-damaged".
struct FoundHeader {
    VaultHeader header;
    int slot = 0;
    std::string bytes; // of the slot
};
base::Result<FoundHeader> newestSlot(std::string_view bytes);
// Whether this slot was written by somebody who held the key.
bool isSignedBy(const FoundHeader& found, const seal::Secret& master);

} // namespace proofstead::store
