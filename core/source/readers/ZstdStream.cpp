#include "source/readers/ZstdStream.h"

#include <algorithm>
#include <array>
#include <zstd.h>

namespace proofstead::source {

namespace {

// Largest window that is unpacked: 128 MB, what zstd writes at its highest level. More would be memory for the asking.
constexpr int kWindowLog = 27;
constexpr std::size_t kBlockHeader = 3;

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
    std::size_t wanted = kBlockHeader; // bytes, to get on by one step
    bool pending = false;              // more may be unpacked than was handed on
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
        if (d.in.pos == d.in.size && !d.pending) {
            PS_TRY(const auto count, d.packed.read(d.input.data(), d.input.size()));
            d.in = {d.input.data(), count, 0};
            more = count > 0;
        }
        const auto before = d.in.pos;
        // One step at a time: what a call unpacked before it came upon a defect would be lost.
        ZSTD_inBuffer step{d.in.src, d.pending ? d.in.pos : std::min(d.in.size, d.in.pos + d.wanted), d.in.pos};
        const auto code = d.context ? ZSTD_decompressStream(d.context, &out, &step) : std::size_t{0};
        d.in.pos = step.pos;
        // zstd asks for a block together with the header of the next one.
        d.wanted = code > kBlockHeader ? code - kBlockHeader : kBlockHeader;
        d.pending = code != 0 && out.pos == out.size;
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
