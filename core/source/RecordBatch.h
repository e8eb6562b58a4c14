// A run of records cut out of a stream: their bytes side by side, each with its place in the stream.
#pragma once

#include "source/JsonIndex.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace proofstead::source {

// Limits of one record; beyond them it is rejected, not read in part.
inline constexpr std::size_t kRecordLimit = std::size_t{64} << 20;
inline constexpr int kDepthLimit = 1'024;
// Of a record past the limit this much is kept for people to see.
inline constexpr std::size_t kKeptOfTooLong = 65'536;
// Bytes that may be read, never written, behind the last record of a batch (simdjson's padding).
inline constexpr std::size_t kPadding = 64;

struct RecordSlice {
    std::size_t position = 0; // in RecordBatch::bytes
    std::size_t length = 0;
    std::int64_t whole = 0;            // bytes it had where only its beginning is kept; 0: all of it is
    std::int64_t offset = 0;           // in the decompressed stream
    std::int64_t line = 0;             // counted from 1
    const char* reason = nullptr;      // why the record is rejected; nullptr: it is whole
    const std::string* list = nullptr; // name of the list it stood in; nullptr: none
    std::int64_t listIndex = 0;
    bool compact = false;                     // JSON without white space between its parts
    std::size_t firstPart = 0, partCount = 0; // in RecordBatch::parts; none: the record was not indexed
};

struct RecordBatch {
    std::string bytes; // followed by kPadding more
    std::vector<RecordSlice> slices;
    std::vector<std::uint32_t> parts; // where the parts of JSON begin, counted from the record's first byte

    std::string_view view(const RecordSlice& slice) const {
        return std::string_view(bytes).substr(slice.position, slice.length);
    }
    Parts partsOf(const RecordSlice& slice) const { return Parts(parts).subspan(slice.firstPart, slice.partCount); }
    void clear() {
        bytes.clear();
        parts.clear();
        slices.clear();
    }
};

} // namespace proofstead::source
