#include "access/AwsAccountReader.h"

#include "access/AwsItems.h"
#include "access/AwsMatch.h"
#include "base/Text.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace proofstead::access {

using base::Json;

namespace {

// Pointers of one list in the order of their numbers: "/Policies/2" before "/Policies/10".
bool pointerLess(const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
}

// The patterns of an element and its negation; an element with neither matches nothing.
std::vector<std::string> patternsOf(const std::vector<std::string>& plain, const std::vector<std::string>& negated) {
    if (!plain.empty() || negated.empty()) return plain;
    return {"!" + base::join(negated, ",")};
}

class Resolver {
public:
    Resolver(std::map<std::string, AwsHolder>& holders, std::map<std::string, AwsManagedPolicy>& policies, Lint& lint,
             const GrantSink& sink)
        : m_holders(holders), m_policies(policies), m_lint(lint), m_sink(sink) {
        for (const auto& [arn, holder] : m_holders)
            if (holder.principal.kind == "group")
                m_groups.emplace(std::pair{holder.principal.account, holder.principal.name}, &holder);
    }

    void resolve() {
        for (const auto& [arn, holder] : m_holders) {
            checkReferences(holder);
            if (holder.principal.kind == "group") continue;
            grantOwn(holder);
            for (const auto& group : holder.principal.groups)
                grantGroup(holder, group);
        }
        for (auto& [arn, policy] : m_policies)
            for (auto& statement : policy.statements)
                statement.attached = m_attached.contains(arn);
    }

private:
    void checkReferences(const AwsHolder& holder) {
        for (const auto& attachment : holder.attachments) {
            m_attached.insert(attachment.policy);
            if (!m_policies.contains(attachment.policy))
                m_lint.emplace_back(attachment.pointer, "policy-not-in-export");
        }
        const auto& boundary = holder.principal.boundary;
        if (!boundary.empty() && !m_policies.contains(boundary))
            m_lint.emplace_back(holder.principal.pointer + "/PermissionsBoundary", "boundary-not-in-export");
    }

    void grantOwn(const AwsHolder& holder) {
        for (const auto& policy : holder.inlinePolicies)
            grantAll(holder.principal, policy, "inline");
        grantAttached(holder.principal, holder, "direct");
    }

    void grantGroup(const AwsHolder& member, const std::string& name) {
        const auto group = m_groups.find({member.principal.account, name});
        if (group == m_groups.end()) {
            m_lint.emplace_back(member.principal.pointer + "/GroupList", "group-not-in-export");
            return;
        }
        for (const auto& policy : group->second->inlinePolicies)
            grantAll(member.principal, policy, "group-inline:" + name);
        grantAttached(member.principal, *group->second, "group:" + name);
    }

    void grantAttached(const model::Principal& principal, const AwsHolder& holder, const std::string& via) {
        for (const auto& attachment : holder.attachments)
            if (const auto policy = m_policies.find(attachment.policy); policy != m_policies.end())
                grantAll(principal, policy->second.statements, via);
    }

    // A statement whose effect is neither Allow nor Deny grants nothing; its lint entry says so.
    void grantAll(const model::Principal& principal, const std::vector<model::PolicyStatement>& statements,
                  const std::string& via) {
        for (const auto& statement : statements) {
            if (statement.effect != "Allow" && statement.effect != "Deny") continue;
            const auto resources = patternsOf(statement.resources, statement.notResources);
            for (const auto& action : patternsOf(statement.actions, statement.notActions))
                for (const auto& resource : resources)
                    m_sink({"aws", principal.account, principal.nativeId, principal.kind, statement.effect, action,
                            resource, statement.condition, statement.policy, statement.policyName, via,
                            statement.pointer});
        }
    }

    std::map<std::string, AwsHolder>& m_holders;
    std::map<std::string, AwsManagedPolicy>& m_policies;
    Lint& m_lint;
    const GrantSink& m_sink;
    std::map<std::pair<std::string, std::string>, const AwsHolder*> m_groups; // by account and name
    std::set<std::string> m_attached;                                         // ARNs of managed policies
};

std::string mainAccount(const std::map<std::string, AwsHolder>& holders) {
    std::map<std::string, std::size_t> counts;
    for (const auto& [arn, holder] : holders)
        ++counts[holder.principal.account];
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == counts.end() ? std::string{} : most->first;
}

template <class T>
void moveInto(std::vector<T>& target, std::vector<T>&& items) {
    target.insert(target.end(), std::make_move_iterator(items.begin()), std::make_move_iterator(items.end()));
    items.clear();
}

} // namespace

