// Writing the JSON of scope and run: members that say nothing are left out, times are ISO 8601 in UTC.
#pragma once

#include "base/Json.h"
#include "base/Time.h"
#include "model/JsonReader.h"
#include "model/Scope.h"

#include <optional>
#include <string>

namespace proofstead::model {

// Whole seconds without a fraction, otherwise with milliseconds; parseTime() reads both back exactly.
inline std::string timeText(base::Millis time) {
    return time % base::kSecond == 0 ? base::formatSeconds(time) : base::formatTime(time);
}

inline void putText(base::Json& json, const char* key, const std::string& value) {
    if (!value.empty()) json[key] = value;
}

inline void putTime(base::Json& json, const char* key, const std::optional<base::Millis>& time) {
    if (time) json[key] = timeText(*time);
}

// A period is {"from", "until", "as_of"}; as_of defaults to until.
base::Json toJson(const Period& period);
Period readPeriod(JsonReader& reader);

} // namespace proofstead::model
