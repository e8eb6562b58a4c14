// Reads one raw log record along a compiled definition into normalised fields: a JSON record, a row of a table or a
// line of text. One pass, no copy of what is not wanted.
#pragma once

#include "model/Event.h"
#include "source/Arena.h"
#include "source/JsonWalker.h"
#include "source/LogDefinition.h"
#include "source/Reading.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace proofstead::source {

// An event may have been written down this long after it happened, and dated this much after it was written down: the
// first is a batch that waited, the second what clocks differ in a well-kept network (RFC 4120, 7.5.1). Beyond that one
// of the two clocks is wrong (model::kClockSkew).
inline constexpr base::Millis kLongestDelay = base::kDay;
inline constexpr base::Millis kClockTolerance = 5 * base::kMinute;

class LogReader {
public:
    explicit LogReader(const LogDefinition& definition, Reading reading = {});
    LogReader(LogReader&&) noexcept;
    ~LogReader();

    // `record` must be followed by at least kPadding readable bytes. Appends its events, in order: one, or those of a
    // list inside it. nullptr: at least one was appended; otherwise the reason why not: "invalid-json", "invalid-utf8",
    // "not-this-source", "not-an-event". The texts of the events lie in `arena`. `parts`: where those of the record
    // begin, if the splitter said so (RecordBatch::partsOf).
    const char* read(std::string_view record, std::vector<model::EventFields>& events, Arena& arena, Parts parts = {});

    // Does the record have what the definition recognises its source by?
    static bool recognises(const LogDefinition& definition, std::string_view record);
    // The same of a parsed record: how many members speak for it; 0 no.
    static int recognises(const LogDefinition& definition, const base::Json& record);

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace proofstead::source
