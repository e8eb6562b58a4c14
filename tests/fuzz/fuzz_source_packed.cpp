// Any bytes as gzip, zstd, UTF-16 and an archive: unpacking ends, and gives the same whatever the size of the pieces
// in which it is asked for.
#include "Pieces.h"
#include "source/readers/ArchiveReader.h"
#include "source/readers/GzipStream.h"
#include "source/readers/Utf16Stream.h"
#include "source/readers/ZstdStream.h"

namespace {

using namespace proofstead;
using fuzz::all;
using fuzz::Pieces;
using fuzz::require;

constexpr std::size_t kMost = std::size_t{1} << 20;

template <class Make>
void twice(std::string_view bytes, std::size_t most, Make make) {
    Pieces slow(bytes, most), fast(bytes);
    auto first = make(slow), second = make(fast);
    const auto one = all(first, 7 + most), two = all(second);
    require(one.substr(0, kMost) == two.substr(0, kMost));
    if (one.size() < kMost) require(first.problem() == second.problem());
}

std::string members(source::ByteStream& stream, std::size_t piece) {
    source::ArchiveReader archive(stream);
    std::string text;
    for (int i = 0; i < 20; ++i) {
        const auto more = archive.next();
        if (!more) return text + more.error().code;
        if (!*more) break;
        text += archive.member() + '\n' + all(archive, piece).substr(0, 4'096) + archive.problem() + '\n';
    }
    return text;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t most = 1 + data[0];
    twice(bytes, most, [](source::ByteStream& stream) { return source::GzipStream(stream); });
    twice(bytes, most, [](source::ByteStream& stream) { return source::ZstdStream(stream); });
    for (const auto order : {source::Utf16::LittleEndian, source::Utf16::BigEndian})
        twice(bytes, most, [=](source::ByteStream& stream) { return source::Utf16Stream(stream, order); });
    (void)source::looksLikeUtf16(bytes);
    if (!source::looksLikeArchive(bytes)) return 0;
    Pieces slow(bytes, most), fast(bytes);
    require(members(slow, 4'096) == members(fast, 4'096));
    return 0;
}
