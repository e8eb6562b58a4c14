// Any bytes as a log file, plain or gzip, in pieces of any size: reading ends, every record lies where it says, and
// together they never hold more than was delivered.
#include "Pieces.h"
#include "source/readers/GzipStream.h"
#include "source/readers/JsonSplitter.h"

namespace {

using namespace proofstead;

using fuzz::Pieces;
using fuzz::require;

void split(source::ByteStream& stream, std::string_view whole) {
    static const std::set<std::string, std::less<>> lists{"Records", "rows"};
    source::JsonSplitter splitter(stream, lists);
    source::RecordBatch batch;
    std::int64_t end = 0;
    while (splitter.next(batch, 100).value_or(false)) {
        for (const auto& slice : batch.slices) {
            require(slice.offset >= end && slice.length > 0);
            end = slice.offset + static_cast<std::int64_t>(slice.length);
            if (whole.empty()) continue;
            require(static_cast<std::size_t>(end) <= whole.size());
            require(whole.substr(static_cast<std::size_t>(slice.offset), slice.length) == batch.view(slice));
        }
        batch.clear();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t most = 1 + data[0];
    Pieces plain(text, most);
    split(plain, text);
    Pieces packed(text, most);
    source::GzipStream gzip(packed);
    split(gzip, {});
    return 0;
}
