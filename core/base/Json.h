// Strict reading of JSON documents (definitions, scope, policies, registers), and the one canonical way to write them.
// Log records do not come through here: core/source reads those with simdjson.
#pragma once

#include "base/Result.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace proofstead::base {

using Json = nlohmann::json;

struct JsonLimits {
    std::size_t depth = 1'024;
    std::size_t bytes = std::size_t{64} << 20;
};

// One JSON value and nothing after it. Refuses duplicate keys, nesting past the limit, invalid UTF-8; error code
// "invalid-json" with the byte offset and, for duplicate keys, the JSON pointer. A number that neither int64 nor a
// double holds exactly is kept as its text.
Result<Json> parseJson(std::string_view text, const JsonLimits& limits = {});

// RFC 8785 (JCS): sorted keys, no white space, shortest numbers. Equal values give equal bytes.
std::string canonicalJson(const Json& value);

// Readers with defaults for optional members; a member of another type counts as absent.
std::string stringAt(const Json& object, const char* key, std::string fallback = {});
bool boolAt(const Json& object, const char* key, bool fallback = false);
std::int64_t intAt(const Json& object, const char* key, std::int64_t fallback = 0);
const Json* find(const Json& object, const char* key); // nullptr when absent or not an object

} // namespace proofstead::base
