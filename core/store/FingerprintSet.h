// Fingerprints of everything imported so far, in memory: says at once that an event is new, which most are. Of each it
// holds 32 bits and the number of the record, eight bytes in all; some in a thousand million look-ups find a record
// that only looks alike, so what is found must be compared.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace proofstead::store {

class FingerprintSet {
public:
    // The part of a fingerprint that is held.
    static std::uint32_t tagOf(std::uint64_t fingerprint) { return static_cast<std::uint32_t>(fingerprint >> 32U); }

    void reserve(std::size_t count);
    void add(std::uint32_t tag, std::uint32_t record);
    std::size_t size() const { return m_size; }

    // Calls `seen(record)` for each record with this tag until it returns true; whether it did.
    template <class Seen>
    bool find(std::uint32_t tag, Seen seen) const {
        const auto& shard = m_shards[tag % kShards];
        if (shard.empty()) return false;
        for (auto at = placeOf(tag, shard.size()); shard[at] != 0; at = at + 1 == shard.size() ? 0 : at + 1)
            if (shard[at] >> 32U == tag && seen(static_cast<std::uint32_t>(shard[at]))) return true;
        return false;
    }

private:
    // Many small tables grow one after the other, so that never all of them stand there twice.
    static constexpr std::size_t kShards = 64;
    using Shard = std::vector<std::uint64_t>; // tag above, record below; 0: free

    static std::size_t placeOf(std::uint32_t tag, std::size_t size) {
        const std::uint32_t mixed = (tag / kShards) * 0x9E3779B1U; // Fibonacci hashing
        return static_cast<std::size_t>(std::uint64_t{mixed} * size >> 32U);
    }
    static void put(Shard& shard, std::uint64_t entry);
    static void grow(Shard& shard, std::size_t slots);

    std::array<Shard, kShards> m_shards;
    std::array<std::size_t, kShards> m_counts{};
    std::size_t m_size = 0;
};

} // namespace proofstead::store
