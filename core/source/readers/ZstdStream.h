// Unpacks zstd (RFC 8878, several frames one after another) as it is read; like GzipStream, what was readable before a
// defect is handed on.
#pragma once

#include "source/ByteStream.h"

#include <memory>
#include <string>
#include <string_view>

namespace proofstead::source {

class ZstdStream : public ByteStream {
public:
    explicit ZstdStream(ByteStream& packed);
    ~ZstdStream() override;
    base::Result<std::size_t> read(char* target, std::size_t size) override;
    // "zstd-truncated", "zstd-damaged"
    std::string problem() const override { return m_problem; }

private:
    struct Private;
    std::unique_ptr<Private> m_d;
    std::string m_problem;
};

bool looksLikeZstd(std::string_view beginning);

} // namespace proofstead::source
