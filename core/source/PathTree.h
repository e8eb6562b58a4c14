// The tree of all paths of a definition, and how a path is written: member names joined by dots, `*` for every item of
// a list, `list[name=X]` for the items whose member says so, `\.` for a dot inside a name.
#pragma once

#include "source/LogDefinition.h"

#include <string>
#include <string_view>
#include <vector>

namespace proofstead::source {

struct PathStep {
    std::string name;
    std::string selector, value; // of list[selector=value]
};

// Empty for a path that is not well written.
std::vector<PathStep> stepsOf(std::string_view path);

// The node at the end of the path; made where it is missing. nullptr: a list is told apart by two different members.
PathNode* nodeAt(PathNode& root, const std::vector<PathStep>& steps, bool folded);

// The value at a path of a parsed record, names without regard to case, JSON in texts looked into; nullptr: none.
// `unpacked` keeps what was parsed on the way.
const base::Json* valueAt(const base::Json& record, std::string_view path, std::vector<base::Json>& unpacked);

} // namespace proofstead::source
