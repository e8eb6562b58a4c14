#include "store/Varint.h"

namespace proofstead::store {

void appendVarint(std::string& out, std::uint64_t value) {
    while (value >= 0x80) {
        out += static_cast<char>(value | 0x80U);
        value >>= 7U;
    }
    out += static_cast<char>(value);
}

std::uint64_t VarintReader::nextLong() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 70; shift += 7) {
        if (m_pos >= m_bytes.size()) break;
        const auto byte = static_cast<unsigned char>(m_bytes[m_pos++]);
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if (byte < 0x80) return value;
    }
    m_broken = true;
    m_pos = m_bytes.size();
    return 0;
}

std::string_view VarintReader::take(std::size_t size) {
    if (size > m_bytes.size() - m_pos) {
        m_broken = true;
        m_pos = m_bytes.size();
        return {};
    }
    const auto part = m_bytes.substr(m_pos, size);
    m_pos += size;
    return part;
}

} // namespace proofstead::store
