// SHA-256, the leaf hash of a record, random bytes and wiping: what every other file of this module and the evidence
// log build on. Most callers want sha256Hex() or leafHash().
//
// Nothing here returns an error: a machine whose library cannot compute SHA-256 or give random bytes must not go on
// sealing evidence, so the process ends with a message instead.
#pragma once

#include "base/Text.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace proofstead::seal {

using base::Bytes;
using Hash = std::array<std::uint8_t, 32>;

inline constexpr std::size_t kSaltSize = 16;

// Incremental SHA-256. finish() gives the digest of everything since the start (or since the last finish()) and leaves
// the object ready for the next message without allocating, so one object serves a million records. Movable; one
// object belongs to one thread at a time.
class Sha256 {
public:
    Sha256();
    void update(Bytes bytes);
    void update(std::string_view text) { update(base::asBytes(text)); }
    Hash finish();

    struct Free {
        void operator()(evp_md_ctx_st* context) const;
    };

private:
    std::unique_ptr<evp_md_ctx_st, Free> m_context;
    bool m_fresh = false;
};

Hash sha256(Bytes bytes);
std::string sha256Hex(Bytes bytes); // 64 lower-case hex digits
inline std::string sha256Hex(std::string_view text) {
    return sha256Hex(base::asBytes(text));
}

// SHA-256(0x00 || salt || record), the RFC 6962 section 2.1 leaf over salt and bytes. An entry of the evidence log has
// no salt: leafHash({}, entry).
Hash leafHash(Bytes salt, Bytes record);
// SHA-256(0x01 || left || right), the inner node of RFC 6962 section 2.1.
Hash nodeHash(const Hash& left, const Hash& right);

std::string toHex(const Hash& hash);                   // 64 lower-case digits
std::optional<Hash> hashFromHex(std::string_view hex); // exactly 64 lower-case digits

// Bytes from the operating system's generator by way of OpenSSL. Ask for many salts at once: a call costs about as much
// for 64 KiB as for 16 bytes.
void fillRandom(std::span<std::uint8_t> target);
std::string randomBytes(std::size_t count);

// Overwrites a secret; the compiler cannot drop the write.
void cleanse(std::span<std::uint8_t> secret);
void cleanse(std::string& secret); // and empties it

} // namespace proofstead::seal
