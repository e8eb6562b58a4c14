// zstd for what the store keeps packed: segments, blocks of events, contents, runs.
#pragma once

#include "base/Result.h"

#include <memory>
#include <string>
#include <string_view>

namespace proofstead::store {

std::string pack(std::string_view bytes, int level = 3);
// `size` is the length that the packed bytes must have; error code "vault-damaged" otherwise.
base::Result<std::string> unpack(std::string_view packed, std::size_t size);

// The same with working memory that is kept from call to call; one for each thread.
class Packer {
public:
    Packer();
    ~Packer();
    Packer(Packer&&) noexcept;
    Packer& operator=(Packer&&) noexcept;
    std::string pack(std::string_view bytes, int level);
    // A megabyte of log records: as fast as level 1 and a tenth smaller, since what repeats in them is long.
    std::string packRecords(std::string_view bytes);

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

class Unpacker {
public:
    Unpacker();
    ~Unpacker();
    Unpacker(Unpacker&&) noexcept;
    Unpacker& operator=(Unpacker&&) noexcept;
    // Packed bytes that say themselves how long they are, up to `limit`; error code "vault-damaged".
    base::Result<std::string> unpack(std::string_view packed, std::size_t limit);

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace proofstead::store
