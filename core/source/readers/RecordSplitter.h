// Cuts a stream into records, in batches; memory is bounded by the largest record.
#pragma once

#include "base/Result.h"
#include "source/ByteStream.h"
#include "source/RecordBatch.h"

namespace proofstead::source {

class RecordSplitter {
public:
    virtual ~RecordSplitter() = default;
    // Fills the batch with at least one record and about `wanted` bytes; false at the end of the stream. A record that
    // cannot be read is handed on with its reason. Error codes of the stream.
    virtual base::Result<bool> next(RecordBatch& batch, std::size_t wanted) = 0;
    // After the end: the stream ended inside something that was not closed.
    virtual bool unfinished() const { return false; }
};

} // namespace proofstead::source
