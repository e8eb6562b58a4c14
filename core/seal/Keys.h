// The log key: Ed25519 (RFC 8032), one per vault, signing checkpoints. Most callers want LogKey::generate(),
// LogKey::sign() and VerifierKey.
//
// Error codes: "bad-key" (wrong length, not a key, or text that is not a verifier key in its one canonical form).
#pragma once

#include "base/Result.h"
#include "seal/Digest.h"

#include <string>
#include <string_view>

namespace proofstead::seal {

using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

class LogKey {
public:
    static LogKey generate();
    // From the 32 secret bytes as privateBytes() gave them.
    static base::Result<LogKey> fromPrivateBytes(Bytes secret);

    ~LogKey();
    LogKey(LogKey&&) noexcept = default;
    LogKey& operator=(LogKey&&) noexcept = default;
    LogKey(const LogKey&) = default;
    LogKey& operator=(const LogKey&) = default;

    // The 32 secret bytes; the caller wipes them (seal::cleanse) after wrapping or storing them.
    std::string privateBytes() const;
    const PublicKey& publicKey() const { return m_public; }
    Signature sign(Bytes message) const;

private:
    LogKey() = default;
    std::array<std::uint8_t, 32> m_secret{};
    PublicKey m_public{};
};

bool verifySignature(const PublicKey& key, Bytes message, const Signature& signature);

// Name and public key of a signer, written "name+hash+base64(0x01 || public key)" as C2SP signed notes write it.
struct VerifierKey {
    std::string name; // "proofstead/<uuid>"; never empty, no white space, no '+'
    PublicKey key{};

    // First four bytes of SHA-256(name || 0x0A || 0x01 || public key), which signature lines carry.
    std::array<std::uint8_t, 4> keyHash() const;
    std::string toString() const;
    static base::Result<VerifierKey> parse(std::string_view text);
    bool operator==(const VerifierKey&) const = default;
};

// May a signed note name its signer so: valid UTF-8, not empty, no white space or control character, no '+'.
bool isSignerName(std::string_view name);

} // namespace proofstead::seal
