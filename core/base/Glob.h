// Wildcard matching: `*` is any run (also empty), `?` exactly one character, nothing else is special.
// Time is at most pattern length times text length, whatever the pattern.
#pragma once

#include <string_view>

namespace proofstead::base {

bool globMatch(std::string_view pattern, std::string_view text);
bool globMatchIgnoreCase(std::string_view pattern, std::string_view text); // ASCII case

} // namespace proofstead::base
