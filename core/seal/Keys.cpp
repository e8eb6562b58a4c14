#include "seal/Keys.h"

#include "seal/Library.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <openssl/evp.h>

namespace proofstead::seal {

namespace {

constexpr std::uint8_t kEd25519 = 1; // algorithm byte of C2SP signed notes

struct FreeKey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using KeyHandle = std::unique_ptr<EVP_PKEY, FreeKey>;

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

[[noreturn]] void giveUp() {
    std::fputs("The cryptographic library cannot sign; stopping here.\n", stderr);
    std::abort();
}

std::string markedKey(const PublicKey& key) {
    std::string marked(1, static_cast<char>(kEd25519));
    marked.append(key.begin(), key.end());
    return marked;
}

} // namespace

base::Result<LogKey> LogKey::fromPrivateBytes(Bytes secret) {
    LogKey key;
    if (secret.size() != key.m_secret.size()) return base::fail("bad-key", "a private key has 32 bytes");
    startLibrary();
    const KeyHandle handle(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, secret.data(), secret.size()));
    std::size_t size = key.m_public.size();
    if (!handle || EVP_PKEY_get_raw_public_key(handle.get(), key.m_public.data(), &size) != 1 || size != 32)
        return base::fail("bad-key", "not an Ed25519 private key");
    std::copy(secret.begin(), secret.end(), key.m_secret.begin());
    return key;
}

LogKey LogKey::generate() {
    std::array<std::uint8_t, 32> secret{};
    fillRandom(secret);
    auto key = fromPrivateBytes(secret);
    cleanse(std::span<std::uint8_t>(secret));
    if (!key) giveUp();
    return std::move(*key);
}

LogKey::~LogKey() {
    cleanse(std::span<std::uint8_t>(m_secret));
}

std::string LogKey::privateBytes() const {
    return {m_secret.begin(), m_secret.end()};
}

Signature LogKey::sign(Bytes message) const {
    const KeyHandle handle(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, m_secret.data(), m_secret.size()));
    const Context context(EVP_MD_CTX_new());
    Signature signature{};
    std::size_t size = signature.size();
    if (!handle || !context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, handle.get()) != 1 ||
        EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) != 1)
        giveUp();
    return signature;
}

bool verifySignature(const PublicKey& key, Bytes message, const Signature& signature) {
    startLibrary();
    const KeyHandle handle(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()));
    const Context context(EVP_MD_CTX_new());
    return handle && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, handle.get()) == 1 &&
           EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
}

std::array<std::uint8_t, 4> VerifierKey::keyHash() const {
    const Hash hash = sha256(base::asBytes(name + '\n' + markedKey(key)));
    return {hash[0], hash[1], hash[2], hash[3]};
}

std::string VerifierKey::toString() const {
    const auto hash = keyHash();
    return name + '+' + base::toHex(Bytes(hash)) + '+' + base::toBase64(base::asBytes(markedKey(key)));
}

base::Result<VerifierKey> VerifierKey::parse(std::string_view text) {
    const auto first = text.find('+');
    const auto second = first == std::string_view::npos ? first : text.find('+', first + 1);
    if (second == std::string_view::npos) return base::fail("bad-key", "not of the form name+hash+key");
    const auto bytes = base::fromBase64(text.substr(second + 1));
    if (!bytes || bytes->size() != 33 || bytes->front() != static_cast<char>(kEd25519))
        return base::fail("bad-key", "not an Ed25519 key");
    VerifierKey key;
    key.name = std::string(text.substr(0, first));
    std::copy(bytes->begin() + 1, bytes->end(), key.key.begin());
    if (!isSignerName(key.name)) return base::fail("bad-key", "not a signer's name");
    if (key.toString() != text) return base::fail("bad-key", "name, hash and key do not belong together");
    return key;
}

bool isSignerName(std::string_view name) {
    const auto allowed = [](unsigned char c) { return c > 0x20 && c != 0x7F && c != '+'; };
    return !name.empty() && base::isValidUtf8(name) && std::all_of(name.begin(), name.end(), allowed);
}

} // namespace proofstead::seal
