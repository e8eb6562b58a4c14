#include "trail/DigestCheck.h"

#include "base/Text.h"
#include "seal/Digest.h"
#include "store/EvidenceStore.h"
#include "trail/DigestChain.h"

#include <fmt/format.h>
#include <functional>
#include <map>

namespace proofstead::trail {

namespace {

using Files = std::map<model::FileId, store::StoredFile>;
using Document = std::function<void(const store::StoredDocument&, const base::Json&, std::string_view bytes)>;

constexpr std::size_t kListed = 100;

std::string pathOf(const store::StoredFile& file) {
    return file.member.empty() ? file.path : file.path + "/" + file.member;
}

base::Status eachDocument(const store::Vault& vault, const char* source, const Document& use) {
    const store::EvidenceStore evidence(vault);
    PS_TRY(const auto list, store::documentsOf(vault, source));
    for (const auto& one : list) {
        PS_TRY(const auto leaf, evidence.leaf(one.file, one.leaf));
        if (const auto json = base::parseJson(leaf.bytes)) use(one, *json, leaf.bytes);
    }
    return {};
}

base::Status readDigests(const store::Vault& vault, const Files& files, DigestEvidence& evidence) {
    return eachDocument(vault, "aws-cloudtrail-digest", [&](const auto& place, const auto& json, auto bytes) {
        auto digest = digestFromJson(json);
        const auto file = files.find(place.file);
        if (!digest || file == files.end()) return;
        digest->record = place.record;
        digest->file = place.file;
        digest->path = pathOf(file->second);
        // The hash is over the file; of several digests in one file, each is one.
        digest->hash = file->second.records == 1 ? file->second.contentSha256 : seal::sha256Hex(bytes);
        evidence.digests.push_back(std::move(*digest));
    });
}

std::string chainName(const std::string& environment, const std::string& region, const std::string& trail) {
    return base::printable(environment + (region.empty() ? "" : " " + region) + (trail.empty() ? "" : " " + trail));
}

std::string textOf(const ChainSummary& chain) {
    std::string text = fmt::format("{}: {} digests, {} signed", chainName(chain.environment, chain.region, chain.trail),
                                   chain.digests, chain.isSigned);
    const std::pair<std::int64_t, const char*> counts[] = {{chain.notExported, "signature not exported"},
                                                           {chain.unknownKey, "key not known"},
                                                           {chain.broken, "signature broken"},
                                                           {chain.hashDiffers, "another digest before it"},
                                                           {chain.holes, "time hole before it"},
                                                           {chain.previousMissing, "digest before it not imported"}};
    for (const auto& [count, words] : counts)
        if (count > 0) text += fmt::format(", {} {}", count, words);
    text += fmt::format("; {} log files, {} as named", chain.files, chain.same);
    if (chain.missing > 0) text += fmt::format(", {} not imported", chain.missing);
    if (chain.other > 0) text += fmt::format(", {} with other content", chain.other);
    return text;
}

std::string faultOf(const store::SourceDigest& digest) {
    if (digest.signature == "broken") return "the signature does not fit";
    if (digest.link == "hash-differs") return "the digest before it is not the one that was signed";
    if (digest.link == "time-hole")
        return fmt::format("nothing is signed from {} to {}", base::formatSeconds(digest.linkFrom.value_or(0)),
                           base::formatSeconds(digest.from));
    return {};
}

} // namespace

base::Result<store::SourceDigests> verifyDigests(const store::Vault& vault) {
    PS_TRY(const bool any, store::hasDocuments(vault));
    if (!any) return store::SourceDigests{};
    PS_TRY(const auto stored, store::EvidenceStore(vault).files());
    Files files;
    DigestEvidence evidence;
    for (const auto& file : stored) {
        files.emplace(file.id, file);
        if (file.source == "aws-cloudtrail")
            evidence.logFiles.push_back(
                {file.id, pathOf(file), file.contentSha256, file.environment, file.observedFrom, file.observedTo});
    }
    PS_CHECK(readDigests(vault, files, evidence));
    PS_CHECK(eachDocument(vault, "aws-cloudtrail-keys", [&](const auto&, const auto& json, auto) {
        for (auto& key : keysFromJson(json))
            evidence.keys.push_back(std::move(key));
    }));
    PS_CHECK(eachDocument(vault, "aws-s3-head-object", [&](const auto& place, const auto& json, auto) {
        if (auto one = signatureFromJson(json, pathOf(files.at(place.file)))) evidence.signatures.push_back(*one);
    }));
    return checkDigests(std::move(evidence));
}

base::Status refreshDigests(store::Vault& vault) {
    PS_TRY(const bool any, store::hasDocuments(vault));
    if (!any) return {};
    PS_TRY(const auto found, verifyDigests(vault));
    return store::keepSourceDigests(vault, found);
}

std::vector<ChainSummary> summaries(const store::SourceDigests& found) {
    std::map<std::tuple<std::string, std::string, std::string>, ChainSummary> chains;
    for (const auto& digest : found.digests) {
        auto& chain = chains[{digest.environment, digest.region, digest.trail}];
        if (chain.digests++ == 0) {
            chain.source = digest.source;
            std::tie(chain.environment, chain.region, chain.trail) =
                std::tie(digest.environment, digest.region, digest.trail);
            chain.from = digest.from;
        }
        chain.from = std::min(chain.from, digest.from);
        chain.until = std::max(chain.until, digest.until);
        chain.isSigned += digest.signature == "signed" ? 1 : 0;
        chain.notExported += digest.signature == "not-exported" ? 1 : 0;
        chain.broken += digest.signature == "broken" ? 1 : 0;
        chain.unknownKey += digest.signature == "unknown-key" ? 1 : 0;
        chain.hashDiffers += digest.link == "hash-differs" ? 1 : 0;
        chain.holes += digest.link == "time-hole" ? 1 : 0;
        chain.previousMissing += digest.link == "previous-missing" && digest.linkFrom ? 1 : 0;
        chain.files += digest.files;
        chain.same += digest.same;
        chain.missing += digest.missing;
        chain.other += digest.other;
    }
    std::vector<ChainSummary> list;
    for (auto& [name, chain] : chains)
        list.push_back(std::move(chain));
    return list;
}

void addDigestSteps(const store::SourceDigests& found, std::vector<CheckStep>& steps) {
    for (const auto& chain : summaries(found))
        steps.push_back({chain.isVerified() || chain.fails() ? "verify.digest" : "verify.digest-unverified",
                         textOf(chain), !chain.fails()});
    std::size_t listed = 0, unnamed = 0;
    const auto broken = [&](const std::string& object, const std::string& fault) {
        if (fault.empty() || listed++ >= kListed) return;
        steps.push_back({"verify.digest-broken", base::printable(object) + ": " + fault, false});
    };
    for (const auto& digest : found.digests)
        broken(digest.object, faultOf(digest));
    for (const auto& file : found.files) {
        unnamed += file.state == "not-named" ? 1 : 0;
        broken(file.object, file.state == "other-hash" ? "its content is not what the digest names" : "");
    }
    if (listed > kListed)
        steps.push_back({"verify.digest-broken", fmt::format("and {} more", listed - kListed), false});
    if (unnamed > 0) steps.push_back({"verify.digest-unnamed", std::to_string(unnamed), true});
}

} // namespace proofstead::trail
