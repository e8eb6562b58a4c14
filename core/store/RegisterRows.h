// The rows of one register as the published view shows them, for rooms that need them as values (decisions, people).
#pragma once

#include "base/Json.h"
#include "base/Result.h"
#include "model/Ids.h"
#include "store/Vault.h"

#include <string>
#include <vector>

namespace proofstead::store {

struct RegisterRowValue {
    model::RecordId record;
    std::string key;
    base::Json data; // column -> text or integer (times in ms UTC, booleans 0/1); empty cells are absent
};

// "decision", "hr-roster" ...; in the order of their keys.
base::Result<std::vector<RegisterRowValue>> registerRows(const Vault& vault, const std::string& registerName);

} // namespace proofstead::store
