// A block: the normalised events of one segment, column by column, packed. Columns lie side by side because lists and
// checks look at a few of them over very many events; a column whose value never changes in a block takes three bytes.
//
// Parts: `columns` (packed: numbers), `targets`, `nativeIds`, `attributes` (packed: texts), `contents` (8 bytes an
// event).
#pragma once

#include "base/Result.h"
#include "store/Blob.h"
#include "store/EventColumns.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proofstead::store {

// How native ids are kept: as texts, or, where all of a block are UUIDs, as their bytes.
inline constexpr std::string_view kAsText = "z", kAsUuid = "u";
inline constexpr std::size_t kUuidTextSize = 36, kUuidSize = 16;

struct PackedBlock {
    std::int64_t count = 0;
    std::optional<base::Millis> from, to; // of the events with a time
    std::uint32_t flags = 0;              // of all events, together
    std::string columns, targets, nativeIds, attributes, contents;
};

class BlockBuilder {
public:
    BlockBuilder();
    ~BlockBuilder();
    BlockBuilder(BlockBuilder&&) noexcept;
    BlockBuilder& operator=(BlockBuilder&&) noexcept;

    void add(const EventEntry& event);
    std::size_t size() const;
    std::string_view nativeId(std::size_t row) const; // until the next add()
    std::uint64_t content(std::size_t row) const;
    const std::vector<std::int64_t>& values(Term which) const; // different ones, in the order in which they came
    // What was added, packed; the builder is empty afterwards.
    PackedBlock finish(Packer& packer);

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

// Values that repeat in a block: each row has a code, each code a value.
struct CodedColumn {
    std::vector<std::int64_t> values; // by code
    std::vector<std::uint16_t> codes; // by row; empty where one value stands for all rows
    std::int64_t at(std::size_t row) const { return codes.empty() ? values.front() : values[codes[row]]; }
};

// Texts of one column, one after the other.
struct TextColumn {
    std::string bytes;
    std::vector<std::uint32_t> ends; // by row; empty where all texts are
    std::string_view at(std::size_t row) const {
        if (ends.empty()) return {};
        const auto from = row == 0 ? 0 : ends[row - 1];
        return std::string_view(bytes).substr(from, ends[row] - from);
    }
};

// Reads the numbers of a block, each column when it is first asked for. Error code "vault-damaged" from open() and
// check(): a column that cannot be read gives zeros, and check() says so afterwards.
class BlockColumns {
public:
    static base::Result<BlockColumns> open(std::string_view packed, std::int64_t count, Unpacker& unpacker);

    std::size_t count() const { return m_count; }
    const CodedColumn& terms(Term which) const { return coded(static_cast<std::size_t>(which)); }
    const CodedColumn& outcomes() const;
    const CodedColumn& flags() const;
    const std::vector<std::int64_t>& times() const;
    const std::vector<std::int64_t>& recordedTimes() const;
    const std::vector<std::int64_t>& leaves() const;
    const std::vector<std::int64_t>& indexes() const;
    const std::vector<std::int64_t>& offsets() const;
    const std::vector<std::int64_t>& lengths() const;
    base::Status check() const;

private:
    static constexpr std::size_t kCoded = kTermCount + 2, kNumbers = 6;

    const CodedColumn& coded(std::size_t section) const;
    template <class Next>
    const std::vector<std::int64_t>& numbers(std::size_t which, Next next) const;

    std::size_t m_count = 0;
    std::string m_bytes;
    std::vector<std::pair<std::size_t, std::size_t>> m_sections; // position and size in m_bytes
    mutable std::array<CodedColumn, kCoded> m_coded;
    mutable std::array<std::vector<std::int64_t>, kNumbers> m_numbers;
    mutable bool m_broken = false;
};

base::Result<TextColumn> readTexts(std::string_view packed, std::int64_t count, Unpacker& unpacker);
// Error code "vault-damaged" when there are not `count` of them.
base::Result<std::vector<std::uint64_t>> readContents(std::string_view packed, std::int64_t count);

} // namespace proofstead::store
