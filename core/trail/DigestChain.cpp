#include "trail/DigestChain.h"

#include "base/Text.h"
#include "seal/RsaSignature.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace proofstead::trail {

namespace {

constexpr const char* kSource = "aws-cloudtrail";
// A log file is delivered, and named, some minutes after its events.
constexpr base::Millis kDelivery = base::kHour;

std::string nameOf(std::string_view path) {
    return std::string(path.substr(path.rfind('/') + 1));
}

// "x.json.gz" and "x.json" are one file; so are its head object "x.json.gz.head.json" and it.
std::string stemOf(std::string_view path) {
    const auto name = nameOf(path);
    return name.substr(0, name.find(".json"));
}

auto chainOf(const Digest& d) {
    return std::tie(d.account, d.region, d.trail);
}

bool before(const Digest& a, const Digest& b) {
    return std::tie(a.account, a.region, a.trail, a.start, a.end, a.object, a.hash) <
           std::tie(b.account, b.region, b.trail, b.start, b.end, b.object, b.hash);
}

class Check {
public:
    explicit Check(DigestEvidence evidence) : m_evidence(std::move(evidence)) {
        auto& digests = m_evidence.digests;
        std::sort(digests.begin(), digests.end(), before);
        for (const auto& digest : digests) {
            m_byObject.emplace(digest.bucket + '/' + digest.object, &digest);
            if (!digest.previousObject.empty())
                m_followers.emplace(digest.previousBucket + '/' + digest.previousObject, &digest);
        }
        for (const auto& key : m_evidence.keys)
            m_keys.emplace(key.fingerprint, &key);
        for (const auto& file : m_evidence.logFiles) {
            m_byHash.emplace(file.hash, &file);
            m_byStem.emplace(stemOf(file.path), &file);
        }
    }

    store::SourceDigests run() {
        const auto& digests = m_evidence.digests;
        const Digest* last = nullptr; // of the chain, the one that ends latest
        for (std::size_t i = 0; i < digests.size(); ++i) {
            const auto& digest = digests[i];
            if (last && chainOf(*last) != chainOf(digest)) last = nullptr;
            auto row = rowOf(digest);
            link(digest, last, row);
            row.newest = i + 1 == digests.size() || chainOf(digests[i + 1]) != chainOf(digest);
            row.signature = signatureOf(digest);
            compareFiles(digest, row);
            m_found.digests.push_back(std::move(row));
            if (!last || digest.end > last->end) last = &digest;
        }
        addUnnamed();
        return std::move(m_found);
    }

private:
    static store::SourceDigest rowOf(const Digest& digest) {
        store::SourceDigest row;
        row.record = digest.record;
        row.source = kSource;
        row.environment = digest.account;
        row.region = digest.region;
        row.trail = digest.trail;
        row.object = digest.object;
        row.from = digest.start;
        row.until = digest.end;
        return row;
    }

    // How it joins what came before it in time.
    void link(const Digest& digest, const Digest* last, store::SourceDigest& row) const {
        const bool apart = last && digest.start > last->end;
        if (digest.previousObject.empty()) {
            // A chain that begins anew: recording was off in between.
            row.link = apart ? "time-hole" : "first";
            if (apart) row.linkFrom = last->end;
            return;
        }
        const auto [from, to] = m_byObject.equal_range(digest.previousBucket + '/' + digest.previousObject);
        if (from == to) {
            row.link = "previous-missing";
            if (last) row.linkFrom = std::min(last->end, digest.start);
            return;
        }
        const auto named =
            std::find_if(from, to, [&](const auto& one) { return one.second->hash == digest.previousHash; });
        row.link = named == to ? "hash-differs" : named->second->end < digest.start ? "time-hole" : "holds";
        if (row.link == "time-hole") row.linkFrom = named->second->end;
    }

    const DigestKey* keyOf(const Digest& digest) const {
        const auto [from, to] = m_keys.equal_range(digest.fingerprint);
        for (auto at = from; at != to; ++at)
            if (digest.end >= at->second->from.value_or(digest.end) &&
                digest.end <= at->second->until.value_or(digest.end))
                return at->second;
        return nullptr;
    }

