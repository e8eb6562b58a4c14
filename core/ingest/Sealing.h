// Turns a batch of records into what the vault keeps: salts, leaf hashes, packed bytes; and the Merkle tree of the
// file.
#pragma once

#include "seal/Digest.h"
#include "seal/Merkle.h"
#include "source/RecordBatch.h"
#include "store/Blob.h"
#include "store/ImportWriter.h"

#include <string>
#include <vector>

namespace proofstead::ingest {

struct SealedBatch {
    std::string salts, hashes, packed;
};

// One for each file; batches must come in the order of the file.
class Sealing {
public:
    SealedBatch seal(const source::RecordBatch& batch);
    // Goes on behind leaves that were sealed before.
    void goOn(const std::vector<std::string>& hashes);
    std::string root() const { return seal::toHex(m_tree.root()); }

private:
    seal::MerkleBuilder m_tree;
    store::Packer m_packer;
};

// The segment of a sealed batch once it is known what became of each record. `end`: stream offset behind the last
// record of the batch before.
store::SegmentData segmentOf(const source::RecordBatch& batch, SealedBatch&& sealed,
                             const std::vector<store::LeafKind>& kinds, std::int64_t firstLeaf);

} // namespace proofstead::ingest
