// Turns the items of `aws iam get-account-authorization-details` into principals, policy statements and grants.
// Feed every item with its JSON pointer, in any order, then call finish() once.
//
// What a grant is here: one Allow or Deny as written, followed from the user or role through its own, attached and
// group policies. Permissions boundaries, organisation policies and conditions are not applied: the boundary stands on
// the principal, the condition on the grant. Only the default version of a managed policy counts.
#pragma once

#include "access/AwsPolicy.h"
#include "base/Json.h"
#include "model/Access.h"

#include <functional>
#include <memory>
#include <string_view>

namespace proofstead::access {

// Receives grants one by one, so that a large export need not hold them all.
using GrantSink = std::function<void(model::Grant&&)>;

class AwsAccountReader {
public:
    AwsAccountReader();
    ~AwsAccountReader();
    AwsAccountReader(AwsAccountReader&&) noexcept;
    AwsAccountReader& operator=(AwsAccountReader&&) noexcept;

    // `pointer` ends in "/<list>/<index>", with <list> one of UserDetailList, GroupDetailList, RoleDetailList,
    // Policies. Error codes: "access-item-unknown" (another list), "access-item-unreadable" (not an object, or without
    // an ARN); the item then counts for nothing and may be rejected.
    base::Result<void> add(std::string_view pointer, const base::Json& item);

    // The export said that it is one page of several (`IsTruncated`): lint "export-truncated".
    void noteTruncated(std::string_view pointer);

    // Resolves groups and attachments. The result depends on the items alone, not on their order. Principals are sorted
    // by ARN, statements by policy and position; the account is the one that most principals belong to. With a sink,
    // grants go there and the snapshot's own list stays empty.
    //
    // Lint beyond that of readPolicy(): policy-not-in-export (attached, but its text is not there: what it grants is
    // unknown), boundary-not-in-export, group-not-in-export, attachment-unreadable, default-version-missing,
    // item-doubled (two items with one ARN: the one with the lesser pointer counts), time-unreadable, unknown-element.
    model::AccessSnapshot finish(const GrantSink& sink = {});

private:
    struct Items;
    std::unique_ptr<Items> m_items;
};

} // namespace proofstead::access
