#include "seal/Digest.h"

#include "seal/Library.h"

#include <algorithm>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

namespace proofstead::seal {

namespace {

[[noreturn]] void giveUp(const char* what) {
    std::fprintf(stderr, "The cryptographic library cannot %s; stopping here.\n", what);
    std::abort();
}

// Fetched once for the process and never released: a fetch by name costs more than hashing a log record.
const EVP_MD* algorithm() {
    static const EVP_MD* const md = [] {
        startLibrary();
        return EVP_MD_fetch(nullptr, "SHA256", nullptr);
    }();
    if (!md) giveUp("compute SHA-256");
    return md;
}

Sha256& hasher() {
    thread_local Sha256 hasher;
    return hasher;
}

} // namespace

void Sha256::Free::operator()(evp_md_ctx_st* context) const {
    EVP_MD_CTX_free(context);
}

Sha256::Sha256() : m_context(EVP_MD_CTX_new()) {
    if (!m_context || EVP_DigestInit_ex2(m_context.get(), algorithm(), nullptr) != 1) giveUp("compute SHA-256");
    m_fresh = true;
}

void Sha256::update(Bytes bytes) {
    if (!m_fresh) {
        // No algorithm given: the context keeps the one it has, which skips the look-up and the allocation.
        if (EVP_DigestInit_ex2(m_context.get(), nullptr, nullptr) != 1) giveUp("compute SHA-256");
        m_fresh = true;
    }
    if (EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size()) != 1) giveUp("compute SHA-256");
}

Hash Sha256::finish() {
    if (!m_fresh) update(Bytes{});
    Hash hash;
    unsigned int size = 0;
    if (EVP_DigestFinal_ex(m_context.get(), hash.data(), &size) != 1 || size != hash.size()) giveUp("compute SHA-256");
    m_fresh = false;
    return hash;
}

Hash sha256(Bytes bytes) {
    hasher().update(bytes);
    return hasher().finish();
}

std::string sha256Hex(Bytes bytes) {
    return toHex(sha256(bytes));
}

Hash leafHash(Bytes salt, Bytes record) {
    Sha256& sha = hasher();
    if (salt.size() <= kSaltSize) {
        std::array<std::uint8_t, 1 + kSaltSize> head{};
        std::copy(salt.begin(), salt.end(), head.begin() + 1);
        sha.update(Bytes(head.data(), 1 + salt.size()));
    } else {
        const std::uint8_t prefix = 0;
        sha.update(Bytes(&prefix, 1));
        sha.update(salt);
    }
    sha.update(record);
    return sha.finish();
}

Hash nodeHash(const Hash& left, const Hash& right) {
    std::array<std::uint8_t, 65> node;
    node[0] = 1;
    std::copy(left.begin(), left.end(), node.begin() + 1);
    std::copy(right.begin(), right.end(), node.begin() + 33);
    return sha256(node);
}

std::string toHex(const Hash& hash) {
    return base::toHex(Bytes(hash));
}

std::optional<Hash> hashFromHex(std::string_view hex) {
    const auto bytes = hex.size() == 64 ? base::fromHex(hex) : std::nullopt;
    if (!bytes) return std::nullopt;
    Hash hash;
    std::copy(bytes->begin(), bytes->end(), hash.begin());
    return hash;
}

void fillRandom(std::span<std::uint8_t> target) {
    startLibrary();
    while (!target.empty()) {
        const auto piece = target.first(std::min<std::size_t>(target.size(), INT_MAX));
        if (RAND_bytes(piece.data(), static_cast<int>(piece.size())) != 1) giveUp("give random bytes");
        target = target.subspan(piece.size());
    }
}

std::string randomBytes(std::size_t count) {
    std::string bytes(count, '\0');
    fillRandom({reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size()});
    return bytes;
}

void cleanse(std::span<std::uint8_t> secret) {
    OPENSSL_cleanse(secret.data(), secret.size());
}

void cleanse(std::string& secret) {
    OPENSSL_cleanse(secret.data(), secret.size());
    secret.clear();
}

} // namespace proofstead::seal
