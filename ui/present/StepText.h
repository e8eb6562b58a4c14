// What was computed again, in words: the steps of a trail, of a vault and of a pack.
#pragma once

#include <QString>

#include <string_view>

namespace proofstead::present {

// "trail.leaf" and the like; an unknown key is returned as it is.
QString stepText(std::string_view key);

// Nothing is wrong with it, and nothing is proven by it either.
bool isNote(std::string_view key);

} // namespace proofstead::present
