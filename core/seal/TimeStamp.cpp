#include "seal/TimeStamp.h"

#include "seal/Der.h"
#include "seal/Library.h"
#include "seal/OpenSsl.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <openssl/err.h>
#include <openssl/pkcs7.h>
#include <openssl/ts.h>

namespace proofstead::seal {

namespace {

using Request = std::unique_ptr<TS_REQ, ssl::Free<TS_REQ_free>>;
using Response = std::unique_ptr<TS_RESP, ssl::Free<TS_RESP_free>>;
using Token = std::unique_ptr<PKCS7, ssl::Free<PKCS7_free>>;
using Info = std::unique_ptr<TS_TST_INFO, ssl::Free<TS_TST_INFO_free>>;
using VerifyContext = std::unique_ptr<TS_VERIFY_CTX, ssl::Free<TS_VERIFY_CTX_free>>;

struct FreeList {
    void operator()(STACK_OF(X509) * list) const { sk_X509_free(list); }
};

constexpr std::string_view kSignedData("\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02", 9);
constexpr std::string_view kTokenInfo("\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x04", 11);

tl::unexpected<base::Error> malformed(std::string what) {
    return base::fail("timestamp-malformed", std::move(what));
}

template <class T, class Read>
T* decoded(std::string_view der, Read read) {
    const auto* next = reinterpret_cast<const unsigned char*>(der.data());
    return read(nullptr, &next, static_cast<long>(der.size()));
}

std::string algorithm(std::string_view oid, bool withNull) {
    return der::sequence({der::write(der::kOid, oid), withNull ? der::write(der::kNull, {}) : std::string()});
}

// 1, 2, 3 for SHA-256, SHA-384, SHA-512, with or without the NULL that RFC 5754 section 2 lets a reader expect; 0 for
// any other algorithm.
int digestKind(std::string_view whole) {
    for (const char last : {'\x01', '\x02', '\x03'})
        for (const bool withNull : {false, true})
            if (whole == algorithm(std::string("\x60\x86\x48\x01\x65\x03\x04\x02", 8) + last, withNull)) return last;
    return 0;
}

// RSA with or without its digest, ECDSA; the digest is the one that the signer information names.
bool isKnownSignature(std::string_view whole, int kind) {
    const std::string rsa("\x2A\x86\x48\x86\xF7\x0D\x01\x01", 8), ecdsa("\x2A\x86\x48\xCE\x3D\x04\x03", 7);
    return whole == algorithm(rsa + '\x01', true) || whole == algorithm(rsa + static_cast<char>(10 + kind), true) ||
           whole == algorithm(ecdsa + static_cast<char>(1 + kind), false);
}

base::Result<std::vector<der::Value>> parts(std::string_view content, std::size_t count, const char* what) {
    PS_TRY(auto values, der::valuesIn(content));
    if (values.size() != count) return malformed(what);
    return values;
}

// The one value that `content` is.
base::Result<der::Value> only(std::string_view content, std::uint8_t tag, const char* what) {
    PS_TRY(const auto values, parts(content, 1, what));
    if (values[0].tag != tag) return malformed(what);
    return values[0];
}

// The certificate of the only signer, DER; "" where there is none or another number of them.
std::string signerOf(PKCS7* token) {
    // A list of its own, of certificates that stay the token's.
    const std::unique_ptr<STACK_OF(X509), FreeList> signers(token ? PKCS7_get0_signers(token, nullptr, 0) : nullptr);
    return signers && sk_X509_num(signers.get()) == 1 ? ssl::encoded(sk_X509_value(signers.get(), 0), i2d_X509)
                                                      : std::string();
}

// What the token's signature does not cover has one form only: versions, algorithms, tags and order (RFC 5652).
base::Status checkSignerInfo(std::string_view content, std::string_view digest,
                             const std::vector<Certificate>& certificates) {
    PS_TRY(const auto info, parts(content, 6, "signer information"));
    static constexpr std::array<std::uint8_t, 6> tags{der::kInteger, der::kSequence, der::kSequence,
                                                      der::kFirst,   der::kSequence, der::kOctets};
    for (std::size_t i = 0; i < tags.size(); ++i)
        if (info[i].tag != tags[i]) return malformed("signer information");
    if (info[0].whole != der::smallInteger(1) || info[2].whole != digest) return malformed("version or digest");
    if (!isKnownSignature(info[4].whole, digestKind(digest))) return malformed("signature algorithm");
    if (std::none_of(certificates.begin(), certificates.end(),
                     [&](const Certificate& one) { return info[1].content == one.issuerDer + one.serialDer; }))
        return malformed("signer's certificate");
    PS_CHECK(der::valuesIn(info[3].content));
    const auto* next = reinterpret_cast<const unsigned char*>(info[5].content.data());
    const ssl::EcSignature ec(d2i_ECDSA_SIG(nullptr, &next, static_cast<long>(info[5].content.size())));
    const bool oneForm = !ec || ssl::encoded(ec.get(), i2d_ECDSA_SIG) == info[5].content;
    ERR_clear_error();
    return oneForm ? base::Status() : malformed("signature");
}

// The certificates of a token whose form is as it should be.
base::Result<std::vector<Certificate>> readForm(std::string_view token) {
    PS_TRY(const der::Value outer, only(token, der::kSequence, "token"));
    PS_TRY(const auto wrapper, parts(outer.content, 2, "token"));
    if (wrapper[0].whole != der::write(der::kOid, kSignedData) || wrapper[1].tag != der::kFirst)
        return malformed("token");
    PS_TRY(const der::Value data, only(wrapper[1].content, der::kSequence, "signed data"));
    PS_TRY(const auto body, parts(data.content, 5, "signed data"));
    if (body[0].whole != der::smallInteger(3) || body[1].tag != der::kSet || body[2].tag != der::kSequence ||
        body[3].tag != der::kFirst || body[4].tag != der::kSet)
        return malformed("signed data");
    PS_TRY(const der::Value digest, only(body[1].content, der::kSequence, "digest algorithms"));
    if (digestKind(digest.whole) == 0) return malformed("digest algorithm");
    PS_TRY(const auto content, parts(body[2].content, 2, "content"));
    if (content[0].whole != der::write(der::kOid, kTokenInfo) || content[1].tag != der::kFirst)
        return malformed("content");
    PS_CHECK(only(content[1].content, der::kOctets, "content"));
    PS_TRY(const auto encoded, der::valuesIn(body[3].content));
    std::vector<Certificate> certificates;
    for (const der::Value& one : encoded) {
        PS_TRY(auto certificate, Certificate::fromDer(one.whole));
        certificates.push_back(std::move(certificate));
    }
    PS_TRY(const der::Value signer, only(body[4].content, der::kSequence, "signers"));
    PS_CHECK(checkSignerInfo(signer.content, digest.whole, certificates));
    return certificates;
}

// The token with the certificate of its signer alone: certificates are not signed, and may be left out.
base::Result<std::string> withoutIssuers(std::string_view token) {
    PS_CHECK(readForm(token));
    const Token parsed(decoded<PKCS7>(token, d2i_PKCS7));
    const std::string own = signerOf(parsed.get());
    if (own.empty()) return malformed("signer");
    const der::Value outer = der::Reader(token).next().value();
    const auto wrapper = der::valuesIn(outer.content).value();
    const auto body = der::valuesIn(der::Reader(wrapper[1].content).next()->content).value();
    const std::string data =
        der::sequence({body[0].whole, body[1].whole, body[2].whole, der::write(der::kFirst, own), body[4].whole});
    return der::sequence({wrapper[0].whole, der::write(der::kFirst, data)});
}

// Its own certificates stand in for trust: this asks only whether the token holds together.
VerifyContext contextFor(const std::vector<Certificate>& certificates, std::string_view signature) {
    VerifyContext context(TS_VERIFY_CTX_new());
    ssl::Store store(X509_STORE_new());
    for (const Certificate& one : certificates)
        if (const auto handle = ssl::certificate(one.der)) X509_STORE_add_cert(store.get(), handle.get());
    X509_STORE_set_flags(store.get(), X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_NO_CHECK_TIME);
    TS_VERIFY_CTX_set_flags(context.get(), TS_VFY_SIGNATURE | TS_VFY_VERSION | TS_VFY_IMPRINT);
    const Hash digest = sha256(base::asBytes(signature));
    auto* imprint = static_cast<unsigned char*>(OPENSSL_memdup(digest.data(), digest.size()));
    TS_VERIFY_CTX_set_imprint(context.get(), imprint, static_cast<long>(digest.size())); // takes it over
    TS_VERIFY_CTX_set_store(context.get(), store.release());                             // and this
    return context;
}

base::Result<base::Millis> timeOf(const TS_TST_INFO* info) {
    std::tm parts{};
    if (!info || ASN1_TIME_to_tm(TS_TST_INFO_get_time(info), &parts) != 1) return malformed("time");
    return static_cast<base::Millis>(timegm(&parts)) * base::kSecond;
}

// A hash of the signature, said with its algorithm.
bool setImprint(TS_REQ* request, std::string_view signature) {
    const std::unique_ptr<TS_MSG_IMPRINT, ssl::Free<TS_MSG_IMPRINT_free>> imprint(TS_MSG_IMPRINT_new());
    const std::unique_ptr<X509_ALGOR, ssl::Free<X509_ALGOR_free>> sha(X509_ALGOR_new());
    Hash digest = sha256(base::asBytes(signature));
    return imprint && sha && X509_ALGOR_set0(sha.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr) == 1 &&
           TS_MSG_IMPRINT_set_algo(imprint.get(), sha.get()) == 1 &&
           TS_MSG_IMPRINT_set_msg(imprint.get(), digest.data(), static_cast<int>(digest.size())) == 1 &&
           TS_REQ_set_msg_imprint(request, imprint.get()) == 1;
}

std::string refusalOf(TS_RESP* response) {
    TS_STATUS_INFO* status = TS_RESP_get_status_info(response);
    std::string text = "status " + std::to_string(ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(status)));
    const auto* words = TS_STATUS_INFO_get0_text(status);
    for (int i = 0; words && i < sk_ASN1_UTF8STRING_num(words); ++i) {
        const ASN1_UTF8STRING* one = sk_ASN1_UTF8STRING_value(words, i);
        text += ", " + base::printable({reinterpret_cast<const char*>(ASN1_STRING_get0_data(one)),
                                        static_cast<std::size_t>(ASN1_STRING_length(one))});
    }
    return base::shorten(text, 200);
}

} // namespace

