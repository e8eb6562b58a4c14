// A vault that somebody prepared: an open import whose mark is any JSON, over a file as it is. The import goes on,
// begins anew or refuses; what comes out is the file, or an error.
#include "ingest/LogMark.h"
#include "Pieces.h"
#include "store/FingerprintSet.h"

namespace {

using namespace proofstead;
using fuzz::Pieces;
using fuzz::require;

const std::string& file() {
    static const std::string text = R"({"Records":[{"a":1},{"b":[2,3]}],"x":1}
[{"c":"]"}]
{"d":{}}
)";
    return text;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    store::FingerprintSet set;
    for (std::size_t i = 0; i + 8 <= size; i += 8) {
        std::uint32_t tag = 0, record = 0;
        text.copy(reinterpret_cast<char*>(&tag), 4, i);
        text.copy(reinterpret_cast<char*>(&record), 4, i + 4);
        set.add(tag, record);
        (void)set.find(tag, [](std::uint32_t) { return false; });
    }
    const auto json = base::parseJson(text);
    if (!json) return 0;
    store::FileTotals totals;
    const auto mark = ingest::LogMark::fromJson(*json, totals);
    (void)mark.toJson(totals).dump();
    const auto offset = mark.split.offset;
    if (offset < 0 || static_cast<std::size_t>(offset) > file().size()) return 0;
    for (const auto* id : {"", "aws-s3-access"}) {
        const auto what = fuzz::sources().recognise(file(), id);
        if (!what) continue;
        Pieces rest(std::string_view(file()).substr(static_cast<std::size_t>(offset)), 5);
        const auto splitter = source::splitterFor(*what, rest);
        splitter->goOn(mark.split);
        source::RecordBatch batch;
        std::size_t records = 0;
        while (splitter->next(batch, 10).value_or(false)) {
            records += batch.slices.size();
            batch.clear();
        }
        require(records <= file().size());
    }
    return 0;
}
