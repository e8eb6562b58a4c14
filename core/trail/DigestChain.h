// CloudTrail's own digest files, verified offline: each names the log files of about an hour with their hashes, is
// signed, and names the digest before it by hash. Values in, values out; DigestCheck brings them from a vault.
//
// The signature of a digest lies outside it: the next digest repeats it. Only the newest of a chain has none on an
// exported folder, unless what S3 says about the object was kept as well; that is no failure.
#pragma once

#include "base/Json.h"
#include "store/SourceDigests.h"

#include <optional>
#include <string>
#include <vector>

namespace proofstead::trail {

struct NamedLogFile {
    std::string object, hash; // name at the provider; SHA-256 (hex) of the uncompressed content
    std::optional<base::Millis> oldest, newest;
};

struct Digest {
    model::RecordId record;
    model::FileId file;
    std::string path; // at import
    std::string hash; // SHA-256 (hex) of the uncompressed digest
    std::string account, region, trail, bucket, object;
    std::string endText; // as written, since the signature is over it
    base::Millis start = 0, end = 0;
    std::string fingerprint;
    std::string previousBucket, previousObject, previousHash, previousSignature; // "" none
    std::vector<NamedLogFile> files;
};

// From the JSON of a digest; nullopt: a member is missing or no time.
std::optional<Digest> digestFromJson(const base::Json& document);

struct DigestKey {
    std::string fingerprint, der;
    std::optional<base::Millis> from, until; // when it was in use
};
std::vector<DigestKey> keysFromJson(const base::Json& document);

// A signature that was kept apart from its digest.
struct LooseSignature {
    std::string path, hex;
};
std::optional<LooseSignature> signatureFromJson(const base::Json& document, const std::string& path);

struct ImportedLogFile {
    model::FileId file;
    std::string path, hash, environment;
    std::optional<base::Millis> from, until;
};

struct DigestEvidence {
    std::vector<Digest> digests;
    std::vector<DigestKey> keys;
    std::vector<LooseSignature> signatures;
    std::vector<ImportedLogFile> logFiles; // of CloudTrail
};

// The text that a digest's signature is over.
std::string signedText(const Digest& digest);

store::SourceDigests checkDigests(DigestEvidence evidence);

} // namespace proofstead::trail
