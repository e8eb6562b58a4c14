// The members of a register definition (a source of kind "register"): columns with name, type, required, aliases,
// description, example and, where only some words are expected, values; samples with the rows expected of each.
// Error code "invalid-source" with the JSON pointer.
#pragma once

#include "base/Json.h"
#include "base/Result.h"

namespace proofstead::catalog {

base::Status checkRegister(const base::Json& document);

} // namespace proofstead::catalog
