#include "seal/RsaSignature.h"

#include <climits>
#include <memory>
#include <openssl/err.h>
#include <openssl/evp.h>

namespace proofstead::seal {

bool verifyRsaSha256(base::Bytes publicKey, base::Bytes message, base::Bytes signature) {
    if (publicKey.size() > LONG_MAX) return false;
    const unsigned char* next = publicKey.data();
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
        d2i_PublicKey(EVP_PKEY_RSA, nullptr, &next, static_cast<long>(publicKey.size())), &EVP_PKEY_free);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    const bool whole = key && next == publicKey.data() + publicKey.size();
    const bool sound =
        whole && context && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
        EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
    ERR_clear_error();
    return sound;
}

} // namespace proofstead::seal