TimeStampRequest TimeStampRequest::about(std::string_view signature) {
    startLibrary();
    const Request request(TS_REQ_new());
    const std::string random = randomBytes(8);
    const ssl::BigNumber number(BN_bin2bn(reinterpret_cast<const unsigned char*>(random.data()), 8, nullptr));
    const std::unique_ptr<ASN1_INTEGER, ssl::Free<ASN1_INTEGER_free>> nonce(BN_to_ASN1_INTEGER(number.get(), nullptr));
    const bool made = request && nonce && TS_REQ_set_version(request.get(), 1) == 1 &&
                      setImprint(request.get(), signature) && TS_REQ_set_nonce(request.get(), nonce.get()) == 1 &&
                      TS_REQ_set_cert_req(request.get(), 1) == 1;
    return {made ? ssl::encoded(request.get(), i2d_TS_REQ) : std::string(), std::string(signature)};
}

base::Result<std::string> TimeStampRequest::tokenOf(std::string_view reply) const {
    startLibrary();
    const Request request(decoded<TS_REQ>(der, d2i_TS_REQ));
    const Response response(decoded<TS_RESP>(reply, d2i_TS_RESP));
    ERR_clear_error();
    if (!request || !response) return malformed("no reply of a time-stamp service");
    const auto status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(response.get())));
    PKCS7* inside = TS_RESP_get_token(response.get());
    if (status > 1 || !inside) return base::fail("timestamp-refused", refusalOf(response.get()));
    std::string token = ssl::encoded(inside, i2d_PKCS7);
    if (!checkTimeStamp(token, signature)) {
        PS_TRY(token, withoutIssuers(token));
    }
    PS_CHECK(checkTimeStamp(token, signature));
    const TS_TST_INFO* info = TS_RESP_get_tst_info(response.get());
    const ASN1_INTEGER* nonce = info ? TS_TST_INFO_get_nonce(info) : nullptr;
    if (!nonce || ASN1_INTEGER_cmp(nonce, TS_REQ_get_nonce(request.get())) != 0)
        return base::fail("timestamp-mismatch", "the reply answers another request");
    return token;
}

base::Result<TimeStamp> checkTimeStamp(std::string_view token, std::string_view signature) {
    startLibrary();
    PS_TRY(auto certificates, readForm(token));
    const Token parsed(decoded<PKCS7>(token, d2i_PKCS7));
    if (!parsed || ssl::encoded(parsed.get(), i2d_PKCS7) != token) return malformed("token");
    const auto context = contextFor(certificates, signature);
    const bool holds = TS_RESP_verify_token(context.get(), parsed.get()) == 1;
    const std::string own = signerOf(parsed.get());
    ERR_clear_error();
    const auto authority =
        std::find_if(certificates.begin(), certificates.end(), [&](const Certificate& one) { return one.der == own; });
    if (!holds || authority == certificates.end()) return base::fail("timestamp-mismatch");
    TimeStamp stamp;
    stamp.authority = *authority;
    certificates.erase(authority);
    stamp.issuers = std::move(certificates);
    if (!isOneChain(stamp.authority, stamp.issuers)) return malformed("certificates that do not belong to the token");
    const Info info(PKCS7_to_TS_TST_INFO(parsed.get()));
    PS_TRY(stamp.at, timeOf(info.get()));
    return stamp;
}

} // namespace proofstead::seal
