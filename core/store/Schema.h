// The tables of a vault. They may change from version to version; the published views (Views.h) are the contract.
#pragma once

#include <cstdint>
#include <string_view>

namespace proofstead::store {

// PRAGMA application_id ("Pfst") and user_version.
inline constexpr std::int64_t kApplicationId = 0x50667374;
inline constexpr std::int64_t kSchemaVersion = 1;
inline constexpr int kPageSize = 8192;

extern const std::string_view kSchema;

} // namespace proofstead::store
