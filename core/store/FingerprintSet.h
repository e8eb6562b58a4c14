// Fingerprints of everything imported so far, in memory: says at once that an event is new, which most are.
// Eight bytes an event at a load of at most 0.7.
#pragma once

#include <cstdint>
#include <vector>

namespace proofstead::store {

class FingerprintSet {
public:
    void reserve(std::size_t count);
    bool contains(std::uint64_t fingerprint) const;
    // false when it was there already.
    bool add(std::uint64_t fingerprint);
    std::size_t size() const { return m_size; }

private:
    static std::uint64_t usable(std::uint64_t fingerprint) {
        return fingerprint == 0 ? 1 : fingerprint;
    } // 0: empty slot
    std::size_t slotOf(std::uint64_t fingerprint) const;
    void grow(std::size_t slots);

    std::vector<std::uint64_t> m_slots;
    std::size_t m_size = 0;
};

} // namespace proofstead::store
