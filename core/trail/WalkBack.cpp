#include "trail/WalkBack.h"

#include "trail/Custody.h"

#include <fmt/format.h>
#include <optional>

namespace proofstead::trail {

namespace {

constexpr std::uint64_t kMaxCachedLeaves = 2'000'000; // of file trees, 64 bytes each

std::vector<std::string> toHex(const std::vector<seal::Hash>& hashes) {
    std::vector<std::string> hex;
    hex.reserve(hashes.size());
    for (const seal::Hash& hash : hashes)
        hex.push_back(seal::toHex(hash));
    return hex;
}

} // namespace

struct WalkBack::Private {
    explicit Private(const store::Vault& vault) : evidence(vault) {}

    base::Result<const seal::MerkleTree*> fileTree(model::FileId file);
    base::Status addOrigin(model::Trail& trail, const model::Origin& origin);
    base::Status addLeaf(model::Trail& trail, const model::Origin& origin, model::InclusionProof& proof);
    base::Status addFileRoot(model::Trail& trail, model::FileId file, model::InclusionProof& proof);
    base::Status addLog(model::Trail& trail, const store::StoredFile& file, model::InclusionProof& proof);
    bool isSigned(model::LogSeq custody) const { return checkpoint && custody < checkpoint->size; }

    store::EvidenceStore evidence;
    seal::VerifierKey key;
    std::string note;
    std::optional<seal::Checkpoint> checkpoint; // opened; nullopt: none, or not valid
    std::vector<model::LogEntry> log;
    std::map<model::LogSeq, RereadCounts> later;
    std::optional<seal::MerkleTree> wholeTree, signedTree;
    std::map<model::FileId, seal::MerkleTree> fileTrees;
    std::uint64_t cachedLeaves = 0;
};

WalkBack::WalkBack(std::unique_ptr<Private> d) : m_d(std::move(d)) {}
WalkBack::WalkBack(WalkBack&&) noexcept = default;
WalkBack& WalkBack::operator=(WalkBack&&) noexcept = default;
WalkBack::~WalkBack() = default;

const std::string& WalkBack::checkpoint() const {
    return m_d->note;
}
const seal::VerifierKey& WalkBack::key() const {
    return m_d->key;
}

base::Result<WalkBack> WalkBack::open(const store::Vault& vault) {
    auto d = std::make_unique<Private>(vault);
    PS_TRY(d->key, verifierKey(vault));
    PS_TRY(const auto note, vault.latestCheckpoint());
    d->note = note.value_or(std::string());
    PS_TRY(d->log, vault.log());
    d->later = rereadCounts(d->log);
    PS_TRY(auto whole, logTree(vault));
    const auto opened = seal::openCheckpoint(d->note, d->key);
    if (opened && static_cast<std::uint64_t>(opened->size) <= whole.size()) {
        d->checkpoint = *opened;
        PS_TRY(auto tree, logTree(vault, opened->size));
        d->signedTree.emplace(std::move(tree));
    }
    d->wholeTree.emplace(std::move(whole));
    return WalkBack(std::move(d));
}

base::Result<const seal::MerkleTree*> WalkBack::Private::fileTree(model::FileId file) {
    if (const auto known = fileTrees.find(file); known != fileTrees.end()) return &known->second;
    PS_TRY(const auto stored, evidence.leafHashes(file));
    PS_TRY(auto leaves, toHashes(stored));
    if (cachedLeaves + leaves.size() > kMaxCachedLeaves) {
        fileTrees.clear();
        cachedLeaves = 0;
    }
    cachedLeaves += leaves.size();
    return &fileTrees.emplace(file, seal::MerkleTree(std::move(leaves))).first->second;
}

base::Status WalkBack::Private::addLeaf(model::Trail& trail, const model::Origin& origin,
                                        model::InclusionProof& proof) {
    PS_TRY(const auto leaf, evidence.leaf(origin.file, origin.leaf));
    PS_TRY(const seal::Hash stored, toHash(leaf.hash));
    proof.leafHash = seal::toHex(stored);
    if (leaf.info.kind == store::LeafKind::Erased) {
        trail.steps.push_back({"trail.erased", proof.leafHash, true});
        return {};
    }
    proof.salt = base::toHex(base::asBytes(leaf.salt));
    if (trail.raw.empty()) trail.raw = leaf.bytes;
    const bool holds = seal::leafHash(base::asBytes(leaf.salt), base::asBytes(leaf.bytes)) == stored;
    trail.steps.push_back({"trail.leaf", proof.leafHash, holds});
    return {};
}

base::Status WalkBack::Private::addFileRoot(model::Trail& trail, model::FileId file, model::InclusionProof& proof) {
    PS_TRY(const seal::MerkleTree* tree, fileTree(file));
    proof.fileLeaves = static_cast<std::int64_t>(tree->size());
    proof.fileRoot = seal::toHex(tree->root());
    const auto index = static_cast<std::uint64_t>(proof.origin.leaf);
    PS_TRY(const auto path, tree->auditPath(index));
    proof.filePath = toHex(path);
    const auto leaf = seal::hashFromHex(proof.leafHash);
    const bool holds = leaf && seal::verifyInclusion(*leaf, index, tree->size(), path, tree->root());
    trail.steps.push_back({"trail.file-root", proof.fileRoot, holds});
    return {};
}

base::Status WalkBack::Private::addLog(model::Trail& trail, const store::StoredFile& file,
                                       model::InclusionProof& proof) {
    if (file.custody < 0 || static_cast<std::size_t>(file.custody) >= log.size())
        return base::fail("vault-damaged", fmt::format("no custody entry {}", file.custody));
    const model::LogEntry& entry = log[static_cast<std::size_t>(file.custody)];
    const seal::MerkleTree& tree = isSigned(file.custody) ? *signedTree : *wholeTree;
    const seal::Hash leaf = leafOf(entry);
    proof.custody = file.custody;
    proof.custodyEntry = entry.body;
    proof.logSize = static_cast<std::int64_t>(tree.size());
    proof.logRoot = seal::toHex(tree.root());
    PS_TRY(const auto path, tree.auditPath(static_cast<std::uint64_t>(file.custody)));
    proof.logPath = toHex(path);
    const bool same = custodyDifference(entry, file, later).empty() && file.root == proof.fileRoot &&
                      file.records == proof.fileLeaves;
    trail.steps.push_back({"trail.custody", seal::toHex(leaf), same});
    const bool holds =
        seal::verifyInclusion(leaf, static_cast<std::uint64_t>(file.custody), tree.size(), path, tree.root());
    trail.steps.push_back({"trail.log-root", proof.logRoot, holds});
    return {};
}

base::Status WalkBack::Private::addOrigin(model::Trail& trail, const model::Origin& origin) {
    PS_TRY(const store::StoredFile file, evidence.file(origin.file));
    if (file.custody < 0) return {}; // of an import that is still open
    model::InclusionProof proof;
    proof.origin = origin;
    PS_CHECK(addLeaf(trail, origin, proof));
    PS_CHECK(addFileRoot(trail, origin.file, proof));
    PS_CHECK(addLog(trail, file, proof));
    trail.proofs.push_back(std::move(proof));
    return {};
}

base::Result<model::Trail> WalkBack::trail(model::RecordId record) {
    PS_TRY(store::RecordPlace place, m_d->evidence.place(record));
    model::Trail trail;
    trail.record = record;
    trail.kind = std::move(place.kind);
    trail.source = std::move(place.source);
    trail.fields = std::move(place.fields);
    trail.checkpoint = m_d->note;
    bool covered = m_d->checkpoint.has_value();
    for (const auto& [file, origin] : place.origins)
        PS_CHECK(m_d->addOrigin(trail, origin));
    if (trail.proofs.empty()) return base::fail("record-unknown", fmt::format("{}", record.value));
    for (const model::InclusionProof& proof : trail.proofs)
        covered = covered && m_d->isSigned(proof.custody);
    trail.erased = trail.raw.empty();
    for (const model::TrailStep& step : trail.steps)
        trail.erased = trail.erased && step.what != "trail.leaf";
    const std::string root = m_d->signedTree ? seal::toHex(m_d->signedTree->root()) : std::string();
    covered = covered && root == seal::toHex(m_d->checkpoint->root);
    trail.steps.push_back(
        {"trail.checkpoint", covered ? fmt::format("{} {}", m_d->checkpoint->size, root) : "", covered});
    trail.holds = true;
    for (const model::TrailStep& step : trail.steps)
        trail.holds = trail.holds && step.holds;
    return trail;
}

} // namespace proofstead::trail
