#include "store/Layout.h"

namespace proofstead::store {

void appendSpan(std::string& layout, std::int64_t skipped, std::int64_t length, LeafKind kind) {
    appendVarint(layout, static_cast<std::uint64_t>(skipped));
    appendVarint(layout, static_cast<std::uint64_t>(length) << 2U | static_cast<std::uint64_t>(kind));
}

base::Result<std::vector<LeafSpan>> readLayout(std::string_view layout, std::int64_t leaves) {
    VarintReader reader(layout);
    // Each leaf takes at least two bytes, which bounds what a damaged count can ask for.
    if (leaves < 0 || static_cast<std::size_t>(leaves) > layout.size())
        return base::fail("vault-damaged", "a segment's layout is too short");
    std::vector<LeafSpan> spans;
    spans.reserve(static_cast<std::size_t>(leaves));
    auto offset = reader.next(); // unsigned: damaged numbers may wrap, never overflow
    for (std::int64_t i = 0; i < leaves && !reader.broken(); ++i) {
        offset += reader.next();
        const auto packed = reader.next();
        spans.push_back({static_cast<std::int64_t>(offset), static_cast<std::int64_t>(packed >> 2U),
                         static_cast<LeafKind>(packed & 3U)});
        offset += packed >> 2U;
    }
    if (reader.broken() || !reader.atEnd())
        return base::fail("vault-damaged", "a segment's layout does not fit its leaves");
    return spans;
}

} // namespace proofstead::store
