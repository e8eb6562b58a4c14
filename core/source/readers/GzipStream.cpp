#include "source/readers/GzipStream.h"

#include <algorithm>
#include <array>
#include <climits>
#include <zlib.h>

namespace proofstead::source {

namespace {

// Window bits 15 plus 16: gzip headers only (zlib's inflateInit2).
constexpr int kGzipWindow = 15 + 16;

} // namespace

struct GzipStream::Private {
    explicit Private(ByteStream& stream) : packed(stream) { ready = inflateInit2(&z, kGzipWindow) == Z_OK; }
    ~Private() { inflateEnd(&z); }

    ByteStream& packed;
    z_stream z{};
    std::array<char, 262'144> input{};
    bool ready = false;
    bool inMember = false;
    bool ended = false;
    bool hadMember = false;

    // Zeros that fill up a block behind the last member; what they are not is the next member.
    bool isPadding() {
        if (!hadMember || *z.next_in != 0) return false;
        while (z.avail_in > 0 && *z.next_in == 0) {
            ++z.next_in;
            --z.avail_in;
        }
        return true;
    }

    // false at the end of the packed bytes.
    base::Result<bool> refill() {
        PS_TRY(const auto count, packed.read(input.data(), input.size()));
        z.next_in = reinterpret_cast<Bytef*>(input.data());
        z.avail_in = static_cast<uInt>(count);
        return count > 0;
    }
};

GzipStream::GzipStream(ByteStream& packed) : m_d(std::make_unique<Private>(packed)) {}
GzipStream::~GzipStream() = default;

base::Result<std::size_t> GzipStream::read(char* target, std::size_t size) {
    auto& d = *m_d;
    d.z.next_out = reinterpret_cast<Bytef*>(target);
    d.z.avail_out = static_cast<uInt>(std::min<std::size_t>(size, INT_MAX));
    const auto wanted = d.z.avail_out;
    while (!d.ended && d.z.avail_out == wanted) {
        if (d.z.avail_in == 0) {
            PS_TRY(const bool more, d.refill());
            if (!more) {
                d.ended = true;
                if (d.inMember) m_problem = "gzip-truncated";
                break;
            }
        }
        if (!d.inMember && d.isPadding()) continue;
        d.inMember = true;
        const int code = inflate(&d.z, Z_NO_FLUSH);
        if (code == Z_STREAM_END) {
            d.inMember = false;
            d.hadMember = true;
            m_verified = m_unpacked + (wanted - d.z.avail_out);
            inflateReset(&d.z);
        } else if (!d.ready || (code != Z_OK && code != Z_BUF_ERROR)) {
            m_problem = "gzip-damaged";
            d.ended = true;
        }
    }
    m_unpacked += wanted - d.z.avail_out;
    return wanted - d.z.avail_out;
}

bool looksLikeGzip(std::string_view beginning) {
    return beginning.starts_with("\x1f\x8b\x08");
}

} // namespace proofstead::source
