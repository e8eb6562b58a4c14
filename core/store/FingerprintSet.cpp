#include "store/FingerprintSet.h"

#include <bit>

namespace proofstead::store {

std::size_t FingerprintSet::slotOf(std::uint64_t fingerprint) const {
    std::size_t slot = fingerprint & (m_slots.size() - 1);
    while (m_slots[slot] != 0 && m_slots[slot] != fingerprint)
        slot = (slot + 1) & (m_slots.size() - 1);
    return slot;
}

void FingerprintSet::grow(std::size_t slots) {
    std::vector<std::uint64_t> old(slots, 0);
    old.swap(m_slots);
    for (const auto fingerprint : old)
        if (fingerprint != 0) m_slots[slotOf(fingerprint)] = fingerprint;
}

void FingerprintSet::reserve(std::size_t count) {
    const auto slots = std::bit_ceil(count * 10 / 7 + 16);
    if (slots > m_slots.size()) grow(slots);
}

bool FingerprintSet::contains(std::uint64_t fingerprint) const {
    return !m_slots.empty() && m_slots[slotOf(usable(fingerprint))] != 0;
}

bool FingerprintSet::add(std::uint64_t fingerprint) {
    reserve(m_size + 1);
    auto& slot = m_slots[slotOf(usable(fingerprint))];
    if (slot != 0) return false;
    slot = usable(fingerprint);
    ++m_size;
    return true;
}

} // namespace proofstead::store
