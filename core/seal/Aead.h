// AES-256-GCM (NIST SP 800-38D): bytes that can neither be read nor changed without the key. Most callers want
// wrapped() and unwrapped(); the vault's files use seal() and open() on their pages.
//
// A nonce must never serve twice under one key. Random ones are safe for 2^32 messages of a key. Sealing ends the
// process when the library fails, as in Digest.h; opening says false when the bytes are not what was sealed.
#pragma once

#include "seal/Kdf.h"

#include <array>
#include <optional>

struct evp_cipher_ctx_st;

namespace proofstead::seal {

inline constexpr std::size_t kNonceSize = 12;
inline constexpr std::size_t kTagSize = 16;
inline constexpr std::size_t kWrapSize = kNonceSize + kTagSize; // what wrapped() adds

// One object belongs to one thread at a time. Input and output may be the same bytes.
class Aead {
public:
    explicit Aead(const Secret& key); // kKeySize bytes

    // Writes plain.size() bytes to `out` and kTagSize to `tag`.
    void seal(Bytes nonce, Bytes around, Bytes plain, std::uint8_t* out, std::uint8_t* tag);
    // false: not sealed with this key, nonce and surroundings; `out` is wiped then.
    [[nodiscard]] bool open(Bytes nonce, Bytes around, Bytes sealed, const std::uint8_t* tag, std::uint8_t* out);

    struct Free {
        void operator()(evp_cipher_ctx_st* context) const;
    };

private:
    std::unique_ptr<evp_cipher_ctx_st, Free> m_seal, m_open;
};

// nonce || sealed || tag, under a random nonce; `around` must be the same on both ways.
std::string wrapped(const Secret& key, std::string_view around, Bytes plain);
std::optional<Secret> unwrapped(const Secret& key, std::string_view around, Bytes bytes);

// Random nonces, fetched many at a time.
class Nonces {
public:
    Bytes next();

private:
    std::array<std::uint8_t, 256 * kNonceSize> m_bytes;
    std::size_t m_used = sizeof(m_bytes);
};

} // namespace proofstead::seal
