// A stream over bytes in memory that hands out at most so many at a time.
#pragma once

#include "source/ByteStream.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace proofstead::test {

class Chunks : public source::ByteStream {
public:
    explicit Chunks(std::string bytes, std::size_t most = 4'096) : m_bytes(std::move(bytes)), m_most(most) {}

    base::Result<std::size_t> read(char* target, std::size_t size) override {
        const auto count = std::min({size, m_most, m_bytes.size() - m_pos});
        std::memcpy(target, m_bytes.data() + m_pos, count);
        m_pos += count;
        return count;
    }

private:
    std::string m_bytes;
    std::size_t m_most, m_pos = 0;
};

} // namespace proofstead::test
