// The members of a zip or tar archive, one after the other, as they are read; nothing is written anywhere. Only regular
// files count: folders and links are passed over.
#pragma once

#include "base/Result.h"
#include "source/ByteStream.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace proofstead::source {

bool looksLikeArchive(std::string_view beginning); // the first 512 bytes decide

class ArchiveReader : public ByteStream {
public:
    explicit ArchiveReader(ByteStream& packed);
    ~ArchiveReader() override;

    // The next member; false at the end. Error codes "archive-damaged", "archive-encrypted".
    base::Result<bool> next();
    const std::string& member() const { return m_member; }              // its path in the archive, as printable text
    std::optional<std::int64_t> modified() const { return m_modified; } // ms
    // Bytes of the member at hand; a defect ends it.
    base::Result<std::size_t> read(char* target, std::size_t size) override;
    std::string problem() const override { return m_problem; }

private:
    struct Private;
    std::unique_ptr<Private> m_d;
    std::string m_member, m_problem;
    std::optional<std::int64_t> m_modified;
};

} // namespace proofstead::source
