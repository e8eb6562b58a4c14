#include "store/Blob.h"

#include <zstd.h>

namespace proofstead::store {

std::string pack(std::string_view bytes, int level) {
    std::string packed(ZSTD_compressBound(bytes.size()), '\0');
    const auto size = ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), level);
    packed.resize(ZSTD_isError(size) ? 0 : size);
    return packed;
}

base::Result<std::string> unpack(std::string_view packed, std::size_t size) {
    // The frame says how long it is; asking first keeps a damaged length from allocating without bound.
    if (ZSTD_getFrameContentSize(packed.data(), packed.size()) != size)
        return base::fail("vault-damaged", "a packed part has another length than recorded");
    std::string bytes(size, '\0');
    const auto done = ZSTD_decompress(bytes.data(), bytes.size(), packed.data(), packed.size());
    if (ZSTD_isError(done) || done != size) return base::fail("vault-damaged", "a packed part cannot be unpacked");
    return bytes;
}

} // namespace proofstead::store
