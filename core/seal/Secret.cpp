#include "seal/Secret.h"

#include "seal/Digest.h"

#include <algorithm>
#include <openssl/crypto.h>
#include <sys/resource.h>
#include <utility>

namespace proofstead::seal {

namespace {

// A core dump would hold the keys in clear.
void leaveNoCore() {
    static const bool once = [] {
        const rlimit none{0, 0};
        return ::setrlimit(RLIMIT_CORE, &none) == 0;
    }();
    static_cast<void>(once);
}

} // namespace

Secret::Secret(std::size_t size) : m_bytes(std::make_unique<std::uint8_t[]>(size)), m_size(size) {
    leaveNoCore();
}

Secret::Secret(base::Bytes bytes) : Secret(bytes.size()) {
    std::copy(bytes.begin(), bytes.end(), m_bytes.get());
}

Secret Secret::random(std::size_t size) {
    Secret secret(size);
    fillRandom(secret.bytes());
    return secret;
}

Secret Secret::taken(std::string& text) {
    Secret secret(base::asBytes(text));
    cleanse(text);
    return secret;
}

Secret::~Secret() {
    cleanse(bytes());
}

Secret::Secret(Secret&& other) noexcept : m_bytes(std::move(other.m_bytes)), m_size(std::exchange(other.m_size, 0)) {}

Secret& Secret::operator=(Secret&& other) noexcept {
    std::swap(m_bytes, other.m_bytes);
    std::swap(m_size, other.m_size);
    return *this;
}

bool Secret::equals(base::Bytes other) const {
    return m_size == other.size() && CRYPTO_memcmp(m_bytes.get(), other.data(), m_size) == 0;
}

} // namespace proofstead::seal
