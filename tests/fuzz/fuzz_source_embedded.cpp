// Any text as the message of a CloudWatch Logs export, a Docker log and an envelope of other transports, alone and one
// inside the other: recognising and reading end, and what is handed on is well-formed.
#include "Pieces.h"
#include "source/LogReader.h"

namespace {

using namespace proofstead;
using fuzz::Pieces;
using fuzz::require;

void read(std::string text) {
    const auto what = fuzz::sources().recognise(text);
    if (!what || !what->log) return;
    Pieces stream(text);
    const auto splitter = source::splitterFor(*what, stream);
    source::LogReader reader(*what->log, what->reading);
    source::Arena arena;
    source::RecordBatch batch;
    std::vector<model::EventFields> events;
    while (splitter->next(batch, 4'096).value_or(false)) {
        for (const auto& slice : batch.slices) {
            if (slice.reason) continue;
            const auto before = events.size();
            const char* reason = reader.read(batch.view(slice), events, arena);
            require((events.size() == before) == (reason != nullptr));
        }
        batch.clear();
    }
    for (const auto& event : events)
        require(event.attributes.empty() || base::parseJson(event.attributes));
}

std::string quoted(std::string_view text) {
    return base::Json(std::string(text)).dump(-1, ' ', false, base::Json::error_handler_t::replace);
}

std::string wrapped(unsigned way, std::string_view text, bool asText) {
    const auto inside = asText ? quoted(text) : std::string(text);
    switch (way % 7) {
    case 0:
        return R"({"messageType":"DATA_MESSAGE","owner":"1","logGroup":"g","logEvents":[{"id":"1","timestamp":1,"message":)" +
               inside + "}]}";
    case 1:
        return R"({"log":)" + inside + R"(,"stream":"stdout","time":"2026-01-05T00:00:00Z"})";
    case 2:
        return R"({"@timestamp":"2026-01-05T00:00:00Z","@message":)" + inside + "}";
    case 3:
        return R"({"result":{"_raw":)" + inside + "}}";
    case 4:
        return R"({"_index":"i","_source":)" + inside + "}";
    case 5:
        return R"({"source":"aws.s3","detail-type":"t","detail":)" + inside + "}";
    default:
        return R"({"event":{"original":)" + inside + "}}";
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
    const auto inner = wrapped(data[0], text, data[0] & 0x80U);
    read(inner);
    read(wrapped(data[1], inner, data[1] & 0x80U));
    return 0;
}
