#include "ingest/Unpacking.h"

#include "source/readers/GzipStream.h"
#include "source/readers/Utf16Stream.h"
#include "source/readers/ZstdStream.h"

#include <algorithm>

namespace proofstead::ingest {

namespace {

// Packed twice happens (a .gz uploaded with compression); more is no log.
constexpr int kPackings = 3;
constexpr std::size_t kBeginning = 64;

} // namespace

base::Result<std::size_t> BoundedStream::read(char* target, std::size_t size) {
    if (!m_problem.empty()) return std::size_t{0};
    PS_TRY(const auto count, m_inner.read(target, size));
    m_unpacked += static_cast<std::int64_t>(count);
    if (m_unpacked > std::max(kUnpackedAlways, m_file.bytes() * kUnpackedTimes)) m_problem = "unpacks-too-large";
    return count;
}

base::Result<Unpacking> Unpacking::of(HashingStream& delivered, const FileStream& file, std::int64_t& unpacked) {
    Unpacking result;
    HashingStream* last = &delivered;
    const auto put = [&](std::unique_ptr<source::ByteStream> layer) {
        auto looked = std::make_unique<HashingStream>(*layer, Hashing::No);
        last = looked.get();
        result.m_layers.push_back(std::move(layer));
        result.m_layers.push_back(std::move(looked));
    };
    for (int i = 0; i < kPackings; ++i) {
        PS_TRY(const auto beginning, last->peek(kBeginning));
        std::unique_ptr<source::ByteStream> layer;
        if (source::looksLikeGzip(beginning)) layer = std::make_unique<source::GzipStream>(*last);
        if (source::looksLikeZstd(beginning)) layer = std::make_unique<source::ZstdStream>(*last);
        if (!layer) break;
        auto& inner = *layer;
        result.m_layers.push_back(std::move(layer));
        put(std::make_unique<BoundedStream>(inner, file, unpacked));
    }
    PS_TRY(const auto beginning, last->peek(kBeginning));
    if (const auto order = source::looksLikeUtf16(beginning)) {
        result.m_encoding = *order == source::Utf16::LittleEndian ? "utf-16le" : "utf-16be";
        put(std::make_unique<source::Utf16Stream>(*last, *order));
    }
    result.m_text = std::make_unique<HashingStream>(*last, result.plain() ? Hashing::No : Hashing::Yes);
    return result;
}

} // namespace proofstead::ingest
