// Merkle trees as RFC 6962 section 2.1 defines them (same trees as RFC 9162): the root over the records of a file and
// over the evidence log, and the proofs that one leaf lies in a tree and that one tree grew out of another. While
// reading, use MerkleBuilder; to make proofs, MerkleTree; to check them, verifyInclusion() and verifyConsistency().
//
// Leaves are leaf hashes (seal::leafHash), numbered from 0. The root of no leaves is SHA-256 of nothing.
// Error codes: "merkle-range" (a leaf or size outside the tree), "merkle-state" (a saved state that cannot be one).
#pragma once

#include "base/Result.h"
#include "seal/Digest.h"

#include <cstdint>
#include <string>
#include <vector>

namespace proofstead::seal {

Hash emptyRoot();

// Streaming root: one leaf at a time, memory of one hash for each bit of the size.
class MerkleBuilder {
public:
    void add(const Hash& leaf);
    Hash root() const;
    std::uint64_t size() const { return m_size; }

    // "size" as eight bytes, most significant first, then the roots of the complete subtrees from left to right.
    std::string state() const;
    static base::Result<MerkleBuilder> fromState(std::string_view state);

private:
    std::vector<Hash> m_peaks; // complete subtrees, largest first; one for each bit set in m_size
    std::uint64_t m_size = 0;
};

// The whole tree in memory (64 bytes a leaf), for many proofs over the same leaves.
class MerkleTree {
public:
    explicit MerkleTree(std::vector<Hash> leaves);

    std::uint64_t size() const { return m_levels.front().size(); }
    Hash root() const;
    // Root of the tree when it had only the first `size` leaves.
    base::Result<Hash> rootAt(std::uint64_t size) const;
    // Audit path of a leaf, from the leaf's sibling up to the root's child (RFC 6962 section 2.1.1).
    base::Result<std::vector<Hash>> auditPath(std::uint64_t leaf) const;
    // Proof that the tree of the first `oldSize` leaves is a prefix of this one (RFC 6962 section 2.1.2). Empty for
    // oldSize 0 and for oldSize == size().
    base::Result<std::vector<Hash>> consistency(std::uint64_t oldSize) const;

private:
    // The node over leaves [from, until), which must be one of the tree's own nodes.
    const Hash& node(std::uint64_t from, std::uint64_t until) const;

    std::vector<std::vector<Hash>> m_levels; // [0] leaves; a node without a right neighbour moves up unchanged
};

Hash merkleRoot(const std::vector<Hash>& leaves);
base::Result<std::vector<Hash>> auditPath(const std::vector<Hash>& leaves, std::uint64_t leaf);

// Does `path` lead from the leaf to the root of a tree of `size` leaves (RFC 9162 section 2.1.3.2)?
bool verifyInclusion(const Hash& leafHash, std::uint64_t leaf, std::uint64_t size, const std::vector<Hash>& path,
                     const Hash& root);
// Is the tree of `newSize` leaves the tree of `oldSize` leaves with leaves added behind (RFC 9162 section 2.1.4.2)?
bool verifyConsistency(std::uint64_t oldSize, const Hash& oldRoot, std::uint64_t newSize, const Hash& newRoot,
                       const std::vector<Hash>& proof);

} // namespace proofstead::seal
