// Any text as a CSV register: reading ends, rows lie one behind the other, and every row is kept or given a reason.
#include "base/Json.h"
#include "base/Text.h"
#include "source/readers/CsvRows.h"
#include "source/RegisterDefinition.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace proofstead;
    static const auto definition =
        source::compileRegister(
            base::parseJson(*base::readFile(PROOFSTEAD_SOURCE_DIR "/resources/sources/register-incident.json")).value(),
            "")
            .value();
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    source::CsvRows reader(text, source::csvSeparator(text));
    source::CsvRow header, row;
    if (!reader.next(header)) return 0;
    std::size_t end = header.offset + header.length;
    while (reader.next(row)) {
        if (row.offset < end || row.offset + row.length > size) std::abort();
        end = row.offset + row.length;
        std::vector<std::pair<std::string, std::string>> cells;
        for (std::size_t i = 0; i < header.fields.size() && i < row.fields.size(); ++i)
            cells.emplace_back(header.fields[i], row.fields[i]);
        const auto read = source::readRow(definition, cells);
        if (!read.reason && read.key.empty()) std::abort();
        if (!read.reason) (void)read.data.dump(); // throws on text that is no UTF-8
    }
    return 0;
}
