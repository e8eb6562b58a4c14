#include "seal/Kdf.h"

#include "seal/Library.h"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <vector>

namespace proofstead::seal {

namespace {

struct FreeKdf {
    void operator()(EVP_KDF* kdf) const { EVP_KDF_free(kdf); }
    void operator()(EVP_KDF_CTX* context) const { EVP_KDF_CTX_free(context); }
};

[[noreturn]] void giveUp() {
    std::fputs("The cryptographic library cannot derive a key; stopping here.\n", stderr);
    std::abort();
}

OSSL_PARAM octets(const char* name, Bytes bytes) {
    return OSSL_PARAM_construct_octet_string(name, const_cast<std::uint8_t*>(bytes.data()), bytes.size());
}

Secret derive(const char* name, std::vector<OSSL_PARAM> parameters) {
    startLibrary();
    parameters.push_back(OSSL_PARAM_construct_end());
    const std::unique_ptr<EVP_KDF, FreeKdf> kdf(EVP_KDF_fetch(nullptr, name, nullptr));
    const std::unique_ptr<EVP_KDF_CTX, FreeKdf> context(kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr);
    Secret key(kKeySize);
    if (!context || EVP_KDF_derive(context.get(), key.bytes().data(), key.size(), parameters.data()) != 1) giveUp();
    return key;
}

} // namespace

Secret scrypt(const Secret& passphrase, Bytes salt, const ScryptCost& cost) {
    std::uint64_t n = std::uint64_t{1} << cost.log2N;
    std::uint32_t r = static_cast<std::uint32_t>(cost.r), p = static_cast<std::uint32_t>(cost.p);
    std::uint64_t memory = 128 * n * r + (std::uint64_t{32} << 20);
    return derive("SCRYPT", {octets(OSSL_KDF_PARAM_PASSWORD, passphrase.bytes()), octets(OSSL_KDF_PARAM_SALT, salt),
                             OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &n),
                             OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &r),
                             OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &p),
                             OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &memory)});
}

Secret hkdf(const Secret& key, std::string_view purpose, Bytes salt) {
    std::string digest = "SHA256";
    std::vector<OSSL_PARAM> parameters{OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
                                       octets(OSSL_KDF_PARAM_KEY, key.bytes()),
                                       octets(OSSL_KDF_PARAM_INFO, base::asBytes(purpose))};
    if (!salt.empty()) parameters.push_back(octets(OSSL_KDF_PARAM_SALT, salt));
    return derive("HKDF", std::move(parameters));
}

Hash hmac(const Secret& key, Bytes message) {
    startLibrary();
    Hash mac{};
    unsigned int size = 0;
    if (!HMAC(EVP_sha256(), key.bytes().data(), static_cast<int>(key.size()), message.data(), message.size(),
              mac.data(), &size) ||
        size != mac.size())
        giveUp();
    return mac;
}

} // namespace proofstead::seal
