// Any bytes as a stream that hands them on in small pieces, and what is read from a stream as one text.
#pragma once

#include "base/Json.h"
#include "base/Text.h"
#include "source/ByteStream.h"
#include "source/SourceSet.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

namespace proofstead::fuzz {

inline void require(bool holds) {
    if (!holds) std::abort();
}

class Pieces : public source::ByteStream {
public:
    explicit Pieces(std::string_view bytes, std::size_t most = std::size_t{1} << 20) : m_bytes(bytes), m_most(most) {}
    base::Result<std::size_t> read(char* target, std::size_t size) override {
        const auto count = m_bytes.copy(target, std::min(size, m_most));
        m_bytes.remove_prefix(count);
        return count;
    }

private:
    std::string_view m_bytes;
    std::size_t m_most;
};

// Up to 1 MiB of it, read in pieces of `piece` bytes.
inline std::string all(source::ByteStream& stream, std::size_t piece = 4'096) {
    std::string text;
    while (text.size() < (std::size_t{1} << 20)) {
        const auto before = text.size();
        text.resize(before + piece);
        const auto count = stream.read(text.data() + before, piece);
        text.resize(before + (count ? *count : 0));
        if (!count || *count == 0) break;
    }
    return text;
}

// All shipped definitions.
inline const source::SourceSet& sources() {
    static const source::SourceSet all = [] {
        source::SourceSet set;
        for (const auto& file : std::filesystem::directory_iterator(PROOFSTEAD_SOURCE_DIR "/resources/sources"))
            require(set.add(base::parseJson(*base::readFile(file.path().string())).value(), "").has_value());
        return set;
    }();
    return all;
}

} // namespace proofstead::fuzz
