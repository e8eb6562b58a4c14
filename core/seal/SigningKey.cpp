#include "seal/SigningKey.h"

#include "seal/Der.h"
#include "seal/Library.h"
#include "seal/OpenSsl.h"

#include <climits>
#include <cstdio>
#include <cstdlib>
#include <openssl/err.h>
#include <openssl/pkcs12.h>
#include <openssl/x509v3.h>

namespace proofstead::seal {

struct SigningKey::Key {
    ssl::Key handle;
};

namespace {

constexpr std::int64_t kYears = 10;
constexpr std::size_t kLongestName = 64; // upper bounds of X.520

using Pkcs12 = std::unique_ptr<PKCS12, ssl::Free<PKCS12_free>>;

[[noreturn]] void giveUp() {
    std::fputs("The cryptographic library cannot make a signature; stopping here.\n", stderr);
    std::abort();
}

void must(bool done) {
    if (!done) giveUp();
}

// At most 64 characters, never half a one.
std::string nameOf(std::string_view text) {
    return base::shorten(base::printable(base::trim(text)), kLongestName);
}

void addName(X509_NAME* name, const char* field, const std::string& text) {
    const std::string value = nameOf(text);
    if (value.empty()) return;
    must(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(value.data()),
                                    static_cast<int>(value.size()), -1, 0) == 1);
}

void addExtension(X509* certificate, int nid, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, ssl::Free<X509_EXTENSION_free>> extension(
        X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    must(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

void setSerial(X509* certificate) {
    std::string serial = randomBytes(16);
    serial[0] = static_cast<char>((serial[0] & 0x3F) | 0x40); // positive, and 16 bytes long
    const ssl::BigNumber number(BN_bin2bn(reinterpret_cast<const unsigned char*>(serial.data()), 16, nullptr));
    must(number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr);
}

std::string selfSigned(EVP_PKEY* key, const std::string& name, const std::string& organisation, const std::string& unit,
                       base::Millis now) {
    const ssl::X509Handle certificate(X509_new());
    must(certificate != nullptr);
    X509_set_version(certificate.get(), X509_VERSION_3);
    setSerial(certificate.get());
    const auto from = static_cast<time_t>(now / base::kSecond);
    const auto until = static_cast<time_t>(base::addMonths(now, 12 * kYears) / base::kSecond);
    must(ASN1_TIME_set(X509_getm_notBefore(certificate.get()), from) != nullptr);
    must(ASN1_TIME_set(X509_getm_notAfter(certificate.get()), until) != nullptr);
    X509_NAME* subject = X509_get_subject_name(certificate.get());
    addName(subject, "O", organisation);
    addName(subject, "OU", unit);
    addName(subject, "CN", name);
    must(X509_set_issuer_name(certificate.get(), subject) == 1 && X509_set_pubkey(certificate.get(), key) == 1);
    addExtension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE");
    addExtension(certificate.get(), NID_key_usage, "critical,digitalSignature,nonRepudiation");
    addExtension(certificate.get(), NID_subject_key_identifier, "hash");
    must(X509_sign(certificate.get(), key, EVP_sha256()) > 0);
    return ssl::encoded(certificate.get(), i2d_X509);
}

// The issuers that came along, ordered upwards from the certificate; a root ends the row and is left out.
std::vector<Certificate> issuersOf(const Certificate& certificate, const std::vector<Certificate>& found) {
    std::vector<Certificate> row;
    std::string wanted = certificate.issuerDer;
    for (std::size_t i = 0; i < found.size() && !certificate.selfSigned; ++i)
        for (const Certificate& one : found)
            if (one.subjectDer == wanted && !one.selfSigned) {
                wanted = one.issuerDer;
                row.push_back(one);
                break;
            }
    return row;
}

base::Status unopened() {
    const unsigned long error = ERR_peek_last_error();
    const bool locked = ERR_GET_LIB(error) == ERR_LIB_EVP || ERR_GET_REASON(error) == ERR_R_UNSUPPORTED;
    ERR_clear_error();
    return base::fail(locked ? "p12-unsupported" : "p12-malformed");
}

} // namespace

SigningKey::SigningKey(std::unique_ptr<Key> key, Certificate certificate)
    : m_key(std::move(key)), m_certificate(std::move(certificate)) {}
SigningKey::SigningKey(SigningKey&&) noexcept = default;
SigningKey& SigningKey::operator=(SigningKey&&) noexcept = default;
SigningKey::~SigningKey() = default;

base::Result<SigningKey> SigningKey::fromPkcs12(std::string_view file, const std::string& passphrase) {
    startLibrary();
    const auto* next = reinterpret_cast<const unsigned char*>(file.data());
    const Pkcs12 box(file.size() > LONG_MAX ? nullptr : d2i_PKCS12(nullptr, &next, static_cast<long>(file.size())));
    if (!box) {
        ERR_clear_error();
        return base::fail("p12-malformed");
    }
    if (PKCS12_verify_mac(box.get(), passphrase.c_str(), -1) != 1) {
        ERR_clear_error();
        return base::fail("p12-passphrase");
    }
    EVP_PKEY* key = nullptr;
    X509* leaf = nullptr;
    STACK_OF(X509)* others = nullptr;
    const bool opened = PKCS12_parse(box.get(), passphrase.c_str(), &key, &leaf, &others) == 1;
    auto owned = std::make_unique<Key>(Key{ssl::Key(key)});
    const ssl::X509Handle certificate(leaf);
    const ssl::Stack stack(others);
    if (!opened) return tl::unexpected<base::Error>(unopened().error());
    if (!key || !leaf) return base::fail("p12-incomplete");
    PS_TRY(Certificate own, Certificate::fromDer(ssl::encoded(leaf, i2d_X509)));
    if (own.key == KeyKind::Other) return base::fail("key-unsupported", own.subject);
    if (!own.maySign) return base::fail("certificate-use", own.subject);
    std::vector<Certificate> found;
    for (int i = 0; stack && i < sk_X509_num(stack.get()); ++i)
        if (auto one = Certificate::fromDer(ssl::encoded(sk_X509_value(stack.get(), i), i2d_X509)))
            found.push_back(std::move(*one));
    SigningKey result(std::move(owned), std::move(own));
    result.m_issuers = issuersOf(result.m_certificate, found);
    return result;
}

SigningKey SigningKey::make(const std::string& name, const std::string& organisation, const std::string& unit,
                            base::Millis now) {
    startLibrary();
    auto key = std::make_unique<Key>(Key{ssl::Key(EVP_EC_gen("P-256"))});
    must(key->handle != nullptr);
    auto certificate = Certificate::fromDer(selfSigned(key->handle.get(), name, organisation, unit, now));
    must(certificate.has_value());
    return {std::move(key), std::move(*certificate)};
}

base::Result<SigningKey> SigningKey::fromStored(std::string_view stored) {
    startLibrary();
    der::Reader reader(stored);
    PS_TRY(const der::Value secret, reader.next(der::kSequence));
    PS_TRY(const der::Value shown, reader.next(der::kSequence));
    const auto* next = reinterpret_cast<const unsigned char*>(secret.whole.data());
    auto key = std::make_unique<Key>(
        Key{ssl::Key(d2i_AutoPrivateKey(nullptr, &next, static_cast<long>(secret.whole.size())))});
    PS_TRY(Certificate certificate, Certificate::fromDer(shown.whole));
    const auto handle = ssl::certificate(certificate.der);
    const bool fits =
        key->handle && handle && reader.atEnd() && X509_check_private_key(handle.get(), key->handle.get()) == 1;
    ERR_clear_error();
    if (!fits) return base::fail("bad-key", "the stored signing key does not belong to its certificate");
    return SigningKey(std::move(key), std::move(certificate));
}

std::string SigningKey::stored() const {
    const std::unique_ptr<PKCS8_PRIV_KEY_INFO, ssl::Free<PKCS8_PRIV_KEY_INFO_free>> secret(
        EVP_PKEY2PKCS8(m_key->handle.get()));
    must(secret != nullptr);
    return ssl::encoded(secret.get(), i2d_PKCS8_PRIV_KEY_INFO) + m_certificate.der;
}

std::string SigningKey::sign(std::string_view message) const {
    const ssl::DigestContext context(EVP_MD_CTX_new());
    const auto data = base::asBytes(message);
    std::size_t size = 0;
    must(context && EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, m_key->handle.get()) == 1 &&
         EVP_DigestSign(context.get(), nullptr, &size, data.data(), data.size()) == 1);
    std::string signature(size, '\0');
    must(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, data.data(),
                        data.size()) == 1);
    signature.resize(size);
    if (m_certificate.key == KeyKind::Rsa) return signature;
    const auto* next = reinterpret_cast<const unsigned char*>(signature.data());
    const ssl::EcSignature parsed(d2i_ECDSA_SIG(nullptr, &next, static_cast<long>(signature.size())));
    must(parsed != nullptr);
    return ssl::lowerForm(*parsed);
}

} // namespace proofstead::seal
