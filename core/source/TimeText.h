// Points in time as logs write them: ISO 8601, epoch numbers of any unit, Apache, syslog, HTTP dates, AM and PM.
#pragma once

#include "base/Time.h"

#include <optional>
#include <string_view>

namespace proofstead::source {

// `reference`: when the file was collected; a time without a year (syslog) is taken as the latest that is not after the
// next day. 0: such times are not read. Fractions are exact to the millisecond. A date in slashes is read month first
// beside AM or PM and where a number above 12 settles it; otherwise it is ambiguous and not read.
std::optional<base::Millis> readTime(std::string_view text, base::Millis reference = 0);

// Does it say the time of day, not only a date?
bool saysTimeOfDay(std::string_view text);

} // namespace proofstead::source
