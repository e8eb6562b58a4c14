// Network addresses as sources write them, made comparable.
#pragma once

#include <string_view>

namespace proofstead::source {

// The bare address inside "203.0.113.7", "203.0.113.7:443", "[2001:db8::1]:443" or "::ffff:203.0.113.7" (the IPv4
// part), as a view into `text`; "" for anything that is no address ("ec2.amazonaws.com", "AWS Internal", masked ones).
std::string_view bareAddress(std::string_view text);

} // namespace proofstead::source
