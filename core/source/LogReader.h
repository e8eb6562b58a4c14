// Reads one raw log record along a compiled definition into normalised fields: one pass, no copy of what is not wanted.
// The only user of simdjson is its implementation (On-Demand: a record is not refused for one odd number in a corner).
#pragma once

#include "model/Event.h"
#include "source/Arena.h"
#include "source/LogDefinition.h"

#include <memory>
#include <string>
#include <string_view>

namespace proofstead::source {

class LogReader {
public:
    explicit LogReader(const LogDefinition& definition);
    LogReader(LogReader&&) noexcept;
    ~LogReader();

    // `record` must be followed by at least kPadding readable bytes. nullptr: read; otherwise the reason why not:
    // "invalid-json", "invalid-utf8", "not-this-source". The texts of `event` lie in `arena`.
    const char* read(std::string_view record, model::EventFields& event, Arena& arena);

    // Does the record have the members by which the definition recognises its source?
    static bool recognises(const LogDefinition& definition, std::string_view record);

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

// The record without insignificant white space, into `target` (as large as the record, plus kPadding); its length.
std::size_t minify(std::string_view record, char* target);

} // namespace proofstead::source
