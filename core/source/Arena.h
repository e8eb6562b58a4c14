// Memory for the texts of one batch of events: handed out in pieces that never move, given back all at once.
#pragma once

#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace proofstead::source {

class Arena {
public:
    // Room for `size` bytes; what is not used is given back with shrink().
    char* take(std::size_t size) {
        if (m_blocks.empty() || m_used + size > m_blocks[m_block].size) grow(size);
        char* place = m_blocks[m_block].bytes.get() + m_used;
        m_used += size;
        return place;
    }
    void giveBack(std::size_t size) { m_used -= size; }

    std::string_view keep(std::string_view text) {
        if (text.empty()) return {};
        char* place = take(text.size());
        std::memcpy(place, text.data(), text.size());
        return {place, text.size()};
    }

    void clear() {
        m_block = 0;
        m_used = 0;
    }

private:
    struct Block {
        std::unique_ptr<char[]> bytes;
        std::size_t size = 0;
    };
    static constexpr std::size_t kBlockSize = std::size_t{1} << 18;

    void grow(std::size_t size) {
        if (!m_blocks.empty()) ++m_block;
        if (m_block < m_blocks.size() && m_blocks[m_block].size < size) m_blocks.resize(m_block);
        if (m_block >= m_blocks.size()) {
            const auto wanted = size > kBlockSize ? size : kBlockSize;
            m_blocks.push_back({std::make_unique_for_overwrite<char[]>(wanted), wanted});
        }
        m_used = 0;
    }

    std::vector<Block> m_blocks;
    std::size_t m_block = 0, m_used = 0;
};

} // namespace proofstead::source