struct AwsAccountReader::Items {
    std::map<std::string, AwsHolder> holders; // by ARN
    std::map<std::string, AwsManagedPolicy> policies;
    Lint lint;

    template <class Item>
    void keep(std::map<std::string, Item>& items, const std::string& arn, const std::string& pointer, Item&& item,
              const std::string& (*pointerOf)(const Item&)) {
        const auto [place, isNew] = items.try_emplace(arn, std::move(item));
        if (isNew) return;
        const bool earlier = pointerLess(pointer, pointerOf(place->second));
        lint.emplace_back(earlier ? pointerOf(place->second) : pointer, "item-doubled");
        if (earlier) place->second = std::move(item); // try_emplace leaves its argument alone when the key exists
    }
};

AwsAccountReader::AwsAccountReader() : m_items(std::make_unique<Items>()) {}
AwsAccountReader::~AwsAccountReader() = default;
AwsAccountReader::AwsAccountReader(AwsAccountReader&&) noexcept = default;
AwsAccountReader& AwsAccountReader::operator=(AwsAccountReader&&) noexcept = default;

base::Result<void> AwsAccountReader::add(std::string_view pointer, const Json& item) {
    static const std::map<std::string_view, std::string_view> kKinds{
        {"UserDetailList", "user"}, {"GroupDetailList", "group"}, {"RoleDetailList", "role"}, {"Policies", "policy"}};
    const auto parts = base::split(pointer, '/');
    const auto kind = parts.size() < 3 ? kKinds.end() : kKinds.find(parts[parts.size() - 2]);
    if (kind == kKinds.end()) return base::fail("access-item-unknown", std::string(pointer));
    const auto arn = base::stringAt(item, "Arn");
    if (arn.empty()) return base::fail("access-item-unreadable", item.is_object() ? "no Arn" : "not an object");
    if (kind->second == "policy")
        m_items->keep<AwsManagedPolicy>(
            m_items->policies, arn, std::string(pointer), readAwsManagedPolicy(pointer, item),
            [](const AwsManagedPolicy& policy) -> const std::string& { return policy.pointer; });
    else
        m_items->keep<AwsHolder>(
            m_items->holders, arn, std::string(pointer), readAwsHolder(kind->second, pointer, item),
            [](const AwsHolder& holder) -> const std::string& { return holder.principal.pointer; });
    return {};
}

void AwsAccountReader::noteTruncated(std::string_view pointer) {
    m_items->lint.emplace_back(std::string(pointer), "export-truncated");
}

model::AccessSnapshot AwsAccountReader::finish(const GrantSink& sink) {
    model::AccessSnapshot snapshot;
    snapshot.provider = "aws";
    snapshot.account = mainAccount(m_items->holders);
    const GrantSink collect = [&](model::Grant&& grant) { snapshot.grants.push_back(std::move(grant)); };
    Resolver(m_items->holders, m_items->policies, m_items->lint, sink ? sink : collect).resolve();
    for (auto& [arn, holder] : m_items->holders) {
        for (auto& policy : holder.inlinePolicies)
            moveInto(snapshot.statements, std::move(policy));
        moveInto(snapshot.statements, std::move(holder.trust));
        moveInto(m_items->lint, std::move(holder.lint));
        snapshot.principals.push_back(std::move(holder.principal));
    }
    for (auto& [arn, policy] : m_items->policies) {
        // A policy that AWS owns speaks for the account that exported it.
        for (auto& statement : policy.statements)
            if (statement.account == "aws" || statement.account.empty()) statement.account = snapshot.account;
        moveInto(snapshot.statements, std::move(policy.statements));
        moveInto(m_items->lint, std::move(policy.lint));
    }
    std::stable_sort(snapshot.statements.begin(), snapshot.statements.end(), [](const auto& a, const auto& b) {
        return std::tie(a.policy, a.index) < std::tie(b.policy, b.index);
    });
    std::sort(m_items->lint.begin(), m_items->lint.end());
    snapshot.lint = std::move(m_items->lint);
    *m_items = {};
    return snapshot;
}

} // namespace proofstead::access
