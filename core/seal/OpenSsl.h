// Owners of OpenSSL's objects, and the few conversions that several files of seal need. For seal's own files.
#pragma once

#include "seal/Digest.h"

#include <memory>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <string>
#include <string_view>

namespace proofstead::seal::ssl {

template <auto release>
struct Free {
    template <class T>
    void operator()(T* object) const {
        release(object);
    }
};
struct FreeStack {
    void operator()(STACK_OF(X509) * stack) const { sk_X509_pop_free(stack, X509_free); }
};

using X509Handle = std::unique_ptr<X509, Free<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;
using BigNumber = std::unique_ptr<BIGNUM, Free<BN_free>>;
using Bio = std::unique_ptr<BIO, Free<BIO_free_all>>;
using Store = std::unique_ptr<X509_STORE, Free<X509_STORE_free>>;
using StoreContext = std::unique_ptr<X509_STORE_CTX, Free<X509_STORE_CTX_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, Free<ECDSA_SIG_free>>;
using Stack = std::unique_ptr<STACK_OF(X509), FreeStack>;

// What an i2d function writes; "" when it fails.
template <class T, class Writer>
std::string encoded(T* object, Writer writer) {
    unsigned char* bytes = nullptr;
    const int size = writer(object, &bytes);
    std::string result(reinterpret_cast<const char*>(bytes), size > 0 ? static_cast<std::size_t>(size) : 0);
    OPENSSL_free(bytes);
    return result;
}

// A certificate that uses up all bytes and gives them again when written; nullptr otherwise.
X509Handle certificate(std::string_view der);
// The signature with the lower of the two possible values of s, in DER.
std::string lowerForm(const ECDSA_SIG& signature);

} // namespace proofstead::seal::ssl
