// Blocks as they are read.
#include "store/EventBlock.h"
#include "store/Varint.h"

#include <algorithm>
#include <cstring>

namespace proofstead::store {

namespace {

constexpr std::size_t kUnpackedLimit = std::size_t{1} << 30;

} // namespace

base::Result<BlockColumns> BlockColumns::open(std::string_view packed, std::int64_t count, Unpacker& unpacker) {
    BlockColumns columns;
    PS_TRY(columns.m_bytes, unpacker.unpack(packed, kUnpackedLimit));
    // A number takes at least one byte, which bounds what a damaged count can ask for.
    if (count < 1 || static_cast<std::size_t>(count) > columns.m_bytes.size())
        return base::fail("vault-damaged", "a block of events is too short");
    columns.m_count = static_cast<std::size_t>(count);
    VarintReader reader(columns.m_bytes);
    for (std::size_t i = 0; i < kCoded + kNumbers; ++i) {
        const auto part = reader.take(static_cast<std::size_t>(reader.next()));
        columns.m_sections.emplace_back(static_cast<std::size_t>(part.data() - columns.m_bytes.data()), part.size());
    }
    if (reader.broken() || !reader.atEnd()) return base::fail("vault-damaged", "a block's columns do not fit");
    return columns;
}

const CodedColumn& BlockColumns::coded(std::size_t section) const {
    auto& column = m_coded[section];
    if (!column.values.empty()) return column;
    const auto [position, size] = m_sections[section];
    VarintReader reader(std::string_view(m_bytes).substr(position, size));
    const auto count = reader.next();
    for (std::uint64_t i = 0; i < count && !reader.broken(); ++i)
        column.values.push_back(static_cast<std::int64_t>(reader.next()));
    if (column.values.size() > 1) {
        const std::size_t width = column.values.size() <= 256 ? 1 : 2;
        const auto bytes = reader.take(m_count * width);
        column.codes.resize(m_count);
        for (std::size_t row = 0; row < m_count && !bytes.empty(); ++row) {
            column.codes[row] = static_cast<unsigned char>(bytes[row * width]);
            if (width == 2)
                column.codes[row] |= static_cast<std::uint16_t>(static_cast<unsigned char>(bytes[row * 2 + 1]) << 8U);
            m_broken = m_broken || column.codes[row] >= column.values.size();
            if (m_broken) column.codes[row] = 0;
        }
    }
    m_broken = m_broken || reader.broken() || !reader.atEnd() || column.values.empty();
    if (column.values.empty()) column.values.push_back(0);
    return column;
}

const CodedColumn& BlockColumns::outcomes() const {
    return coded(kTermCount);
}
const CodedColumn& BlockColumns::flags() const {
    return coded(kTermCount + 1);
}

template <class Next>
const std::vector<std::int64_t>& BlockColumns::numbers(std::size_t which, Next next) const {
    auto& column = m_numbers[which];
    if (!column.empty()) return column;
    const auto [position, size] = m_sections[kCoded + which];
    VarintReader reader(std::string_view(m_bytes).substr(position, size));
    column.resize(m_count);
    for (std::size_t row = 0; row < m_count; ++row)
        column[row] = next(reader, row);
    m_broken = m_broken || reader.broken() || !reader.atEnd();
    return column;
}

namespace {

// Sums wrap on damaged numbers instead of overflowing.
std::int64_t plus(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

} // namespace

const std::vector<std::int64_t>& BlockColumns::times() const {
    std::int64_t last = 0;
    return numbers(0, [&](VarintReader& reader, std::size_t) { return last = plus(last, reader.nextFolded()); });
}

const std::vector<std::int64_t>& BlockColumns::recordedTimes() const {
    const auto& at = times();
    return numbers(1, [&](VarintReader& reader, std::size_t row) {
        const auto value = reader.next();
        return value == 0 ? 0 : plus(at[row], unfolded(value - 1));
    });
}

const std::vector<std::int64_t>& BlockColumns::leaves() const {
    std::int64_t expected = 0;
    return numbers(2, [&](VarintReader& reader, std::size_t) {
        const auto leaf = plus(expected, reader.nextFolded());
        expected = plus(leaf, 1);
        return leaf;
    });
}

const std::vector<std::int64_t>& BlockColumns::indexes() const {
    std::int64_t expected = 0;
    return numbers(3, [&](VarintReader& reader, std::size_t) {
        const auto index = plus(expected, reader.nextFolded());
        expected = plus(index, 1);
        return index;
    });
}

const std::vector<std::int64_t>& BlockColumns::lengths() const {
    return numbers(5, [](VarintReader& reader, std::size_t) { return static_cast<std::int64_t>(reader.next()); });
}

const std::vector<std::int64_t>& BlockColumns::offsets() const {
    const auto& length = lengths();
    std::int64_t expected = 0;
    return numbers(4, [&](VarintReader& reader, std::size_t row) {
        const auto offset = plus(expected, reader.nextFolded());
        expected = plus(plus(offset, length[row]), 1);
        return offset;
    });
}

base::Status BlockColumns::check() const {
    if (m_broken) return base::fail("vault-damaged", "a column of a block of events cannot be read");
    return {};
}

namespace {

void appendUuidText(std::string& out, std::string_view bytes) {
    constexpr std::string_view hex = "0123456789abcdef";
    for (std::size_t i = 0; i < kUuidSize; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
        const auto byte = static_cast<unsigned char>(bytes[i]);
        out += hex[byte >> 4U];
        out += hex[byte & 15U];
    }
}

base::Result<TextColumn> readUuids(std::string_view bytes, std::size_t count) {
    if (bytes.size() % kUuidSize != 0 || bytes.size() / kUuidSize != count)
        return base::fail("vault-damaged", "a block's ids do not fit its events");
    TextColumn column;
    column.bytes.reserve(count * kUuidTextSize);
    for (std::size_t row = 0; row < count; ++row) {
        appendUuidText(column.bytes, bytes.substr(row * kUuidSize, kUuidSize));
        column.ends.push_back(static_cast<std::uint32_t>(column.bytes.size()));
    }
    return column;
}

} // namespace

base::Result<TextColumn> readTexts(std::string_view packed, std::int64_t count, Unpacker& unpacker) {
    TextColumn column;
    if (packed.empty()) return column;
    if (packed.starts_with(kAsUuid)) return readUuids(packed.substr(1), static_cast<std::size_t>(count));
    if (packed.starts_with(kAsText)) packed.remove_prefix(1);
    PS_TRY(auto bytes, unpacker.unpack(packed, kUnpackedLimit));
    if (count < 0 || static_cast<std::size_t>(count) > bytes.size())
        return base::fail("vault-damaged", "a block's texts are too short");
    VarintReader reader(bytes);
    std::uint64_t end = 0;
    column.ends.reserve(static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count && end <= bytes.size(); ++i) {
        end += std::min<std::uint64_t>(reader.next(), bytes.size() + 1); // damaged lengths add up without wrapping
        column.ends.push_back(static_cast<std::uint32_t>(end));
    }
    const auto texts = reader.take(end <= bytes.size() ? static_cast<std::size_t>(end) : bytes.size() + 1);
    if (reader.broken() || !reader.atEnd()) return base::fail("vault-damaged", "a block's texts do not fit");
    column.bytes.assign(texts);
    return column;
}

base::Result<std::vector<std::uint64_t>> readContents(std::string_view packed, std::int64_t count) {
    if (count < 0 || packed.size() != static_cast<std::size_t>(count) * sizeof(std::uint64_t))
        return base::fail("vault-damaged", "a block's fingerprints do not fit its events");
    std::vector<std::uint64_t> contents(static_cast<std::size_t>(count));
    if (!contents.empty()) std::memcpy(contents.data(), packed.data(), packed.size());
    return contents;
}

} // namespace proofstead::store
