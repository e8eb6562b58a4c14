// Unpacks gzip (RFC 1952, several members one after another, zeros behind the last) as it is read. What was readable
// before a defect is handed on; the defect is remembered instead of failing the file.
#pragma once

#include "source/ByteStream.h"

#include <cstdint>
#include <memory>
#include <string>

namespace proofstead::source {

class GzipStream : public ByteStream {
public:
    explicit GzipStream(ByteStream& packed);
    ~GzipStream() override;
    base::Result<std::size_t> read(char* target, std::size_t size) override;
    // "" or "gzip-truncated", "gzip-damaged"; known once read() has returned 0.
    std::string problem() const override { return m_problem; }

    // How many of the bytes handed over belong to members that were whole and gave their checksum. What lies behind is
    // readable and vouched for by nothing.
    std::uint64_t verified() const { return m_verified; }

private:
    struct Private;
    std::unique_ptr<Private> m_d;
    std::string m_problem;
    std::uint64_t m_unpacked = 0, m_verified = 0;
};

bool looksLikeGzip(std::string_view beginning);

} // namespace proofstead::source
