// What was computed again, in words: the steps of a trail, of a vault and of a pack.
#pragma once

#include <string>

namespace proofstead::cli {

// "trail.leaf" and the like; an unknown key is returned as it is.
std::string stepWords(const std::string& key);

} // namespace proofstead::cli
