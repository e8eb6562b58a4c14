// The other half of DigestChain: the documents as values.
#include "base/Text.h"
#include "trail/DigestChain.h"

#include <algorithm>

namespace proofstead::trail {

namespace {

constexpr std::string_view kMark = "_CloudTrail-Digest_";

// "<account>_CloudTrail-Digest_<region>_<trail>_<home region>_<time>.json.gz"; a trail's name may hold underscores.
void nameFrom(const std::string& object, Digest& digest) {
    const auto name = object.substr(object.rfind('/') + 1);
    const auto mark = name.find(kMark);
    if (mark == std::string::npos) return;
    const auto rest = name.substr(mark + kMark.size());
    const auto region = rest.find('_');
    const auto time = rest.rfind('_');
    const auto home = time == std::string::npos || time == 0 ? std::string::npos : rest.rfind('_', time - 1);
    digest.region = rest.substr(0, region);
    if (region != std::string::npos && home != std::string::npos && home > region)
        digest.trail = rest.substr(region + 1, home - region - 1);
}

NamedLogFile namedFrom(const base::Json& entry) {
    return {base::stringAt(entry, "s3Object"), base::toLower(base::stringAt(entry, "hashValue")),
            base::parseTime(base::stringAt(entry, "oldestEventTime")),
            base::parseTime(base::stringAt(entry, "newestEventTime"))};
}

// The command line writes times as texts or as seconds.
std::optional<base::Millis> timeAt(const base::Json& object, const char* name) {
    const auto* value = base::find(object, name);
    if (value && value->is_string()) return base::parseTime(value->get_ref<const std::string&>());
    return value && value->is_number() ? std::optional(static_cast<base::Millis>(value->get<double>() * 1'000.0))
                                       : std::nullopt;
}

} // namespace

std::optional<Digest> digestFromJson(const base::Json& document) {
    Digest d;
    const auto text = [&](const char* name) { return base::stringAt(document, name); };
    const auto start = base::parseTime(text("digestStartTime")), end = base::parseTime(text("digestEndTime"));
    d.account = text("awsAccountId");
    d.bucket = text("digestS3Bucket");
    d.object = text("digestS3Object");
    if (!start || !end || d.account.empty() || d.object.empty()) return std::nullopt;
    d.start = *start;
    d.end = *end;
    d.endText = text("digestEndTime");
    d.fingerprint = base::toLower(text("digestPublicKeyFingerprint"));
    d.previousBucket = text("previousDigestS3Bucket");
    d.previousObject = text("previousDigestS3Object");
    d.previousHash = base::toLower(text("previousDigestHashValue"));
    d.previousSignature = text("previousDigestSignature");
    nameFrom(d.object, d);
    const auto* files = base::find(document, "logFiles");
    for (const auto& entry : files && files->is_array() ? *files : base::Json::array())
        d.files.push_back(namedFrom(entry));
    return d;
}

std::vector<DigestKey> keysFromJson(const base::Json& document) {
    std::vector<DigestKey> keys;
    const auto* list = base::find(document, "PublicKeyList");
    for (const auto& entry : list && list->is_array() ? *list : base::Json::array())
        if (auto der = base::fromBase64(base::stringAt(entry, "Value")))
            keys.push_back({base::toLower(base::stringAt(entry, "Fingerprint")), std::move(*der),
                            timeAt(entry, "ValidityStartTime"), timeAt(entry, "ValidityEndTime")});
    return keys;
}

std::optional<LooseSignature> signatureFromJson(const base::Json& document, const std::string& path) {
    const auto* metadata = base::find(document, "Metadata");
    auto hex = metadata ? base::toLower(base::stringAt(*metadata, "signature")) : std::string();
    if (hex.empty()) return std::nullopt;
    return LooseSignature{path, std::move(hex)};
}

} // namespace proofstead::trail
