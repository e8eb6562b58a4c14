// Any bytes as a file: unpacked, recognised by all shipped definitions, cut and read as what it seems to be. Reading
// ends, records lie where they say, and every event is well-formed.
#include "base/Json.h"
#include "base/Text.h"
#include "source/LogReader.h"
#include "source/readers/ArchiveReader.h"
#include "source/readers/GzipStream.h"
#include "source/readers/Utf16Stream.h"
#include "source/readers/ZstdStream.h"
#include "source/SourceSet.h"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace {

using namespace proofstead;

// Of what unpacks this much is looked at.
constexpr std::size_t kMost = std::size_t{1} << 20;

class Text : public source::ByteStream {
public:
    explicit Text(std::string_view text) : m_text(text) {}
    base::Result<std::size_t> read(char* target, std::size_t size) override {
        const auto count = m_text.copy(target, size);
        m_text.remove_prefix(count);
        return count;
    }

private:
    std::string_view m_text;
};

const source::SourceSet& sources() {
    static const source::SourceSet all = [] {
        source::SourceSet set;
        for (const auto& file : std::filesystem::directory_iterator(PROOFSTEAD_SOURCE_DIR "/resources/sources"))
            if (!set.add(base::parseJson(*base::readFile(file.path().string())).value(), "")) std::abort();
        return set;
    }();
    return all;
}

std::string all(source::ByteStream& stream) {
    std::string text;
    while (text.size() < kMost) {
        const auto before = text.size();
        text.resize(before + 4'096);
        const auto count = stream.read(text.data() + before, 4'096);
        text.resize(before + (count ? *count : 0));
        if (!count || *count == 0) break;
    }
    return text;
}

void readAll(const std::string& text) {
    const auto what = sources().recognise(text);
    if (!what) return;
    Text stream(text);
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
    Text first(bytes), second(bytes), third(bytes), fourth(bytes);
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
