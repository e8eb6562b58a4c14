#include "store/FingerprintSet.h"

#include <algorithm>

namespace proofstead::store {

void FingerprintSet::put(Shard& shard, std::uint64_t entry) {
    auto at = placeOf(static_cast<std::uint32_t>(entry >> 32U), shard.size());
    while (shard[at] != 0)
        at = at + 1 == shard.size() ? 0 : at + 1;
    shard[at] = entry;
}

void FingerprintSet::grow(Shard& shard, std::size_t slots) {
    Shard old(slots, 0);
    old.swap(shard);
    for (const auto entry : old)
        if (entry != 0) put(shard, entry);
}

void FingerprintSet::reserve(std::size_t count) {
    const auto slots = count / kShards * 4 / 3 + 64;
    for (auto& shard : m_shards)
        if (slots > shard.size()) grow(shard, slots);
}

void FingerprintSet::add(std::uint32_t tag, std::uint32_t record) {
    auto& shard = m_shards[tag % kShards];
    auto& count = m_counts[tag % kShards];
    // At most four fifths full; grown by two fifths.
    if ((count + 1) * 5 >= shard.size() * 4) grow(shard, std::max<std::size_t>(64, shard.size() * 7 / 5));
    put(shard, std::uint64_t{tag} << 32U | record);
    ++count;
    ++m_size;
}

} // namespace proofstead::store
