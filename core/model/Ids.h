// Strong integer ids, so that a file's number cannot be passed where a record's is meant.
#pragma once

#include <compare>
#include <cstdint>

namespace proofstead::model {

template <class Tag>
struct Id {
    std::int64_t value = 0; // 0 is "none": the store numbers from 1
    auto operator<=>(const Id&) const = default;
    explicit operator bool() const { return value != 0; }
};

// One normalised thing that was read: an event, a register row, a principal, a credential, a grant or a policy
// statement. All kinds share one sequence, so that a finding can name any of them and `trail` can follow it.
using RecordId = Id<struct RecordTag>;
// One imported file, or one member of an archive.
using FileId = Id<struct FileTag>;
using ImportId = Id<struct ImportTag>;
// Position in the evidence log, counted from 0 as in RFC 6962; -1 is "none".
using LogSeq = std::int64_t;

} // namespace proofstead::model
