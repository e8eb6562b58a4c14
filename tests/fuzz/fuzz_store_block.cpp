// What a vault keeps packed, from somebody who wants the reader to fail: columns and texts of a block, layouts of a
// segment, packed parts. Everything is read or refused.
#include "store/Blob.h"
#include "store/EventBlock.h"
#include "store/Layout.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace proofstead;

void columns(std::string_view packed, std::int64_t count, store::Unpacker& unpacker) {
    const auto opened = store::BlockColumns::open(packed, count, unpacker);
    if (!opened) return;
    std::int64_t sum = 0;
    for (std::size_t row = 0; row < opened->count(); ++row) {
        for (std::size_t term = 0; term < store::kTermCount; ++term)
            sum ^= opened->terms(static_cast<store::Term>(term)).at(row);
        sum ^= opened->outcomes().at(row) ^ opened->flags().at(row);
        for (const auto* numbers : {&opened->times(), &opened->recordedTimes(), &opened->leaves(), &opened->indexes(),
                                    &opened->offsets(), &opened->lengths()})
            sum ^= numbers->at(row);
    }
    (void)opened->check();
    static volatile std::int64_t seen;
    seen = sum;
}

void texts(std::string_view packed, std::int64_t count, store::Unpacker& unpacker) {
    const auto read = store::readTexts(packed, count, unpacker);
    if (!read) return;
    std::size_t size = 0;
    for (std::int64_t row = 0; row < count; ++row)
        size += read->at(static_cast<std::size_t>(row)).size();
    if (size > read->bytes.size()) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::int64_t count = data[0] - 2;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    static store::Packer packer;
    static store::Unpacker unpacker;
    const auto packed = packer.pack(bytes, 1);
    for (const auto part : {bytes, std::string_view(packed)}) {
        columns(part, count, unpacker);
        texts(part, count, unpacker);
        (void)unpacker.unpack(part, 1 << 20);
    }
    texts(std::string(store::kAsText) + packed, count, unpacker);
    texts(std::string(store::kAsUuid) + std::string(bytes), count, unpacker);
    (void)store::readContents(bytes, count);
    (void)store::readLayout(bytes, count);
    return 0;
}
