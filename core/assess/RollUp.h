// Requirements with children take the worst of them; children that are legal alternatives of one another count as one,
// by the best.
#pragma once

#include "assess/Ladder.h"

namespace proofstead::assess {

// `verdicts` stand in the order of `framework.controls`, judged one by one; parents are replaced by what they come to.
// A decision that a parent does not apply falls with the first child that does.
void rollUp(const Facts& facts, const model::Framework& framework, std::vector<Verdict>& verdicts);

} // namespace proofstead::assess
