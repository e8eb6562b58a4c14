#include "seal/Merkle.h"

#include <bit>
#include <fmt/format.h>

namespace proofstead::seal {

namespace {

// The largest power of two below `size`: how many leaves the left child of a tree covers. `size` is at least 2.
std::uint64_t leftSize(std::uint64_t size) {
    return std::bit_floor(size - 1);
}

} // namespace

Hash emptyRoot() {
    return sha256(Bytes{});
}

void MerkleBuilder::add(const Hash& leaf) {
    Hash node = leaf;
    for (std::uint64_t bits = m_size; bits & 1U; bits >>= 1U) {
        node = nodeHash(m_peaks.back(), node);
        m_peaks.pop_back();
    }
    m_peaks.push_back(node);
    ++m_size;
}

Hash MerkleBuilder::root() const {
    if (m_peaks.empty()) return emptyRoot();
    Hash root = m_peaks.back();
    for (auto peak = m_peaks.rbegin() + 1; peak != m_peaks.rend(); ++peak)
        root = nodeHash(*peak, root);
    return root;
}

std::string MerkleBuilder::state() const {
    std::string state;
    for (int shift = 56; shift >= 0; shift -= 8)
        state += static_cast<char>(m_size >> shift & 0xFFU);
    for (const Hash& peak : m_peaks)
        state.append(peak.begin(), peak.end());
    return state;
}

base::Result<MerkleBuilder> MerkleBuilder::fromState(std::string_view state) {
    if (state.size() < 8) return base::fail("merkle-state", "shorter than eight bytes");
    MerkleBuilder builder;
    for (const char byte : state.substr(0, 8))
        builder.m_size = builder.m_size << 8U | static_cast<std::uint8_t>(byte);
    const auto peaks = static_cast<std::size_t>(std::popcount(builder.m_size));
    state.remove_prefix(8);
    if (state.size() != peaks * 32) return base::fail("merkle-state", fmt::format("{} bytes of hashes", state.size()));
    builder.m_peaks.resize(peaks);
    for (std::size_t i = 0; i < peaks; ++i)
        std::copy_n(state.begin() + static_cast<std::ptrdiff_t>(i * 32), 32, builder.m_peaks[i].begin());
    return builder;
}

MerkleTree::MerkleTree(std::vector<Hash> leaves) {
    m_levels.push_back(std::move(leaves));
    while (m_levels.back().size() > 1) {
        const auto& below = m_levels.back();
        std::vector<Hash> level;
        level.reserve((below.size() + 1) / 2);
        for (std::size_t i = 0; i + 1 < below.size(); i += 2)
            level.push_back(nodeHash(below[i], below[i + 1]));
        if (below.size() % 2 == 1) level.push_back(below.back());
        m_levels.push_back(std::move(level));
    }
}

Hash MerkleTree::root() const {
    return size() == 0 ? emptyRoot() : m_levels.back().front();
}

const Hash& MerkleTree::node(std::uint64_t from, std::uint64_t until) const {
    const auto level = static_cast<std::size_t>(std::bit_width(until - from - 1));
    return m_levels[level][from >> level];
}

base::Result<Hash> MerkleTree::rootAt(std::uint64_t wanted) const {
    if (wanted > size()) return base::fail("merkle-range", fmt::format("size {} of {}", wanted, size()));
    if (wanted == 0) return emptyRoot();
    // Complete subtrees of the smaller tree from left to right, then folded from the right.
    std::vector<Hash> peaks;
    for (std::uint64_t from = 0; from < wanted;) {
        const std::uint64_t width = std::bit_floor(wanted - from);
        peaks.push_back(node(from, from + width));
        from += width;
    }
    Hash root = peaks.back();
    for (auto peak = peaks.rbegin() + 1; peak != peaks.rend(); ++peak)
        root = nodeHash(*peak, root);
    return root;
}

base::Result<std::vector<Hash>> MerkleTree::auditPath(std::uint64_t leaf) const {
    if (leaf >= size()) return base::fail("merkle-range", fmt::format("leaf {} of {}", leaf, size()));
    std::vector<Hash> path;
    for (std::size_t level = 0; level + 1 < m_levels.size(); ++level, leaf >>= 1U) {
        const std::uint64_t sibling = leaf ^ 1U;
        if (sibling < m_levels[level].size()) path.push_back(m_levels[level][sibling]);
    }
    return path;
}

base::Result<std::vector<Hash>> MerkleTree::consistency(std::uint64_t oldSize) const {
    if (oldSize > size()) return base::fail("merkle-range", fmt::format("size {} of {}", oldSize, size()));
    if (oldSize == 0 || oldSize == size()) return std::vector<Hash>{};
    // SUBPROOF of RFC 6962, unrolled: walk down to where the old tree ends, noting the other child of each node.
    std::uint64_t from = 0, until = size();
    std::vector<Hash> proof;
    bool known = true; // the old tree's root itself, which the verifier has, would be the first hash
    while (oldSize != until) {
        const std::uint64_t split = from + leftSize(until - from);
        if (oldSize <= split) {
            proof.push_back(node(split, until));
            until = split;
        } else {
            proof.push_back(node(from, split));
            from = split;
            known = false;
        }
    }
    if (!known) proof.push_back(node(from, until));
    return std::vector<Hash>(proof.rbegin(), proof.rend());
}

Hash merkleRoot(const std::vector<Hash>& leaves) {
    MerkleBuilder builder;
    for (const Hash& leaf : leaves)
        builder.add(leaf);
    return builder.root();
}

base::Result<std::vector<Hash>> auditPath(const std::vector<Hash>& leaves, std::uint64_t leaf) {
    return MerkleTree(leaves).auditPath(leaf);
}

bool verifyInclusion(const Hash& leafHash, std::uint64_t leaf, std::uint64_t size, const std::vector<Hash>& path,
                     const Hash& root) {
    if (leaf >= size) return false;
    std::uint64_t node = leaf, last = size - 1;
    Hash hash = leafHash;
    for (const Hash& sibling : path) {
        if (last == 0) return false;
        if (node % 2 == 1 || node == last) {
            hash = nodeHash(sibling, hash);
            for (; node % 2 == 0 && node != 0; node >>= 1U)
                last >>= 1U;
        } else {
            hash = nodeHash(hash, sibling);
        }
        node >>= 1U;
        last >>= 1U;
    }
    return last == 0 && hash == root;
}

bool verifyConsistency(std::uint64_t oldSize, const Hash& oldRoot, std::uint64_t newSize, const Hash& newRoot,
                       const std::vector<Hash>& proof) {
    if (oldSize > newSize) return false;
    if (oldSize == newSize) return proof.empty() && oldRoot == newRoot;
    if (oldSize == 0) return proof.empty() && oldRoot == emptyRoot();
    auto next = proof.begin();
    // An old tree that is complete is the first node of its own proof and is not repeated there.
    const bool complete = std::has_single_bit(oldSize);
    if (!complete && next == proof.end()) return false;
    const Hash first = complete ? oldRoot : *next++;
    std::uint64_t node = oldSize - 1, last = newSize - 1;
    for (; node % 2 == 1; node >>= 1U)
        last >>= 1U;
    Hash oldHash = first, newHash = first;
    for (; next != proof.end(); ++next) {
        if (last == 0) return false;
        if (node % 2 == 1 || node == last) {
            oldHash = nodeHash(*next, oldHash);
            newHash = nodeHash(*next, newHash);
            for (; node % 2 == 0 && node != 0; node >>= 1U)
                last >>= 1U;
        } else {
            newHash = nodeHash(newHash, *next);
        }
        node >>= 1U;
        last >>= 1U;
    }
    return last == 0 && oldHash == oldRoot && newHash == newRoot;
}

} // namespace proofstead::seal
