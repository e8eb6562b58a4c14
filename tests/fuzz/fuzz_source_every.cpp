// Any bytes as one record of every shipped log source: JSON, the cells of a row, a line. Reading ends without an
// exception, and what it hands on is well-formed.
#include "Pieces.h"
#include "source/LogReader.h"
#include "source/RecordBatch.h"

#include <memory>

namespace {

using namespace proofstead;
using fuzz::require;

struct Reader {
    const source::LogDefinition* definition;
    source::LogReader json, row, line;
};

source::Reading reading(source::Container container) {
    source::Reading reading;
    reading.container = container;
    reading.columns = {"time",         "id",        "operationName", "user", "eventTime",
                       "CreationDate", "AuditData", "message",       "log"};
    reading.collectedAt = 1'767'571'200'000;
    return reading;
}

std::vector<Reader>& readers() {
    static std::vector<Reader> list = [] {
        std::vector<Reader> all;
        for (const auto& file : std::filesystem::directory_iterator(PROOFSTEAD_SOURCE_DIR "/resources/sources"))
            if (const auto* log = fuzz::sources().log(file.path().stem().string()))
                all.push_back({log, source::LogReader(*log), source::LogReader(*log, reading(source::Container::Csv)),
                               source::LogReader(*log, reading(source::Container::Lines))});
        require(all.size() > 10);
        return all;
    }();
    return list;
}

void read(source::LogReader& reader, const std::string& record) {
    static source::Arena arena;
    std::vector<model::EventFields> events;
    const char* reason = reader.read(record, events, arena);
    require(events.empty() == (reason != nullptr));
    for (const auto& event : events)
        require(event.attributes.empty() || base::parseJson(event.attributes));
    arena.clear();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string record(reinterpret_cast<const char*>(data), size);
    record.reserve(size + source::kPadding);
    for (auto& reader : readers()) {
        read(reader.json, record);
        read(reader.row, record);
        read(reader.line, record);
        source::LogReader::recognises(*reader.definition, std::string_view(record));
    }
    return 0;
}
