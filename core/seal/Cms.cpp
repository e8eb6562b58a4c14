#include "seal/Cms.h"

#include "seal/Der.h"

#include <algorithm>

namespace proofstead::seal {

namespace {

// Object identifiers as encoded content; the names are those of RFC 5652, 5754, 5035 and 3161.
constexpr std::string_view kData("\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01", 9);
constexpr std::string_view kSignedData("\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02", 9);
constexpr std::string_view kContentType("\x2A\x86\x48\x86\xF7\x0D\x01\x09\x03", 9);
constexpr std::string_view kMessageDigest("\x2A\x86\x48\x86\xF7\x0D\x01\x09\x04", 9);
constexpr std::string_view kSigningCertificateV2("\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x02\x2F", 11);
constexpr std::string_view kTimeStampToken("\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x02\x0E", 11);
constexpr std::string_view kSha256("\x60\x86\x48\x01\x65\x03\x04\x02\x01", 9);
constexpr std::string_view kRsaEncryption("\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01", 9);
constexpr std::string_view kEcdsaWithSha256("\x2A\x86\x48\xCE\x3D\x04\x03\x02", 8);

std::string oid(std::string_view content) {
    return der::write(der::kOid, content);
}

std::string octets(std::string_view content) {
    return der::write(der::kOctets, content);
}

std::string_view viewOf(const Hash& hash) {
    return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

std::string attribute(std::string_view type, std::string_view value) {
    return der::sequence({oid(type), der::write(der::kSet, value)});
}

std::vector<std::string> attributes(const Hash& digest, const Certificate& signer) {
    // The hash algorithm is left out: SHA-256 is the default, and a default is not written.
    const std::string id = der::sequence({octets(viewOf(signer.digest()))});
    return {attribute(kContentType, oid(kData)), attribute(kMessageDigest, octets(viewOf(digest))),
            attribute(kSigningCertificateV2, der::sequence({der::sequence({id})}))};
}

std::string signatureAlgorithm(KeyKind key) {
    if (key == KeyKind::EcP256) return der::sequence({oid(kEcdsaWithSha256)});
    return der::sequence({oid(kRsaEncryption), der::write(der::kNull, {})});
}

std::string signerInfo(const Cms& cms, const Hash& digest) {
    std::string unsignedAttributes;
    if (!cms.timeStamp.empty())
        unsignedAttributes = der::write(der::kSecond, attribute(kTimeStampToken, cms.timeStamp));
    return der::sequence({der::smallInteger(1), der::sequence({cms.signer.issuerDer, cms.signer.serialDer}),
                          der::sequence({oid(kSha256)}),
                          der::write(der::kFirst, der::sorted(attributes(digest, cms.signer))),
                          signatureAlgorithm(cms.signer.key), octets(cms.signature), unsignedAttributes});
}

tl::unexpected<base::Error> malformed(std::string what) {
    return base::fail("cms-malformed", std::move(what));
}

// The content of nested values: each must be all that the one around it holds, but for the last.
base::Result<std::string_view> descend(std::string_view bytes, std::initializer_list<std::uint8_t> tags) {
    for (const std::uint8_t tag : tags) {
        der::Reader reader(bytes);
        PS_TRY(const der::Value value, reader.next(tag));
        bytes = value.content;
    }
    return bytes;
}

base::Status readSignerInfo(std::string_view content, const std::vector<Certificate>& certificates, Cms& cms) {
    PS_TRY(const auto parts, der::valuesIn(content));
    if (parts.size() < 6 || parts.size() > 7) return malformed("signer information");
    const auto signer = std::find_if(certificates.begin(), certificates.end(), [&](const Certificate& one) {
        return parts[1].content == one.issuerDer + one.serialDer;
    });
    if (signer == certificates.end()) return malformed("the signer's certificate is missing");
    cms.signer = *signer;
    for (const Certificate& one : certificates)
        if (!(one == *signer)) cms.issuers.push_back(one);
    cms.signature = std::string(parts[5].content);
    if (parts.size() == 6) return {};
    PS_TRY(const auto unsignedParts, der::valuesIn(parts[6].content));
    if (unsignedParts.size() != 1) return malformed("unsigned attributes");
    PS_TRY(const auto stamp, der::valuesIn(unsignedParts[0].content));
    if (stamp.size() != 2 || stamp[1].content.empty()) return malformed("unsigned attribute");
    cms.timeStamp = std::string(stamp[1].content);
    return {};
}

} // namespace

std::string signedAttributes(const Hash& digest, const Certificate& signer) {
    return der::write(der::kSet, der::sorted(attributes(digest, signer)));
}

std::string writeCms(const Cms& cms, const Hash& digest) {
    std::vector<std::string> certificates{cms.signer.der};
    for (const Certificate& one : cms.issuers)
        certificates.push_back(one.der);
    const std::string data =
        der::sequence({der::smallInteger(1), der::write(der::kSet, der::sequence({oid(kSha256)})),
                       der::sequence({oid(kData)}), der::write(der::kFirst, der::sorted(std::move(certificates))),
                       der::write(der::kSet, signerInfo(cms, digest))});
    return der::sequence({oid(kSignedData), der::write(der::kFirst, data)});
}

base::Result<Cms> readCms(std::string_view bytes) {
    PS_TRY(const std::string_view outer, descend(bytes, {der::kSequence}));
    PS_TRY(const auto content, der::valuesIn(outer));
    if (content.size() != 2) return malformed("content");
    PS_TRY(const std::string_view inner, descend(content[1].content, {der::kSequence}));
    PS_TRY(const auto parts, der::valuesIn(inner));
    if (parts.size() != 5 || parts[3].tag != der::kFirst) return malformed("signed data");
    PS_TRY(const auto encoded, der::valuesIn(parts[3].content));
    std::vector<Certificate> certificates;
    for (const der::Value& one : encoded) {
        PS_TRY(auto certificate, Certificate::fromDer(one.whole));
        certificates.push_back(std::move(certificate));
    }
    Cms cms;
    PS_TRY(const std::string_view info, descend(parts[4].content, {der::kSequence}));
    PS_CHECK(readSignerInfo(info, certificates, cms));
    return cms;
}

} // namespace proofstead::seal
