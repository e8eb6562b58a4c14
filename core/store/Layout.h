// How the records of one segment lie in the stream they came from: a row of LEB128 varints.
#pragma once

#include "base/Result.h"
#include "store/EvidenceStore.h"
#include "store/Varint.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace proofstead::store {

struct LeafSpan {
    std::int64_t offset = 0; // in the decompressed stream
    std::int64_t length = 0;
    LeafKind kind = LeafKind::Accepted;
};

// Writes one leaf: bytes skipped since the end of the leaf before it, then length << 2 | kind.
void appendSpan(std::string& layout, std::int64_t skipped, std::int64_t length, LeafKind kind);
// First value: the stream offset where the segment begins. Error code "vault-damaged".
base::Result<std::vector<LeafSpan>> readLayout(std::string_view layout, std::int64_t leaves);

} // namespace proofstead::store
