// The headline of a framework: counts, never an average.
#pragma once

#include "assess/Ladder.h"

namespace proofstead::assess {

model::FrameworkSummary summarise(const std::string& framework, const std::vector<Verdict>& verdicts);

} // namespace proofstead::assess
