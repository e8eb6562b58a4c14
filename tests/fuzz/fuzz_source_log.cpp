// Any bytes as one CloudTrail record: reading ends without an exception, and what it hands on is well-formed.
#include "base/Json.h"
#include "base/Text.h"
#include "source/LogReader.h"
#include "source/RecordBatch.h"

#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace proofstead;
    static const auto definition =
        source::compileLog(
            base::parseJson(*base::readFile(PROOFSTEAD_SOURCE_DIR "/resources/sources/aws-cloudtrail.json")).value(),
            "")
            .value();
    static source::LogReader reader(definition);
    static source::Arena arena;
    std::string record(reinterpret_cast<const char*>(data), size);
    record.reserve(size + source::kPadding);
    std::vector<model::EventFields> events;
    const char* reason = reader.read(record, events, arena);
    if (events.empty() != (reason != nullptr)) std::abort();
    for (const auto& event : events) {
        if (event.action.empty()) std::abort();
        if (!event.attributes.empty() && !base::parseJson(event.attributes)) std::abort();
    }
    arena.clear();
    source::LogReader::recognises(definition, record);
    return 0;
}
