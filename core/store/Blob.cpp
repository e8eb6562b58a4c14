#include "store/Blob.h"

#include <algorithm>
#include <zstd.h>

namespace proofstead::store {

namespace {

// No block of a frame is smaller packed, and none larger unpacked (RFC 8878: a byte that repeats).
constexpr std::size_t kLeastBlock = 4, kMostOfBlock = std::size_t{128} << 10;

tl::unexpected<base::Error> damaged(const char* what) {
    return base::fail("vault-damaged", what);
}

} // namespace

struct Packer::Private {
    ZSTD_CCtx* context = ZSTD_createCCtx();
    std::string room; // kept, for it is much larger than what comes out
    ~Private() { ZSTD_freeCCtx(context); }

    std::string& roomFor(std::size_t size) {
        if (const auto most = ZSTD_compressBound(size); room.size() < most) room.resize(most);
        return room;
    }
};
struct Unpacker::Private {
    ZSTD_DCtx* context = ZSTD_createDCtx();
    ~Private() { ZSTD_freeDCtx(context); }
};

Packer::Packer() : m_d(std::make_unique<Private>()) {}
Packer::~Packer() = default;
Packer::Packer(Packer&&) noexcept = default;
Packer& Packer::operator=(Packer&&) noexcept = default;
Unpacker::Unpacker() : m_d(std::make_unique<Private>()) {}
Unpacker::~Unpacker() = default;
Unpacker::Unpacker(Unpacker&&) noexcept = default;
Unpacker& Unpacker::operator=(Unpacker&&) noexcept = default;

std::string Packer::pack(std::string_view bytes, int level) {
    auto& room = m_d->roomFor(bytes.size());
    const auto size = ZSTD_compressCCtx(m_d->context, room.data(), room.size(), bytes.data(), bytes.size(), level);
    return ZSTD_isError(size) ? std::string() : room.substr(0, size);
}

std::string Packer::packRecords(std::string_view bytes) {
    auto* context = m_d->context;
    ZSTD_CCtx_reset(context, ZSTD_reset_session_and_parameters);
    // Measured on records of AWS CloudTrail: matches of seven bytes and more, found by a table that fits into a
    // processor's second cache.
    ZSTD_CCtx_setParameter(context, ZSTD_c_strategy, ZSTD_fast);
    ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, 20);
    ZSTD_CCtx_setParameter(context, ZSTD_c_hashLog, 15);
    ZSTD_CCtx_setParameter(context, ZSTD_c_minMatch, 7);
    auto& room = m_d->roomFor(bytes.size());
    const auto size = ZSTD_compress2(context, room.data(), room.size(), bytes.data(), bytes.size());
    return ZSTD_isError(size) ? std::string() : room.substr(0, size);
}

base::Result<std::string> Unpacker::unpack(std::string_view packed, std::size_t limit) {
    // The frame says how long it is; asking first keeps a damaged length from allocating without bound.
    limit = std::min(limit, (packed.size() / kLeastBlock + 1) * kMostOfBlock);
    const auto size = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > limit)
        return damaged("a packed part does not say how long it is, or is too long");
    std::string bytes(size, '\0');
    const auto done = ZSTD_decompressDCtx(m_d->context, bytes.data(), bytes.size(), packed.data(), packed.size());
    if (ZSTD_isError(done) || done != size) return damaged("a packed part cannot be unpacked");
    return bytes;
}

std::string pack(std::string_view bytes, int level) {
    return Packer().pack(bytes, level);
}

base::Result<std::string> unpack(std::string_view packed, std::size_t size) {
    PS_TRY(auto bytes, Unpacker().unpack(packed, size));
    if (bytes.size() != size) return damaged("a packed part has another length than recorded");
    return bytes;
}

} // namespace proofstead::store
