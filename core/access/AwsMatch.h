// How AWS compares the patterns of a policy with a request: actions, resources, and the parts of an ARN.
// Variables (`${aws:username}`) are text here; resolving them belongs to a request context.
#pragma once

#include <string_view>

namespace proofstead::access {

// The account segment of an ARN ("111122223333", "aws" for policies that AWS owns); "" when the text is not an ARN or
// has no account.
std::string_view accountOfArn(std::string_view arn);
// What follows the fifth colon ("user/team/alice"); "" when the text is not an ARN.
std::string_view resourceOfArn(std::string_view arn);

// A pattern that can match at all: "*", "*:*", or a service name without wildcards, a colon and a name pattern of
// letters, digits and wildcards.
bool isActionPattern(std::string_view pattern);

// Case does not matter; `*` is any run, `?` exactly one character, neither in the service part unless the pattern is
// "*" or "*:*". A pattern that is not isActionPattern() matches nothing.
bool actionMatches(std::string_view pattern, std::string_view action);

// Where the policy stands decides what an incomplete pattern ("arn:aws:s3") means: in identity, session and boundary
// policies missing segments count as `*`, in a resource policy only when the pattern holds a wildcard.
enum class PolicyPosition { Identity, Resource };

// Pattern and resource are compared segment by segment (partition, service, region, account, rest). Partition and
// service ignore case, the others do not. A `*` stays inside its segment, except in the rest and at the very end of the
// pattern.
// "*" matches everything.
bool resourceMatches(std::string_view pattern, std::string_view resource,
                     PolicyPosition position = PolicyPosition::Identity);

} // namespace proofstead::access
