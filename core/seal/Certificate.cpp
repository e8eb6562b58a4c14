#include "seal/Certificate.h"

#include "seal/Der.h"
#include "seal/Library.h"
#include "seal/OpenSsl.h"

#include <algorithm>
#include <ctime>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace proofstead::seal {

namespace {

tl::unexpected<base::Error> malformed(std::string what = {}) {
    return base::fail("certificate-malformed", std::move(what));
}

base::Result<base::Millis> timeOf(const ASN1_TIME* time) {
    std::tm parts{};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1) return malformed("its time");
    return static_cast<base::Millis>(timegm(&parts)) * base::kSecond;
}

std::string nameEntry(const X509_NAME* name, int nid) {
    const int at = X509_NAME_get_index_by_NID(name, nid, -1);
    const X509_NAME_ENTRY* entry = at < 0 ? nullptr : X509_NAME_get_entry(name, at);
    unsigned char* text = nullptr;
    const int size = entry ? ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(entry)) : -1;
    std::string result(reinterpret_cast<const char*>(text), size > 0 ? static_cast<std::size_t>(size) : 0);
    OPENSSL_free(text);
    return base::printable(result);
}

std::string subjectOf(X509* certificate) {
    const X509_NAME* name = X509_get_subject_name(certificate);
    std::vector<std::string> parts;
    for (const int nid : {NID_commonName, NID_organizationName})
        if (auto part = nameEntry(name, nid); !part.empty()) parts.push_back(std::move(part));
    return parts.empty() ? "a certificate without a name" : base::join(parts, ", ");
}

KeyKind kindOf(EVP_PKEY* key) {
    if (key && EVP_PKEY_is_a(key, "RSA") && EVP_PKEY_get_bits(key) >= 2048 && EVP_PKEY_get_bits(key) <= 8192)
        return KeyKind::Rsa;
    char group[32] = {};
    if (key && EVP_PKEY_is_a(key, "EC") && EVP_PKEY_get_group_name(key, group, sizeof group, nullptr) == 1 &&
        std::string_view(group) == "prime256v1")
        return KeyKind::EcP256;
    return KeyKind::Other;
}

ssl::Stack stackOf(const std::vector<Certificate>& certificates) {
    ssl::Stack stack(sk_X509_new_null());
    for (const Certificate& one : certificates)
        if (auto handle = ssl::certificate(one.der)) sk_X509_push(stack.get(), handle.release());
    return stack;
}

// r and s as OpenSSL writes them, s in the lower half: whoever is given one signature can compute the other.
bool hasOneForm(std::string_view signature) {
    const auto* next = reinterpret_cast<const unsigned char*>(signature.data());
    const ssl::EcSignature parsed(d2i_ECDSA_SIG(nullptr, &next, static_cast<long>(signature.size())));
    return parsed && ssl::lowerForm(*parsed) == signature;
}

bool isIssuedBy(const Certificate& child, const Certificate& parent) {
    const auto below = ssl::certificate(child.der), above = ssl::certificate(parent.der);
    const bool sound = below && above && X509_check_issued(above.get(), below.get()) == X509_V_OK &&
                       X509_verify(below.get(), X509_get0_pubkey(above.get())) == 1;
    ERR_clear_error();
    return sound;
}

} // namespace

