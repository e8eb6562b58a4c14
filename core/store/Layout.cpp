#include "store/Layout.h"

namespace proofstead::store {

void appendVarint(std::string& out, std::uint64_t value) {
    while (value >= 0x80) {
        out += static_cast<char>(value | 0x80U);
        value >>= 7U;
    }
    out += static_cast<char>(value);
}

void appendSpan(std::string& layout, std::int64_t skipped, std::int64_t length, LeafKind kind) {
    appendVarint(layout, static_cast<std::uint64_t>(skipped));
    appendVarint(layout, static_cast<std::uint64_t>(length) << 2U | static_cast<std::uint64_t>(kind));
}

base::Result<std::vector<LeafSpan>> readLayout(std::string_view layout, std::int64_t leaves) {
    std::size_t pos = 0;
    bool broken = false;
    const auto next = [&]() -> std::uint64_t {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 63; shift += 7) {
            if (pos >= layout.size()) break;
            const auto byte = static_cast<unsigned char>(layout[pos++]);
            value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if (byte < 0x80) return value;
        }
        broken = true;
        return 0;
    };
    // Each leaf takes at least two bytes, which bounds what a damaged count can ask for.
    if (leaves < 0 || static_cast<std::size_t>(leaves) > layout.size())
        return base::fail("vault-damaged", "a segment's layout is too short");
    std::vector<LeafSpan> spans;
    spans.reserve(static_cast<std::size_t>(leaves));
    auto offset = static_cast<std::int64_t>(next());
    for (std::int64_t i = 0; i < leaves && !broken; ++i) {
        offset += static_cast<std::int64_t>(next());
        const auto packed = next();
        const auto length = static_cast<std::int64_t>(packed >> 2U);
        spans.push_back({offset, length, static_cast<LeafKind>(packed & 3U)});
        offset += length;
    }
    if (broken || pos != layout.size())
        return base::fail("vault-damaged", "a segment's layout does not fit its leaves");
    return spans;
}

} // namespace proofstead::store
