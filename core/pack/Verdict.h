// What decides a control's status, in one sentence and a short list.
#pragma once

#include "pack/Context.h"

#include <string>
#include <vector>

namespace proofstead::pack {

struct ReasonGroups {
    std::vector<model::Reason> deciding; // put the control where it stands
    std::vector<model::Reason> noted;    // come with its tests and change nothing
};
ReasonGroups groupReasons(const model::ControlResult& result);

// "Exceptions noted: 2 of 5 tests took exception to 4 items."
std::string verdictText(const Context& context, const model::ControlResult& result);

} // namespace proofstead::pack
