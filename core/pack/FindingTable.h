// The table of exceptions that control and test sections share.
#pragma once

#include "pack/Context.h"

#include <vector>

namespace proofstead::pack {

// The rows and, where some were left out, the line that says how many and where they are. Nothing for no findings.
void writeFindings(Context& context, Document& document, const std::vector<const model::Finding*>& findings,
                   std::int64_t omitted);

} // namespace proofstead::pack