    static bool isSigned(const Digest& digest, const DigestKey& key, const std::string& hex) {
        const auto signature = base::fromHex(base::toLower(hex));
        return signature && seal::verifyRsaSha256(base::asBytes(key.der), base::asBytes(signedText(digest)),
                                                  base::asBytes(*signature));
    }

    // Signatures that claim to be this digest's: those that a later digest repeats, and a head object of its name.
    std::vector<std::string> signaturesOf(const Digest& digest) const {
        std::vector<std::string> list;
        const auto [from, to] = m_followers.equal_range(digest.bucket + '/' + digest.object);
        for (auto at = from; at != to; ++at)
            if (!at->second->previousSignature.empty()) list.push_back(at->second->previousSignature);
        for (const auto& one : m_evidence.signatures)
            if (const auto stem = stemOf(one.path); stem == stemOf(digest.object) || stem == stemOf(digest.path))
                list.push_back(one.hex);
        return list;
    }

    std::string signatureOf(const Digest& digest) const {
        const auto* key = keyOf(digest);
        const auto sound = [&](const auto& hex) { return isSigned(digest, *key, hex); };
        const auto claimed = signaturesOf(digest);
        if (!claimed.empty() && !key) return "unknown-key";
        if (!claimed.empty()) return std::any_of(claimed.begin(), claimed.end(), sound) ? "signed" : "broken";
        // A head object under another name is this digest's when its signature says so.
        const auto& loose = m_evidence.signatures;
        const bool found =
            key && std::any_of(loose.begin(), loose.end(), [&](const auto& one) { return sound(one.hex); });
        return found ? "signed" : "not-exported";
    }

    const ImportedLogFile* named(const NamedLogFile& wanted) const {
        if (const auto same = m_byHash.find(wanted.hash); same != m_byHash.end()) return same->second;
        const auto alike = m_byStem.find(stemOf(wanted.object));
        return alike == m_byStem.end() ? nullptr : alike->second;
    }

    void compareFiles(const Digest& digest, store::SourceDigest& row) {
        for (const auto& wanted : digest.files) {
            ++row.files;
            const auto* file = named(wanted);
            if (file) m_named.insert(file->file);
            if (file && file->hash == wanted.hash) {
                ++row.same;
                continue;
            }
            ++(file ? row.other : row.missing);
            m_found.files.push_back({digest.record, kSource, digest.account, digest.region, digest.trail, wanted.object,
                                     file ? "other-hash" : "not-imported", file ? file->file : model::FileId{},
                                     wanted.oldest, wanted.newest});
        }
    }

    // Files whose events lie well inside the time that the digests of their account speak about.
    void addUnnamed() {
        std::map<std::string, std::pair<base::Millis, base::Millis>> spans;
        for (const auto& digest : m_evidence.digests) {
            const auto span = spans.emplace(digest.account, std::pair(digest.start, digest.end)).first;
            span->second.first = std::min(span->second.first, digest.start);
            span->second.second = std::max(span->second.second, digest.end);
        }
        for (const auto& file : m_evidence.logFiles) {
            const auto span = spans.find(file.environment);
            if (span == spans.end() || m_named.contains(file.file) || !file.from || !file.until) continue;
            if (*file.from < span->second.first || *file.until + kDelivery > span->second.second) continue;
            m_found.files.push_back(
                {{}, kSource, file.environment, {}, {}, file.path, "not-named", file.file, file.from, file.until});
        }
    }

    DigestEvidence m_evidence;
    std::multimap<std::string, const Digest*> m_byObject, m_followers; // by bucket and object
    std::multimap<std::string, const DigestKey*> m_keys;
    std::multimap<std::string, const ImportedLogFile*> m_byHash, m_byStem;
    std::set<model::FileId> m_named;
    store::SourceDigests m_found;
};

} // namespace

std::string signedText(const Digest& digest) {
    return digest.endText + '\n' + digest.bucket + '/' + digest.object + '\n' + digest.hash + '\n' +
           (digest.previousSignature.empty() ? "null" : digest.previousSignature);
}

store::SourceDigests checkDigests(DigestEvidence evidence) {
    return Check(std::move(evidence)).run();
}

} // namespace proofstead::trail
