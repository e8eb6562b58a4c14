// The bound parameters that an SQL text uses. Not a parser: it knows texts in quotes and comments, so that a colon
// inside them is not taken for a parameter.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace proofstead::catalog {

// ":from" gives "from".
std::set<std::string> parametersIn(std::string_view sql);

// The text without comments and with every quoted piece emptied, for looking at words.
std::string bareSql(std::string_view sql);

} // namespace proofstead::catalog