base::Result<Certificate> Certificate::fromDer(std::string_view der) {
    startLibrary();
    const auto handle = ssl::certificate(der);
    ERR_clear_error();
    if (!handle) return malformed();
    // Bits that are said to be unused could be changed without changing anything.
    const ASN1_BIT_STRING* signature = nullptr;
    X509_get0_signature(&signature, nullptr, handle.get());
    if (!signature || (signature->flags & 0x07) != 0) return malformed("its signature");
    Certificate result;
    result.der = std::string(der);
    result.subject = subjectOf(handle.get());
    result.subjectDer = ssl::encoded(X509_get_subject_name(handle.get()), i2d_X509_NAME);
    result.issuerDer = ssl::encoded(X509_get_issuer_name(handle.get()), i2d_X509_NAME);
    result.serialDer = ssl::encoded(X509_get0_serialNumber(handle.get()), i2d_ASN1_INTEGER);
    PS_TRY(result.notBefore, timeOf(X509_get0_notBefore(handle.get())));
    PS_TRY(result.notAfter, timeOf(X509_get0_notAfter(handle.get())));
    result.key = kindOf(X509_get0_pubkey(handle.get()));
    result.selfSigned = X509_self_signed(handle.get(), 1) == 1;
    result.maySign = (X509_get_key_usage(handle.get()) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0;
    ERR_clear_error();
    return result;
}

base::Result<std::vector<Certificate>> readCertificates(std::string_view file) {
    startLibrary();
    std::vector<Certificate> found;
    if (file.find("-----BEGIN ") == std::string_view::npos) {
        PS_TRY(auto one, Certificate::fromDer(file));
        found.push_back(std::move(one));
        return found;
    }
    const ssl::Bio bio(BIO_new_mem_buf(file.data(), static_cast<int>(std::min<std::size_t>(file.size(), INT32_MAX))));
    while (const ssl::X509Handle handle{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)}) {
        PS_TRY(auto one, Certificate::fromDer(ssl::encoded(handle.get(), i2d_X509)));
        found.push_back(std::move(one));
    }
    ERR_clear_error();
    if (found.empty()) return base::fail("certificate-missing");
    return found;
}

std::string pemOf(const Certificate& certificate) {
    constexpr std::size_t kLine = 64;
    const std::string text = base::toBase64(base::asBytes(certificate.der));
    std::string pem = "-----BEGIN CERTIFICATE-----\n";
    for (std::size_t at = 0; at < text.size(); at += kLine)
        pem += text.substr(at, kLine) + '\n';
    return pem + "-----END CERTIFICATE-----\n";
}

bool isSigned(const Certificate& certificate, std::string_view message, std::string_view signature) {
    startLibrary();
    if (certificate.key == KeyKind::Other) return false;
    if (certificate.key == KeyKind::EcP256 && !hasOneForm(signature)) return false;
    const auto handle = ssl::certificate(certificate.der);
    const ssl::DigestContext context(EVP_MD_CTX_new());
    const auto data = base::asBytes(message), given = base::asBytes(signature);
    const bool sound =
        handle && context &&
        EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, X509_get0_pubkey(handle.get())) == 1 &&
        EVP_DigestVerify(context.get(), given.data(), given.size(), data.data(), data.size()) == 1;
    ERR_clear_error();
    return sound;
}

bool leadsTo(const std::vector<Certificate>& trusted, const Certificate& certificate,
             const std::vector<Certificate>& others, base::Millis at) {
    if (std::find(trusted.begin(), trusted.end(), certificate) != trusted.end()) return certificate.isValidAt(at);
    startLibrary();
    const ssl::Store store(X509_STORE_new());
    const ssl::StoreContext context(X509_STORE_CTX_new());
    const auto leaf = ssl::certificate(certificate.der);
    const auto anchors = stackOf(trusted), between = stackOf(others);
    if (!store || !context || !leaf || !X509_STORE_CTX_init(context.get(), store.get(), leaf.get(), between.get()))
        return false;
    X509_STORE_CTX_set0_trusted_stack(context.get(), anchors.get());
    X509_VERIFY_PARAM* rules = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN);
    X509_VERIFY_PARAM_set_time(rules, static_cast<time_t>(at / base::kSecond));
    const bool sound = X509_verify_cert(context.get()) == 1;
    ERR_clear_error();
    return sound;
}

bool isOneChain(const Certificate& certificate, const std::vector<Certificate>& others) {
    std::vector<const Certificate*> left;
    for (const Certificate& other : others)
        left.push_back(&other);
    const Certificate* child = &certificate;
    while (!left.empty()) {
        const auto parent =
            std::find_if(left.begin(), left.end(), [&](const Certificate* one) { return isIssuedBy(*child, *one); });
        if (parent == left.end()) return false;
        child = *parent;
        left.erase(parent);
    }
    return child == &certificate || child->selfSigned;
}

} // namespace proofstead::seal
