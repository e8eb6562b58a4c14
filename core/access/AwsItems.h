// One item of an authorization-details export, read but not yet resolved. Internal to core/access.
#pragma once

#include "access/AwsPolicy.h"

#include <string>
#include <string_view>
#include <vector>

namespace proofstead::access {

struct AwsAttachment {
    std::string policy; // ARN
    std::string name;
    std::string pointer; // of the attachment itself
};

// A user, role or group with what hangs on it.
struct AwsHolder {
    model::Principal principal;
    std::vector<AwsAttachment> attachments;
    std::vector<std::vector<model::PolicyStatement>> inlinePolicies;
    std::vector<model::PolicyStatement> trust;
    Lint lint;
};

struct AwsManagedPolicy {
    std::string arn;
    std::string pointer;
    std::vector<model::PolicyStatement> statements; // of the default version
    Lint lint;
};

// `kind` is user, role or group; the item is an object with a text member "Arn".
AwsHolder readAwsHolder(std::string_view kind, std::string_view pointer, const base::Json& item);
AwsManagedPolicy readAwsManagedPolicy(std::string_view pointer, const base::Json& item);

} // namespace proofstead::access
