// A certificate authority in memory, with a signer and a time-stamp service below it: for tests that need what people
// usually buy. Made of OpenSSL's own calls, so that it shares nothing with what it tests.
#pragma once

#include "seal/Certificate.h"

#include <memory>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/ts.h>
#include <openssl/x509v3.h>
#include <string>
#include <vector>

namespace proofstead::test {

struct FreePerson {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
};

// Somebody with a key and a certificate.
struct Person {
    std::unique_ptr<EVP_PKEY, FreePerson> key;
    std::unique_ptr<X509, FreePerson> certificate;

    std::string der() const {
        unsigned char* bytes = nullptr;
        const int size = i2d_X509(certificate.get(), &bytes);
        std::string result(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size));
        OPENSSL_free(bytes);
        return result;
    }
    seal::Certificate parsed() const { return *seal::Certificate::fromDer(der()); }
};

inline Person personOf(EVP_PKEY* key, const char* name, const std::vector<std::pair<int, const char*>>& extensions,
                       const Person* issuer, long serial, long days = 3650) {
    Person person;
    person.key.reset(key);
    person.certificate.reset(X509_new());
    X509* certificate = person.certificate.get();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate), days < 0 ? days * 86'400 * 2 : -86'400);
    X509_gmtime_adj(X509_getm_notAfter(certificate), days * 86'400);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
    X509* above = issuer ? issuer->certificate.get() : certificate;
    X509_set_issuer_name(certificate, X509_get_subject_name(above));
    X509_set_pubkey(certificate, key);
    X509V3_CTX context;
    X509V3_set_ctx(&context, above, certificate, nullptr, nullptr, 0);
    for (const auto& [nid, value] : extensions) {
        X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value);
        X509_add_ext(certificate, extension, -1);
        X509_EXTENSION_free(extension);
    }
    X509_sign(certificate, issuer ? issuer->key.get() : key, EVP_sha256());
    return person;
}

// Root above an intermediate above an officer; and a time-stamp service below the root.
struct People {
    Person root = personOf(EVP_EC_gen("P-256"), "Test Root", {{NID_basic_constraints, "critical,CA:TRUE"}}, nullptr, 1);
    Person middle =
        personOf(EVP_EC_gen("P-384"), "Test Middle", {{NID_basic_constraints, "critical,CA:TRUE"}}, &root, 2);
    Person officer =
        personOf(EVP_RSA_gen(2048), "Anna Meier", {{NID_key_usage, "critical,digitalSignature"}}, &middle, 3);
    Person clock = personOf(
        EVP_EC_gen("P-256"), "Test Clock",
        {{NID_key_usage, "critical,digitalSignature"}, {NID_ext_key_usage, "critical,timeStamping"}}, &root, 4);

    // A PKCS #12 file of the officer with the certificates above.
    std::string pkcs12(const char* passphrase, const Person* other = nullptr) const {
        const Person& one = other ? *other : officer;
        STACK_OF(X509)* above = sk_X509_new_null();
        sk_X509_push(above, root.certificate.get());
        sk_X509_push(above, middle.certificate.get());
        PKCS12* box =
            PKCS12_create(passphrase, "officer", one.key.get(), one.certificate.get(), above, 0, 0, 16, 16, 0);
        sk_X509_free(above);
        unsigned char* bytes = nullptr;
        const int size = i2d_PKCS12(box, &bytes);
        std::string result(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size));
        OPENSSL_free(bytes);
        PKCS12_free(box);
        return result;
    }

    // What a time-stamp service answers (RFC 3161). `withRoot`: the root is sent along.
    std::string stamp(const std::string& request, bool withRoot = true) const {
        TS_RESP_CTX* context = TS_RESP_CTX_new();
        TS_RESP_CTX_set_signer_cert(context, clock.certificate.get());
        TS_RESP_CTX_set_signer_key(context, clock.key.get());
        TS_RESP_CTX_set_signer_digest(context, EVP_sha256());
        TS_RESP_CTX_set_ess_cert_id_digest(context, EVP_sha256());
        TS_RESP_CTX_add_md(context, EVP_sha256());
        ASN1_OBJECT* policy = OBJ_txt2obj("1.3.6.1.4.1.99999.1", 1);
        TS_RESP_CTX_set_def_policy(context, policy);
        STACK_OF(X509)* above = sk_X509_new_null();
        if (withRoot) sk_X509_push(above, root.certificate.get());
        TS_RESP_CTX_set_certs(context, above);
        BIO* bio = BIO_new_mem_buf(request.data(), static_cast<int>(request.size()));
        TS_RESP* response = TS_RESP_create_response(context, bio);
        unsigned char* bytes = nullptr;
        const int size = i2d_TS_RESP(response, &bytes);
        std::string result(reinterpret_cast<char*>(bytes), size > 0 ? static_cast<std::size_t>(size) : 0);
        OPENSSL_free(bytes);
        TS_RESP_free(response);
        BIO_free(bio);
        sk_X509_free(above);
        ASN1_OBJECT_free(policy);
        TS_RESP_CTX_free(context);
        return result;
    }
};

} // namespace proofstead::test
