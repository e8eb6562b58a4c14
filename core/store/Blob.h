// zstd for what the store keeps packed: segments, contents, runs.
#pragma once

#include "base/Result.h"

#include <string>
#include <string_view>

namespace proofstead::store {

std::string pack(std::string_view bytes, int level = 3);
// `size` is the length that the packed bytes must have; error code "vault-damaged" otherwise.
base::Result<std::string> unpack(std::string_view packed, std::size_t size);

} // namespace proofstead::store
