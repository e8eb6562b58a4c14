// Any bytes as a file: unpacked, recognised by all shipped definitions, cut and read as what it seems to be. Reading
// ends, records lie where they say, and every event is well-formed.
#include "Pieces.h"
#include "source/LogReader.h"
#include "source/readers/ArchiveReader.h"
#include "source/readers/GzipStream.h"
#include "source/readers/Utf16Stream.h"
#include "source/readers/ZstdStream.h"

namespace {

using namespace proofstead;

using fuzz::all;
using fuzz::Pieces;

void readAll(const std::string& text) {
    const auto what = fuzz::sources().recognise(text);
    if (!what) return;
    Pieces stream(text);
    const auto splitter = source::splitterFor(*what, stream);
    source::RecordBatch batch;
    std::int64_t end = 0;
    while (splitter->next(batch, 4'096).value_or(false)) {
        for (const auto& slice : batch.slices) {
            if (slice.offset < end) std::abort();
            end = slice.offset + static_cast<std::int64_t>(slice.length);
            if (text.substr(static_cast<std::size_t>(slice.offset), slice.length) != batch.view(slice)) std::abort();
        }
        if (what->log) {
            source::LogReader reader(*what->log, what->reading);
            source::Arena arena;
            std::vector<model::EventFields> events;
            for (const auto& slice : batch.slices)
                if (!slice.reason) static_cast<void>(reader.read(batch.view(slice), events, arena));
            for (const auto& event : events)
                if (!event.attributes.empty() && !base::parseJson(event.attributes)) std::abort();
        }
        batch.clear();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    readAll(std::string(bytes));
    Pieces first(bytes), second(bytes), third(bytes), fourth(bytes);
    source::GzipStream gzip(first);
    if (source::looksLikeGzip(bytes)) readAll(all(gzip));
    source::ZstdStream zstd(second);
    if (source::looksLikeZstd(bytes)) readAll(all(zstd));
    if (const auto order = source::looksLikeUtf16(bytes)) {
        source::Utf16Stream text(third, *order);
        readAll(all(text));
    }
    if (source::looksLikeArchive(bytes)) {
        source::ArchiveReader archive(fourth);
        for (int members = 0; members < 20 && archive.next().value_or(false); ++members)
            readAll(all(archive));
    }
    return 0;
}
