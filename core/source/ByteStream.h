// Bytes as they come: what the readers of this module pull from. Files and pipes are opened by core/ingest.
#pragma once

#include "base/Result.h"

#include <cstddef>
#include <string>

namespace proofstead::source {

class ByteStream {
public:
    virtual ~ByteStream() = default;
    // Up to `size` bytes into `target`; 0 at the end. Error codes of the stream at hand.
    virtual base::Result<std::size_t> read(char* target, std::size_t size) = 0;
    // Why the stream ended before its time ("gzip-truncated" …), known once read() has returned 0; "" it did not.
    virtual std::string problem() const { return {}; }
};

} // namespace proofstead::source
