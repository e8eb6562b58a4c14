// Cuts a stream into records, in batches; memory is bounded by the largest record.
#pragma once

#include "base/Result.h"
#include "source/ByteStream.h"
#include "source/RecordBatch.h"

#include <string>

namespace proofstead::source {

// Where a splitter stands between two records: enough to go on from there another time.
struct SplitMark {
    std::int64_t offset = 0; // in the stream
    std::int64_t line = 1;
    int place = 0;    // inside which brackets; the splitter's own numbering
    std::string list; // the list of records it stands in; ""
    std::int64_t listIndex = 0;
};

class RecordSplitter {
public:
    virtual ~RecordSplitter() = default;
    // Fills the batch with at least one record and about `wanted` bytes; false at the end of the stream. A record that
    // cannot be read is handed on with its reason. Error codes of the stream.
    virtual base::Result<bool> next(RecordBatch& batch, std::size_t wanted) = 0;
    // Behind the last record handed on.
    virtual SplitMark mark() const = 0;
    // Before the first next(): the stream goes on at `mark.offset` of the whole.
    virtual void goOn(const SplitMark& mark) = 0;
    // After the end: the stream ended inside something that was not closed.
    virtual bool unfinished() const { return false; }
};

} // namespace proofstead::source
