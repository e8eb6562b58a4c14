// LEB128: whole numbers in as few bytes as they need, low seven bits first. Signed ones are folded (zigzag), so that
// small negative numbers stay short.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace proofstead::store {

void appendVarint(std::string& out, std::uint64_t value);
inline std::uint64_t folded(std::int64_t value) {
    return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63);
}
inline std::int64_t unfolded(std::uint64_t value) {
    return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
}

// Reads what appendVarint() wrote; once something does not fit it stays broken and gives zeros.
class VarintReader {
public:
    explicit VarintReader(std::string_view bytes) : m_bytes(bytes) {}

    std::uint64_t next() {
        if (m_pos < m_bytes.size() && static_cast<unsigned char>(m_bytes[m_pos]) < 0x80)
            return static_cast<unsigned char>(m_bytes[m_pos++]);
        return nextLong();
    }
    std::int64_t nextFolded() { return unfolded(next()); }
    std::string_view take(std::size_t size);
    bool broken() const { return m_broken; }
    bool atEnd() const { return m_pos == m_bytes.size(); }

private:
    std::uint64_t nextLong();

    std::string_view m_bytes;
    std::size_t m_pos = 0;
    bool m_broken = false;
};

} // namespace proofstead::store
