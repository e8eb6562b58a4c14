// Access as read from policy exports: principals, their credentials, what policies grant, and through which path.
#pragma once

#include "base/Time.h"

#include <optional>
#include <string>
#include <vector>

namespace proofstead::model {

struct Principal {
    std::string provider; // aws
    std::string kind;     // user | group | role | root
    std::string nativeId; // ARN
    std::string uniqueId; // AIDA…, AROA…
    std::string account;
    std::string name;
    std::string path;
    std::optional<base::Millis> createdAt;
    std::optional<base::Millis> lastUsedAt; // RoleLastUsed; console and key use are on the credentials
    std::vector<std::string> groups;        // names, users only
    std::string boundary;                   // ARN of the permissions boundary; "" none
    std::string pointer;                    // JSON pointer of the item in the export
};

struct Credential {
    std::string principal; // ARN
    std::string account;
    std::string kind; // password | access_key_1 | access_key_2 | mfa | certificate_1 | certificate_2
    bool active = false;
    std::optional<base::Millis> rotatedAt;  // created or last changed
    std::optional<base::Millis> lastUsedAt; // nullopt: never, or the provider has no information
    std::string lastUsedNote;               // "never", "no_information", "" when the time is known
};

// One statement of a policy document, as written.
struct PolicyStatement {
    std::string provider;
    std::string account;
    std::string policy; // ARN, or "<principal ARN>#<name>" for an inline policy, "<role ARN>#trust" for a trust policy
    std::string policyName;
    std::string policyKind; // managed | inline | trust
    std::int64_t index = 0;
    std::string sid;
    std::string effect; // Allow | Deny
    std::vector<std::string> actions;
    std::vector<std::string> notActions;
    std::vector<std::string> resources;
    std::vector<std::string> notResources;
    std::vector<std::string> principals; // trust policies: "AWS:arn…", "Service:…", "Federated:…", "*"
    std::string condition;               // canonical JSON, "" none
    bool attached = false;               // at least one principal has it
    std::string pointer;
};

// Who, effect, action pattern, resource pattern, condition, via which policy or group.
struct Grant {
    std::string provider;
    std::string account;
    std::string principal;     // ARN of the user or role (groups are resolved to their members)
    std::string principalKind; // user | role
    std::string effect;        // Allow | Deny
    std::string action;        // pattern as written, or "!pattern,pattern" for NotAction
    std::string resource;      // pattern as written, or "!…" for NotResource
    std::string condition;
    std::string policy;
    std::string policyName;
    std::string via;     // "direct", "inline", "group:<name>", "group-inline:<name>"
    std::string pointer; // of the item that holds the statement
};

struct AccessSnapshot {
    std::string provider;
    std::string account;
    std::vector<Principal> principals;
    std::vector<Credential> credentials;
    std::vector<PolicyStatement> statements;
    std::vector<Grant> grants;
    std::vector<std::pair<std::string, std::string>> lint; // JSON pointer, message id
};

} // namespace proofstead::model
