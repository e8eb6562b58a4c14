// Any bytes as JSON, as a table and as lines, cut in one go and with a pause behind some batch: both give the same
// records at the same places. A mark that somebody else wrote ends no process either.
#include "Pieces.h"
#include "source/readers/CsvSplitter.h"
#include "source/readers/JsonSplitter.h"
#include "source/readers/LineSplitter.h"

#include <memory>
#include <vector>

namespace {

using namespace proofstead;
using fuzz::Pieces;
using fuzz::require;

struct Cut {
    std::int64_t offset, line;
    std::string bytes, reason;
    bool operator==(const Cut&) const = default;
};

std::unique_ptr<source::RecordSplitter> splitter(unsigned kind, source::ByteStream& stream) {
    static const source::Names lists{"Records", "rows", "value"};
    if (kind % 3 == 0) return std::make_unique<source::JsonSplitter>(stream, lists);
    if (kind % 3 == 1) return std::make_unique<source::CsvSplitter>(stream, ',');
    return std::make_unique<source::LineSplitter>(stream);
}

// Batches from the splitter, at most `most` of them.
bool cut(source::RecordSplitter& from, std::vector<Cut>& list, std::string_view whole, int most = 1 << 20) {
    source::RecordBatch batch;
    for (int i = 0; i < most; ++i) {
        batch.clear();
        if (!from.next(batch, 40).value_or(false)) return false;
        require(!batch.slices.empty());
        for (const auto& slice : batch.slices) {
            require(slice.offset >= 0 && static_cast<std::size_t>(slice.offset) <= whole.size());
            require(whole.substr(static_cast<std::size_t>(slice.offset), slice.length) == batch.view(slice));
            list.push_back(
                {slice.offset, slice.line, std::string(batch.view(slice)), slice.reason ? slice.reason : ""});
        }
    }
    return true;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 4) return 0;
    const unsigned kind = data[0], pause = data[1];
    const std::size_t most = 1 + data[2];
    const std::string_view text(reinterpret_cast<const char*>(data) + 4, size - 4);
    std::vector<Cut> whole, paused;
    Pieces one(text, most);
    cut(*splitter(kind, one), whole, text);

    Pieces first(text, most);
    const auto before = splitter(kind, first);
    if (cut(*before, paused, text, static_cast<int>(pause % 8))) {
        const auto mark = before->mark();
        require(mark.offset >= 0 && static_cast<std::size_t>(mark.offset) <= text.size());
        Pieces rest(text.substr(static_cast<std::size_t>(mark.offset)), most);
        const auto after = splitter(kind, rest);
        after->goOn(mark);
        cut(*after, paused, text);
    }
    require(whole == paused);

    source::SplitMark hostile{data[3] % 4, data[2] - 9, static_cast<int>(data[3]) - 3, std::string(text.substr(0, 6)),
                              data[1] - 100};
    Pieces other(text, most);
    const auto misled = splitter(kind, other);
    misled->goOn(hostile);
    source::RecordBatch batch;
    while (misled->next(batch, 100).value_or(false))
        batch.clear();
    (void)misled->mark();
    (void)misled->unfinished();
    return 0;
}
