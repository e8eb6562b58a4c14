#include "seal/PackCheck.h"

#include "seal/Checkpoint.h"
#include "seal/LogProof.h"
#include "seal/PackProof.h"

#include <fmt/format.h>
#include <set>

namespace proofstead::seal {

namespace {

constexpr std::size_t kMaxFailures = 100; // of one kind, each with a step of its own
constexpr std::size_t kMaxName = 200;

// Collects one kind of check over many things: one step when all hold, else one for each failure.
class Tally {
public:
    explicit Tally(std::string what) : m_what(std::move(what)) {}

    // `problem` "" holds.
    void add(const std::string& subject, const std::string& problem) {
        ++m_count;
        if (problem.empty()) return;
        if (++m_failures <= kMaxFailures) m_steps.push_back({m_what, subject + ": " + problem, false, false});
    }
    std::size_t count() const { return m_count; }
    void putInto(std::vector<PackStep>& steps) const {
        if (m_failures == 0) steps.push_back({m_what, std::to_string(m_count), true, false});
        steps.insert(steps.end(), m_steps.begin(), m_steps.end());
        if (m_failures > kMaxFailures)
            steps.push_back({m_what, fmt::format("and {} more", m_failures - kMaxFailures), false, false});
    }

private:
    std::string m_what;
    std::size_t m_count = 0, m_failures = 0;
    std::vector<PackStep> m_steps;
};

struct Listed {
    std::string sha256;
    std::int64_t size = 0;
};

struct Manifest {
    VerifierKey key;
    std::string checkpoint;
    std::map<std::string, Listed> attachments;
};

base::Result<std::map<std::string, Listed>> readListed(const base::Json* list) {
    if (!list || !list->is_array()) return base::fail("pack-manifest", "/attachments");
    std::map<std::string, Listed> listed;
    for (const auto& item : *list) {
        const auto name = base::stringAt(item, "name");
        const Listed entry{base::stringAt(item, "sha256"), base::intAt(item, "size", -1)};
        if (!isSafeName(name) || !hashFromHex(entry.sha256) || entry.size < 0 || name == kManifestName)
            return base::fail("pack-manifest", "/attachments: " + base::shorten(base::printable(name), 120));
        if (!listed.emplace(name, entry).second) return base::fail("pack-manifest", "/attachments: twice " + name);
    }
    return listed;
}

base::Result<Manifest> readManifest(const Attachments& attachments, PackVerdict& verdict) {
    const auto found = attachments.find(kManifestName);
    if (found == attachments.end()) return base::fail("pack-manifest", "manifest.json is missing");
    PS_TRY(const base::Json json, base::parseJson(found->second));
    if (base::stringAt(json, "format") != kPackFormat) return base::fail("pack-manifest", "/format");
    const auto* masked = base::find(json, "masked");
    if (!masked || !masked->is_boolean()) return base::fail("pack-manifest", "/masked");
    verdict.masked = masked->get<bool>();
    verdict.tool = base::stringAt(json, "tool");
    verdict.organisation = base::stringAt(json, "organisation");
    verdict.run = base::stringAt(json, "run");
    verdict.logKey = base::stringAt(json, "log_key");
    Manifest manifest;
    PS_TRY(manifest.key, VerifierKey::parse(verdict.logKey));
    PS_TRY(manifest.attachments, readListed(base::find(json, "attachments")));
    manifest.checkpoint = base::stringAt(json, "checkpoint");
    if (const auto* signature = base::find(json, "signature")) {
        verdict.signedWith = base::stringAt(*signature, "certificate_sha256");
        if (!hashFromHex(verdict.signedWith)) return base::fail("pack-manifest", "/signature");
    }
    if (!manifest.attachments.contains(manifest.checkpoint)) return base::fail("pack-manifest", "/checkpoint");
    return manifest;
}

void checkAttachments(const Attachments& attachments, const Manifest& manifest, std::vector<PackStep>& steps) {
    Tally listed("pack.attachments"), unlisted("pack.unlisted");
    for (const auto& [name, entry] : manifest.attachments) {
        const auto found = attachments.find(name);
        if (found == attachments.end())
            listed.add(name, "missing");
        else if (static_cast<std::int64_t>(found->second.size()) != entry.size)
            listed.add(name, fmt::format("{} bytes instead of {}", found->second.size(), entry.size));
        else
            listed.add(name, sha256Hex(found->second) == entry.sha256 ? "" : "the digest differs");
    }
    for (const auto& [name, bytes] : attachments) {
        const bool known =
            name == kManifestName || name == kManifestSignatureName || manifest.attachments.contains(name);
        unlisted.add(base::shorten(base::printable(name), 120), known ? "" : "not named by the manifest");
    }
    listed.putInto(steps);
    unlisted.putInto(steps);
}

std::optional<Checkpoint> checkCheckpoint(const Attachments& attachments, const Manifest& manifest,
                                          PackVerdict& verdict) {
    const auto found = attachments.find(manifest.checkpoint);
    const auto checkpoint = openCheckpoint(found == attachments.end() ? std::string() : found->second, manifest.key);
    if (!checkpoint) {
        verdict.steps.push_back({"pack.checkpoint", checkpoint.error().toString(), false, false});
        return std::nullopt;
    }
    verdict.logSize = checkpoint->size;
    verdict.steps.push_back({"pack.checkpoint", fmt::format("{}, {} entries", checkpoint->origin, checkpoint->size)});
    return *checkpoint;
}

base::Result<std::vector<PackProof>> readProofs(const Attachments& attachments) {
    const auto found = attachments.find(kProofsName);
    if (found == attachments.end()) return base::fail("pack-proof", "proofs.json is missing");
    PS_TRY(const base::Json json, base::parseJson(found->second, {64, std::size_t{1} << 30U}));
    const auto* list = base::find(json, "proofs");
    if (!list || !list->is_array()) return base::fail("pack-proof", "/proofs");
    std::vector<PackProof> proofs;
    for (std::size_t i = 0; i < list->size(); ++i) {
        auto proof = PackProof::read((*list)[i]);
        if (!proof) return base::fail("pack-proof", fmt::format("/proofs/{}{}", i, proof.error().detail));
        proofs.push_back(std::move(*proof));
    }
    return proofs;
}

void checkProofs(const Attachments& attachments, const std::optional<Checkpoint>& checkpoint, PackVerdict& verdict) {
    const auto proofs = readProofs(attachments);
    if (!proofs) {
        verdict.steps.push_back({"pack.proofs", proofs.error().toString(), false, false});
        return;
    }
    verdict.proofs = static_cast<std::int64_t>(proofs->size());
    verdict.steps.push_back({"pack.proofs", std::to_string(proofs->size())});
    Tally leaf("pack.leaf"), fileRoot("pack.file-root"), custody("pack.custody"), logRoot("pack.log-root");
    std::set<std::string_view> opened;
    std::size_t masked = 0, withheld = 0;
    for (const PackProof& proof : *proofs) {
        const std::string label = proof.label();
        if (proof.attachment) {
            const auto found = attachments.find(*proof.attachment);
            leaf.add(label, found == attachments.end() ? "the record is not attached" : proof.checkLeaf(found->second));
            opened.insert(*proof.attachment);
        } else {
            ++masked;
        }
        fileRoot.add(label, proof.checkFileRoot());
        if (proof.custodyEntry)
            custody.add(label, proof.checkCustody());
        else
            ++withheld;
        logRoot.add(label, checkpoint ? proof.checkLogRoot(*checkpoint) : "there is no valid checkpoint");
    }
    for (const auto& [name, bytes] : attachments)
        if (name.starts_with("records/") && name.ends_with(".bin") && !opened.contains(name))
            leaf.add(base::printable(name), "no proof belongs to it");
    if (leaf.count() > 0) leaf.putInto(verdict.steps);
    if (masked > 0)
        verdict.steps.push_back({"pack.masked", fmt::format("{} of {}", masked, proofs->size()), true, true});
    fileRoot.putInto(verdict.steps);
    if (withheld > 0)
        verdict.steps.push_back({"pack.withheld", fmt::format("{} of {}", withheld, proofs->size()), true, true});
    custody.putInto(verdict.steps);
    logRoot.putInto(verdict.steps);
}

void checkSignOff(const Attachments& attachments, const std::optional<Checkpoint>& checkpoint, PackVerdict& verdict) {
    const auto found = attachments.find(kSignOffName);
    if (found == attachments.end()) return;
    const auto proof = LogProof::read(found->second);
    const auto signOff = proof ? SignOff::of(*proof) : SignOff{};
    std::string problem = !proof        ? proof.error().toString()
                          : !checkpoint ? "there is no valid checkpoint"
                                        : proof->check(*checkpoint);
    if (problem.empty() && (signOff.name.empty() || signOff.run != verdict.run)) problem = "no sign-off of this run";
    const std::string detail = fmt::format("{}, {}, {}", signOff.name, signOff.role, signOff.at);
    verdict.steps.push_back({"pack.sign-off", problem.empty() ? detail : problem, problem.empty(), false});
}

std::string manifestText(std::string_view manifest) {
    return std::string(kPackFormat) + "\n" + sha256Hex(manifest) + "\n";
}

// True: signed under the manifest's key.
bool checkManifestSignature(const Attachments& attachments, const Manifest& manifest, bool needed,
                            std::vector<PackStep>& steps) {
    const std::string what = "pack.manifest-signature";
    const auto found = attachments.find(kManifestSignatureName);
    if (found == attachments.end()) {
        steps.push_back({what, "absent", !needed, !needed});
        return false;
    }
    const auto text = openNote(found->second, manifest.key);
    const bool holds = text && *text == manifestText(attachments.at(kManifestName));
    steps.push_back({what, holds ? manifest.key.name : text ? "for another manifest" : text.error().toString(), holds});
    return holds;
}

} // namespace

const PackStep* PackVerdict::firstFailure() const {
    for (const PackStep& step : steps)
        if (!step.holds) return &step;
    return nullptr;
}

PackVerdict checkPack(const Attachments& attachments, const std::optional<VerifierKey>& trusted) {
    PackVerdict verdict;
    const auto manifest = readManifest(attachments, verdict);
    if (!manifest) {
        verdict.steps.push_back({"pack.manifest", manifest.error().toString(), false, false});
        return verdict;
    }
    verdict.steps.push_back({"pack.manifest", verdict.run});
    checkAttachments(attachments, *manifest, verdict.steps);
    const auto checkpoint = checkCheckpoint(attachments, *manifest, verdict);
    checkProofs(attachments, checkpoint, verdict);
    checkSignOff(attachments, checkpoint, verdict);
    const bool manifestSigned = checkManifestSignature(attachments, *manifest, trusted.has_value(), verdict.steps);
    const bool same = trusted && *trusted == manifest->key;
    verdict.steps.push_back({"pack.signer", manifest->key.toString(), !trusted || same, !trusted});
    verdict.holds = verdict.firstFailure() == nullptr;
    verdict.signerProven = verdict.holds && same && manifestSigned;
    return verdict;
}

bool isSafeName(std::string_view name) {
    if (name.empty() || name.size() > kMaxName || !base::isValidUtf8(name)) return false;
    for (const char c : name)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '\\' || c == ':') return false;
    for (const auto part : base::split(name, '/'))
        if (part.empty() || part == "." || part == "..") return false;
    return true;
}

std::string signManifest(std::string_view manifest, std::string_view origin, const LogKey& key) {
    return signNote(manifestText(manifest), origin, key);
}

base::Json toJson(const PackVerdict& verdict) {
    auto steps = base::Json::array();
    for (const PackStep& step : verdict.steps)
        steps.push_back({{"what", step.what}, {"detail", step.detail}, {"holds", step.holds}, {"note", step.note}});
    return {{"holds", verdict.holds},    {"signer_proven", verdict.signerProven},
            {"masked", verdict.masked},  {"organisation", verdict.organisation},
            {"run", verdict.run},        {"tool", verdict.tool},
            {"log_key", verdict.logKey}, {"log_size", verdict.logSize},
            {"proofs", verdict.proofs},  {"steps", std::move(steps)}};
}

} // namespace proofstead::seal
