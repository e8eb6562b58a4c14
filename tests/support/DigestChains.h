// RSA keys of our own and CloudTrail digest chains signed with them.
#pragma once

#include "base/Json.h"
#include "base/Text.h"
#include "base/Time.h"
#include "seal/Digest.h"

#include <memory>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <optional>
#include <string>
#include <vector>

namespace proofstead::test {

class RsaKey {
public:
    RsaKey() : m_key(EVP_RSA_gen(2'048), &EVP_PKEY_free) {}

    std::string publicDer() const {
        unsigned char* bytes = nullptr;
        const int size = i2d_PublicKey(m_key.get(), &bytes);
        std::string der(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size));
        OPENSSL_free(bytes);
        return der;
    }
    std::string sign(const std::string& message) const {
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
        const auto text = base::asBytes(message);
        std::size_t size = 0;
        EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, m_key.get());
        EVP_DigestSign(context.get(), nullptr, &size, text.data(), text.size());
        std::string signature(size, '\0');
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, text.data(),
                       text.size());
        return signature.substr(0, size);
    }
    std::string fingerprint() const { return seal::sha256Hex(publicDer()).substr(0, 32); }
    base::Json list() const {
        return {{"PublicKeyList",
                 {{{"Value", base::toBase64(base::asBytes(publicDer()))},
                   {"ValidityStartTime", "2025-12-01T00:00:00Z"},
                   {"ValidityEndTime", "2026-03-01T00:00:00Z"},
                   {"Fingerprint", fingerprint()}}}}};
    }

private:
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> m_key;
};

inline const RsaKey& providerKey() {
    static const RsaKey key;
    return key;
}

// One digest an hour from 2026-01-05T00:00Z on, each naming one log file. Change a document, then sign() the rest again
// (or do not, to break what comes after it).
struct DigestChain {
    static constexpr base::Millis kBegin = 1'767'571'200'000;
    std::vector<base::Json> documents;
    std::vector<std::string> signatures; // hex
    std::vector<std::string> logFiles;

    explicit DigestChain(int count) {
        for (int i = 0; i < count; ++i) {
            logFiles.push_back("{\"Records\":[{\"n\":" + std::to_string(i) + "}]}");
            documents.push_back(document(i));
        }
        sign();
    }
    static std::string timeOf(int hour) { return base::formatSeconds(kBegin + hour * base::kHour); }
    static std::string logName(int i) {
        return "111122223333_CloudTrail_eu-central-1_2026010" + std::to_string(i) + "_x.json.gz";
    }
    static std::string objectOf(int i) {
        return "AWSLogs/111122223333/CloudTrail-Digest/eu-central-1/"
               "111122223333_CloudTrail-Digest_eu-central-1_my_trail_eu-central-1_" +
               std::to_string(i) + ".json.gz";
    }
    base::Json document(int i) const {
        return {{"awsAccountId", "111122223333"},
                {"digestStartTime", timeOf(i)},
                {"digestEndTime", timeOf(i + 1)},
                {"digestS3Bucket", "bucket"},
                {"digestS3Object", objectOf(i)},
                {"digestPublicKeyFingerprint", providerKey().fingerprint()},
                {"digestSignatureAlgorithm", "SHA256withRSA"},
                {"previousDigestS3Bucket", i > 0 ? base::Json("bucket") : base::Json()},
                {"previousDigestS3Object", i > 0 ? base::Json(objectOf(i - 1)) : base::Json()},
                {"previousDigestHashValue", nullptr},
                {"previousDigestHashAlgorithm", "SHA-256"},
                {"previousDigestSignature", nullptr},
                {"logFiles",
                 {{{"s3Bucket", "bucket"},
                   {"s3Object", "AWSLogs/111122223333/CloudTrail/" + logName(i)},
                   {"hashValue", seal::sha256Hex(logFiles[static_cast<std::size_t>(i)])},
                   {"hashAlgorithm", "SHA-256"},
                   {"newestEventTime", timeOf(i)},
                   {"oldestEventTime", timeOf(i)}}}}};
    }
    // Joins and signs every digest from `first` on.
    void sign(std::size_t first = 0) {
        signatures.resize(documents.size());
        for (std::size_t i = first; i < documents.size(); ++i) {
            auto& d = documents[i];
            if (i > 0 && !d["previousDigestS3Object"].is_null()) {
                d["previousDigestHashValue"] = seal::sha256Hex(documents[i - 1].dump());
                d["previousDigestSignature"] = signatures[i - 1];
            }
            const auto before = base::stringAt(d, "previousDigestSignature", "null");
            const auto text = base::stringAt(d, "digestEndTime") + "\nbucket/" + base::stringAt(d, "digestS3Object") +
                              "\n" + seal::sha256Hex(d.dump()) + "\n" + before;
            signatures[i] = base::toHex(base::asBytes(providerKey().sign(text)));
        }
    }
};

} // namespace proofstead::test
