#include "source/readers/ZstdStream.h"

#include <algorithm>
#include <array>
#include <zstd.h>

namespace proofstead::source {

namespace {

// Largest window that is unpacked: 128 MB, what zstd writes at its highest level. More would be memory for the asking.
constexpr int kWindowLog = 27;
// The least that tells anything of a frame.
constexpr std::size_t kFrameBegin = 5;

} // namespace

struct ZstdStream::Private {
    explicit Private(ByteStream& stream) : packed(stream), context(ZSTD_createDStream()) {
        if (context) ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, kWindowLog);
    }
    ~Private() { ZSTD_freeDStream(context); }

    ByteStream& packed;
    ZSTD_DStream* context;
    std::array<char, 131'072> input{};
    ZSTD_inBuffer in{nullptr, 0, 0};
    std::size_t wanted = kFrameBegin;
    bool inFrame = false;
    bool ended = false;
};

ZstdStream::ZstdStream(ByteStream& packed) : m_d(std::make_unique<Private>(packed)) {}
ZstdStream::~ZstdStream() = default;

base::Result<std::size_t> ZstdStream::read(char* target, std::size_t size) {
    auto& d = *m_d;
    ZSTD_outBuffer out{target, size, 0};
    while (!d.ended && out.pos == 0) {
        bool more = true;
        if (d.in.pos == d.in.size) {
            PS_TRY(const auto count, d.packed.read(d.input.data(), d.input.size()));
            d.in = {d.input.data(), count, 0};
            more = count > 0;
        }
        const auto before = d.in.pos;
        // Block by block: what a call unpacked before it came upon a defect would be lost.
        ZSTD_inBuffer block{d.in.src, std::min(d.in.size, d.in.pos + d.wanted), d.in.pos};
        const auto code = d.context ? ZSTD_decompressStream(d.context, &out, &block) : std::size_t{0};
        d.in.pos = block.pos;
        d.wanted = code == 0 ? kFrameBegin : code;
        if (!d.context || ZSTD_isError(code)) {
            m_problem = "zstd-damaged";
            d.ended = true;
        } else if (!more && out.pos == 0) {
            d.ended = true;
            if (d.inFrame) m_problem = "zstd-truncated";
        }
        if (more || d.in.pos != before || out.pos != 0) d.inFrame = code != 0;
    }
    return out.pos;
}

bool looksLikeZstd(std::string_view beginning) {
    return beginning.starts_with("\x28\xB5\x2F\xFD");
}

} // namespace proofstead::source
