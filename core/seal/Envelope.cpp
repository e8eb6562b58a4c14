#include "seal/Envelope.h"

#include "seal/Library.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <openssl/evp.h>

namespace proofstead::seal {

namespace {

struct FreeKey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};
using KeyHandle = std::unique_ptr<EVP_PKEY, FreeKey>;

[[noreturn]] void giveUp() {
    std::fputs("The cryptographic library cannot seal a key; stopping here.\n", stderr);
    std::abort();
}

KeyHandle privateKey(const Secret& secret) {
    startLibrary();
    KeyHandle key(EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, secret.bytes().data(), secret.bytes().size()));
    if (!key) giveUp();
    return key;
}

PublicKey publicHalf(const KeyHandle& key) {
    PublicKey half{};
    std::size_t size = half.size();
    if (EVP_PKEY_get_raw_public_key(key.get(), half.data(), &size) != 1 || size != half.size()) giveUp();
    return half;
}

// The key that both sides come to; nothing when the other's is of low order.
std::optional<Secret> agreed(const KeyHandle& mine, const PublicKey& other, std::string_view purpose,
                             const PublicKey& ephemeral, const PublicKey& recipient) {
    const KeyHandle theirs(EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nullptr, other.data(), other.size()));
    const std::unique_ptr<EVP_PKEY_CTX, FreeKey> context(EVP_PKEY_CTX_new(mine.get(), nullptr));
    Secret shared(kKeySize);
    std::size_t size = shared.size();
    if (!theirs || !context || EVP_PKEY_derive_init(context.get()) != 1 ||
        EVP_PKEY_derive_set_peer(context.get(), theirs.get()) != 1 ||
        EVP_PKEY_derive(context.get(), shared.bytes().data(), &size) != 1 || size != shared.size())
        return std::nullopt;
    std::array<std::uint8_t, 2 * kKeySize> both{};
    std::copy(recipient.begin(), recipient.end(), std::copy(ephemeral.begin(), ephemeral.end(), both.begin()));
    return hkdf(shared, purpose, both);
}

// The key serves once.
constexpr std::array<std::uint8_t, kNonceSize> kOnlyNonce{};

} // namespace

PublicKey envelopeKey(const Secret& secret) {
    return publicHalf(privateKey(secret));
}

std::string sealFor(const PublicKey& recipient, std::string_view purpose, Bytes plain) {
    const auto mine = privateKey(Secret::random(kKeySize));
    const auto ephemeral = publicHalf(mine);
    const auto key = agreed(mine, recipient, purpose, ephemeral, recipient);
    if (!key) giveUp();
    std::string envelope(ephemeral.begin(), ephemeral.end());
    envelope.resize(kEnvelopeSize + plain.size());
    auto* out = reinterpret_cast<std::uint8_t*>(envelope.data()) + kKeySize;
    Aead(*key).seal(kOnlyNonce, base::asBytes(purpose), plain, out, out + plain.size());
    return envelope;
}

std::optional<Secret> openEnvelope(const Secret& secret, std::string_view purpose, Bytes envelope) {
    if (envelope.size() < kEnvelopeSize) return std::nullopt;
    const auto mine = privateKey(secret);
    PublicKey ephemeral{};
    std::copy_n(envelope.begin(), ephemeral.size(), ephemeral.begin());
    const auto key = agreed(mine, ephemeral, purpose, ephemeral, publicHalf(mine));
    if (!key) return std::nullopt;
    Secret plain(envelope.size() - kEnvelopeSize);
    const auto sealed = envelope.subspan(kKeySize, plain.size());
    if (!Aead(*key).open(kOnlyNonce, base::asBytes(purpose), sealed, sealed.data() + sealed.size(),
                         plain.bytes().data()))
        return std::nullopt;
    return plain;
}

} // namespace proofstead::seal
