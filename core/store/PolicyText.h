// One question about a policy document that checks ask of the events that set it.
#pragma once

#include <string_view>

namespace proofstead::store {

// Does a resource policy (JSON text) let anyone in: an Allow whose Principal is "*" or {"AWS": "*"}, without a
// condition on where the caller comes from or belongs to (aws:SourceIp, aws:SourceVpc, aws:PrincipalOrgID and the
// like)? AWS reads
// "*" and {"AWS": "*"} alike (IAM User Guide, "AWS JSON policy elements: Principal"). false for what is no JSON.
bool policyAllowsAnyone(std::string_view policy);

} // namespace proofstead::store
