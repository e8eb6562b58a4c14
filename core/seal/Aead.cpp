#include "seal/Aead.h"

#include "seal/Library.h"

#include <climits>
#include <cstdio>
#include <cstdlib>
#include <openssl/evp.h>

namespace proofstead::seal {

namespace {

[[noreturn]] void giveUp() {
    std::fputs("The cryptographic library cannot encrypt; stopping here.\n", stderr);
    std::abort();
}

int sizeOf(Bytes bytes) {
    if (bytes.size() > INT_MAX) giveUp();
    return static_cast<int>(bytes.size());
}

} // namespace

void Aead::Free::operator()(evp_cipher_ctx_st* context) const {
    EVP_CIPHER_CTX_free(context); // wipes the key
}

Aead::Aead(const Secret& key) {
    startLibrary();
    m_seal.reset(EVP_CIPHER_CTX_new());
    m_open.reset(EVP_CIPHER_CTX_new());
    if (key.size() != kKeySize || !m_seal || !m_open ||
        EVP_EncryptInit_ex2(m_seal.get(), EVP_aes_256_gcm(), key.bytes().data(), nullptr, nullptr) != 1 ||
        EVP_DecryptInit_ex2(m_open.get(), EVP_aes_256_gcm(), key.bytes().data(), nullptr, nullptr) != 1)
        giveUp();
}

void Aead::seal(Bytes nonce, Bytes around, Bytes plain, std::uint8_t* out, std::uint8_t* tag) {
    int size = 0;
    auto* context = m_seal.get();
    if (nonce.size() != kNonceSize || EVP_EncryptInit_ex2(context, nullptr, nullptr, nonce.data(), nullptr) != 1 ||
        EVP_EncryptUpdate(context, nullptr, &size, around.data(), sizeOf(around)) != 1 ||
        EVP_EncryptUpdate(context, out, &size, plain.data(), sizeOf(plain)) != 1 ||
        EVP_EncryptFinal_ex(context, out + size, &size) != 1 ||
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, kTagSize, tag) != 1)
        giveUp();
}

bool Aead::open(Bytes nonce, Bytes around, Bytes sealed, const std::uint8_t* tag, std::uint8_t* out) {
    int size = 0;
    auto* context = m_open.get();
    const bool holds =
        nonce.size() == kNonceSize && EVP_DecryptInit_ex2(context, nullptr, nullptr, nonce.data(), nullptr) == 1 &&
        EVP_DecryptUpdate(context, nullptr, &size, around.data(), sizeOf(around)) == 1 &&
        EVP_DecryptUpdate(context, out, &size, sealed.data(), sizeOf(sealed)) == 1 &&
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, kTagSize, const_cast<std::uint8_t*>(tag)) == 1 &&
        EVP_DecryptFinal_ex(context, out + size, &size) == 1;
    if (!holds) cleanse({out, sealed.size()});
    return holds;
}

std::string wrapped(const Secret& key, std::string_view around, Bytes plain) {
    std::string bytes = randomBytes(kNonceSize);
    bytes.resize(kWrapSize + plain.size());
    auto* out = reinterpret_cast<std::uint8_t*>(bytes.data());
    Aead(key).seal({out, kNonceSize}, base::asBytes(around), plain, out + kNonceSize, out + kNonceSize + plain.size());
    return bytes;
}

std::optional<Secret> unwrapped(const Secret& key, std::string_view around, Bytes bytes) {
    if (bytes.size() < kWrapSize) return std::nullopt;
    Secret plain(bytes.size() - kWrapSize);
    const auto sealed = bytes.subspan(kNonceSize, plain.size());
    if (!Aead(key).open(bytes.first(kNonceSize), base::asBytes(around), sealed, sealed.data() + sealed.size(),
                        plain.bytes().data()))
        return std::nullopt;
    return plain;
}

Bytes Nonces::next() {
    if (m_used == m_bytes.size()) {
        fillRandom(m_bytes);
        m_used = 0;
    }
    m_used += kNonceSize;
    return {m_bytes.data() + m_used - kNonceSize, kNonceSize};
}

} // namespace proofstead::seal
