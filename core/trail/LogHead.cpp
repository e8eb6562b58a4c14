#include "trail/LogHead.h"

#include "base/Failpoint.h"
#include "trail/Custody.h"

namespace proofstead::trail {

namespace {

base::Result<seal::LogKey> logKey(const store::Vault& vault) {
    PS_TRY(std::string secret, vault.logPrivateKey());
    auto key = seal::LogKey::fromPrivateBytes(base::asBytes(secret));
    seal::cleanse(secret);
    return key;
}

} // namespace

base::Result<seal::VerifierKey> verifierKey(const store::Vault& vault) {
    PS_TRY(const std::string bytes, vault.logPublicKey());
    seal::VerifierKey key;
    key.name = vault.origin();
    if (bytes.size() != key.key.size()) return base::fail("bad-key", "a public key has 32 bytes");
    std::copy(bytes.begin(), bytes.end(), key.key.begin());
    return key;
}

base::Result<std::string> addCheckpoint(store::Vault& vault) {
    PS_TRY(const seal::VerifierKey verifier, verifierKey(vault));
    PS_TRY(const auto latest, vault.latestCheckpoint());
    PS_TRY(const seal::MerkleTree tree, logTree(vault));
    const seal::Checkpoint head{verifier.name, static_cast<std::int64_t>(tree.size()), tree.root()};
    const auto signedHead = seal::openCheckpoint(latest.value_or(std::string()), verifier);
    if (signedHead && *signedHead == head) return *latest;
    PS_TRY(const seal::LogKey key, logKey(vault));
    base::passFailpoint(base::Failpoint::BeforeCheckpoint);
    const std::string note = seal::signCheckpoint(head, key);
    PS_CHECK(vault.addCheckpoint(head.size, note));
    return note;
}

base::Result<std::string> signManifest(const store::Vault& vault, std::string_view manifest) {
    PS_TRY(const seal::LogKey key, logKey(vault));
    return seal::signManifest(manifest, vault.origin(), key);
}

base::Result<seal::LogProof> entryProof(const store::Vault& vault, model::LogSeq seq) {
    PS_TRY(const seal::VerifierKey verifier, verifierKey(vault));
    PS_TRY(const auto note, vault.latestCheckpoint());
    PS_TRY(const seal::Checkpoint head, seal::openCheckpoint(note.value_or(std::string()), verifier));
    PS_TRY(const auto entry, vault.logEntry(seq));
    if (!entry || seq >= head.size) return base::fail("record-unknown", std::to_string(seq));
    PS_TRY(const seal::MerkleTree tree, logTree(vault, head.size));
    PS_TRY(auto path, tree.auditPath(static_cast<std::uint64_t>(seq)));
    return seal::LogProof{seq,       entry->body,     seal::leafHash({}, base::asBytes(entry->body)),
                          head.size, std::move(path), tree.root()};
}

base::Result<seal::MerkleTree> logTree(const store::Vault& vault, std::int64_t size) {
    if (size < 0) {
        PS_TRY(size, vault.logSize());
    }
    PS_TRY(const auto stored, vault.logLeaves(size));
    PS_TRY(auto leaves, toHashes(stored));
    return seal::MerkleTree(std::move(leaves));
}

} // namespace proofstead::trail
