// A line of text that nobody described, as names and values: syslog (RFC 3164 and 5424), CEF and LEEF, key=value,
// Apache's log formats, and as a last resort the time it begins with and what follows.
#pragma once

#include "source/Arena.h"
#include "source/Candidates.h"

#include <string_view>
#include <vector>

namespace proofstead::source {

// Names as CandidateTable writes them; values are parts of `line` or lie in `arena`. The part that is JSON, where the
// line ends in an object, is left to the caller: its start is returned, npos where there is none.
std::size_t readLine(std::string_view line, Arena& arena, std::vector<FlatValue>& values);

} // namespace proofstead::source
