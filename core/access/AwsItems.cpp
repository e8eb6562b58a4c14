#include "access/AwsItems.h"

#include "access/AwsMatch.h"

#include <algorithm>
#include <initializer_list>

namespace proofstead::access {

using base::Json;

namespace {

const Json& listAt(const Json& object, const char* key) {
    static const Json kEmpty = Json::array();
    const Json* list = base::find(object, key);
    return list != nullptr && list->is_array() ? *list : kEmpty;
}

// The command line writes ISO 8601; other tools that save the same answer write epoch seconds.
std::optional<base::Millis> timeAt(const Json& object, const char* key, const std::string& pointer, Lint& lint) {
    const Json* value = base::find(object, key);
    if (value == nullptr || value->is_null()) return std::nullopt;
    std::optional<base::Millis> time;
    if (value->is_string())
        time = base::parseTime(value->get_ref<const std::string&>());
    else if (value->is_number_integer())
        time = base::parseEpoch(std::to_string(value->get<std::int64_t>()));
    if (!time) lint.emplace_back(pointer + "/" + key, "time-unreadable");
    return time;
}

void noteUnknown(const Json& item, const std::string& pointer, std::initializer_list<std::string_view> known,
                 Lint& lint) {
    for (const auto& [name, value] : item.items())
        if (std::find(known.begin(), known.end(), name) == known.end())
            lint.emplace_back(pointer + "/" + pointerSegment(name), "unknown-element");
}

void readAttachments(const Json& item, AwsHolder& holder) {
    const Json& list = listAt(item, "AttachedManagedPolicies");
    for (std::size_t i = 0; i < list.size(); ++i) {
        auto pointer = holder.principal.pointer + "/AttachedManagedPolicies/" + std::to_string(i);
        auto arn = base::stringAt(list[i], "PolicyArn");
        if (arn.empty())
            holder.lint.emplace_back(std::move(pointer), "attachment-unreadable");
        else
            holder.attachments.push_back({std::move(arn), base::stringAt(list[i], "PolicyName"), std::move(pointer)});
    }
}

void readInline(const Json& item, const char* key, AwsHolder& holder) {
    const Json& list = listAt(item, key);
    for (std::size_t i = 0; i < list.size(); ++i) {
        const auto pointer = holder.principal.pointer + "/" + key + "/" + std::to_string(i);
        const auto name = base::stringAt(list[i], "PolicyName");
        const Json* document = base::find(list[i], "PolicyDocument");
        if (document == nullptr) {
            holder.lint.emplace_back(pointer, "policy-unreadable");
            continue;
        }
        const PolicyPlace place{holder.principal.account,
                                holder.principal.nativeId + "#" + name,
                                name,
                                "inline",
                                holder.principal.pointer,
                                pointer + "/PolicyDocument"};
        holder.inlinePolicies.push_back(readPolicy(*document, place, holder.lint));
        for (auto& statement : holder.inlinePolicies.back())
            statement.attached = true;
    }
}

void readTrust(const Json& item, AwsHolder& holder) {
    const Json* document = base::find(item, "AssumeRolePolicyDocument");
    const auto pointer = holder.principal.pointer + "/AssumeRolePolicyDocument";
    if (document == nullptr) {
        holder.lint.emplace_back(pointer, "policy-unreadable");
        return;
    }
    const PolicyPlace place{holder.principal.account,
                            holder.principal.nativeId + "#trust",
                            "trust",
                            "trust",
                            holder.principal.pointer,
                            pointer};
    holder.trust = readPolicy(*document, place, holder.lint);
    for (auto& statement : holder.trust)
        statement.attached = true;
}

void readUser(const Json& item, AwsHolder& holder) {
    noteUnknown(item, holder.principal.pointer,
                {"Path", "UserName", "UserId", "Arn", "CreateDate", "GroupList", "UserPolicyList",
                 "AttachedManagedPolicies", "PermissionsBoundary", "Tags"},
                holder.lint);
    holder.principal.name = base::stringAt(item, "UserName");
    holder.principal.uniqueId = base::stringAt(item, "UserId");
    for (const auto& group : listAt(item, "GroupList"))
        if (group.is_string())
            holder.principal.groups.push_back(group.get<std::string>());
        else
            holder.lint.emplace_back(holder.principal.pointer + "/GroupList", "value-not-string");
    readInline(item, "UserPolicyList", holder);
}

void readGroup(const Json& item, AwsHolder& holder) {
    noteUnknown(item, holder.principal.pointer,
                {"Path", "GroupName", "GroupId", "Arn", "CreateDate", "GroupPolicyList", "AttachedManagedPolicies"},
                holder.lint);
    holder.principal.name = base::stringAt(item, "GroupName");
    holder.principal.uniqueId = base::stringAt(item, "GroupId");
    readInline(item, "GroupPolicyList", holder);
}

void readRole(const Json& item, AwsHolder& holder) {
    noteUnknown(item, holder.principal.pointer,
                {"Path", "RoleName", "RoleId", "Arn", "CreateDate", "AssumeRolePolicyDocument", "InstanceProfileList",
                 "RolePolicyList", "AttachedManagedPolicies", "PermissionsBoundary", "Tags", "RoleLastUsed"},
                holder.lint);
    holder.principal.name = base::stringAt(item, "RoleName");
    holder.principal.uniqueId = base::stringAt(item, "RoleId");
    if (const Json* used = base::find(item, "RoleLastUsed"))
        holder.principal.lastUsedAt =
            timeAt(*used, "LastUsedDate", holder.principal.pointer + "/RoleLastUsed", holder.lint);
    readInline(item, "RolePolicyList", holder);
    readTrust(item, holder);
}

// The version that is in force: the one marked as default, else the one that DefaultVersionId names.
const Json* defaultVersion(const Json& item, std::size_t& index) {
    const Json& versions = listAt(item, "PolicyVersionList");
    const auto named = base::stringAt(item, "DefaultVersionId");
    const auto pick = [&](auto accept) -> const Json* {
        for (index = 0; index < versions.size(); ++index)
            if (accept(versions[index])) return &versions[index];
        return nullptr;
    };
    if (const Json* marked = pick([](const Json& version) { return base::boolAt(version, "IsDefaultVersion"); }))
        return marked;
    return pick([&](const Json& version) { return !named.empty() && base::stringAt(version, "VersionId") == named; });
}

} // namespace

AwsHolder readAwsHolder(std::string_view kind, std::string_view pointer, const Json& item) {
    AwsHolder holder;
    holder.principal.provider = "aws";
    holder.principal.kind = kind;
    holder.principal.pointer = pointer;
    holder.principal.nativeId = base::stringAt(item, "Arn");
    holder.principal.account = accountOfArn(holder.principal.nativeId);
    holder.principal.path = base::stringAt(item, "Path");
    holder.principal.createdAt = timeAt(item, "CreateDate", holder.principal.pointer, holder.lint);
    if (const Json* boundary = base::find(item, "PermissionsBoundary"))
        holder.principal.boundary = base::stringAt(*boundary, "PermissionsBoundaryArn");
    readAttachments(item, holder);
    if (kind == "user")
        readUser(item, holder);
    else if (kind == "group")
        readGroup(item, holder);
    else
        readRole(item, holder);
    return holder;
}

AwsManagedPolicy readAwsManagedPolicy(std::string_view pointer, const Json& item) {
    AwsManagedPolicy policy;
    policy.arn = base::stringAt(item, "Arn");
    policy.pointer = pointer;
    noteUnknown(item, policy.pointer,
                {"PolicyName", "PolicyId", "Arn", "Path", "DefaultVersionId", "AttachmentCount",
                 "PermissionsBoundaryUsageCount", "IsAttachable", "Description", "CreateDate", "UpdateDate",
                 "PolicyVersionList", "Tags"},
                policy.lint);
    std::size_t index = 0;
    const Json* version = defaultVersion(item, index);
    const Json* document = version == nullptr ? nullptr : base::find(*version, "Document");
    if (document == nullptr) {
        policy.lint.emplace_back(policy.pointer + "/PolicyVersionList", "default-version-missing");
        return policy;
    }
    const PolicyPlace place{std::string(accountOfArn(policy.arn)),
                            policy.arn,
                            base::stringAt(item, "PolicyName"),
                            "managed",
                            policy.pointer,
                            policy.pointer + "/PolicyVersionList/" + std::to_string(index) + "/Document"};
    policy.statements = readPolicy(*document, place, policy.lint);
    return policy;
}

} // namespace proofstead::access
