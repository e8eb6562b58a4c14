#include "ingest/Sealing.h"

#include "store/Layout.h"

#include <algorithm>

namespace proofstead::ingest {

SealedBatch Sealing::seal(const source::RecordBatch& batch) {
    SealedBatch sealed;
    const auto count = batch.slices.size();
    sealed.salts.resize(count * seal::kSaltSize);
    seal::fillRandom({reinterpret_cast<std::uint8_t*>(sealed.salts.data()), sealed.salts.size()});
    sealed.hashes.reserve(count * 32);
    for (std::size_t i = 0; i < count; ++i) {
        const auto salt = std::string_view(sealed.salts).substr(i * seal::kSaltSize, seal::kSaltSize);
        const auto leaf = seal::leafHash(base::asBytes(salt), base::asBytes(batch.view(batch.slices[i])));
        sealed.hashes.append(reinterpret_cast<const char*>(leaf.data()), leaf.size());
        m_tree.add(leaf);
    }
    sealed.packed = m_packer.packRecords(batch.bytes);
    return sealed;
}

void Sealing::goOn(const std::vector<std::string>& hashes) {
    for (const auto& hash : hashes) {
        seal::Hash leaf{};
        std::copy_n(hash.begin(), std::min(hash.size(), leaf.size()), leaf.begin());
        m_tree.add(leaf);
    }
}

store::SegmentData segmentOf(const source::RecordBatch& batch, SealedBatch&& sealed,
                             const std::vector<store::LeafKind>& kinds, std::int64_t firstLeaf) {
    store::SegmentData segment;
    segment.firstLeaf = firstLeaf;
    segment.leaves = static_cast<std::int64_t>(batch.slices.size());
    segment.rawSize = static_cast<std::int64_t>(batch.bytes.size());
    std::int64_t end = batch.slices.empty() ? 0 : batch.slices.front().offset;
    store::appendVarint(segment.layout, static_cast<std::uint64_t>(end));
    for (std::size_t i = 0; i < batch.slices.size(); ++i) {
        const auto& slice = batch.slices[i];
        store::appendSpan(segment.layout, slice.offset - end, static_cast<std::int64_t>(slice.length), kinds[i]);
        end = slice.offset + static_cast<std::int64_t>(slice.length);
    }
    segment.salts = std::move(sealed.salts);
    segment.hashes = std::move(sealed.hashes);
    segment.packed = std::move(sealed.packed);
    return segment;
}

} // namespace proofstead::ingest
