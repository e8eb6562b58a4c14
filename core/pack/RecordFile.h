// What one cited record is attached as.
#pragma once

#include "pack/Context.h"

#include <string>

namespace proofstead::pack {

// "records/17.masked.json", or "records/17.bin" where values are shown in clear; "" when the record was erased.
std::string recordFileName(const PackInput& input, const CitedRecord& record);

// The class of a field in this record: a user's or a person's record says more about "name" than the column does.
FieldClass classIn(const CitedRecord& record, const Field& field);

// Normalised fields with their classes; a masked value comes with the commitment that it can be opened against:
// { "record", "source", "environment", "masked", "fields": [ { "name", "value", "class", "commitment" } ] }
base::Json recordJson(Context& context, const CitedRecord& record);

} // namespace proofstead::pack
