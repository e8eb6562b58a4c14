#include "store/PolicyText.h"

#include "base/Json.h"
#include "base/Text.h"

#include <algorithm>
#include <array>

namespace proofstead::store {

namespace {

constexpr std::array<std::string_view, 12> kNarrowing{
    "aws:sourceip",         "aws:sourcevpc",    "aws:sourcevpce",     "aws:sourceaccount",
    "aws:sourcearn",        "aws:sourceorgid",  "aws:principalorgid", "aws:principalorgpaths",
    "aws:principalaccount", "aws:principalarn", "aws:userid",         "s3:dataaccesspointaccount"};

bool isStar(const base::Json& value) {
    if (value.is_string()) return value.get_ref<const std::string&>() == "*";
    return value.is_array() && std::any_of(value.begin(), value.end(), isStar);
}

bool anyone(const base::Json& statement) {
    const auto* principal = base::find(statement, "Principal");
    if (!principal) return false;
    const auto* aws = base::find(*principal, "AWS");
    return isStar(*principal) || (aws && isStar(*aws));
}

bool narrowed(const base::Json& statement) {
    const auto* condition = base::find(statement, "Condition");
    if (!condition || !condition->is_object()) return false;
    for (const auto& [name, keys] : condition->items())
        for (const auto& [key, value] : keys.items())
            if (std::find(kNarrowing.begin(), kNarrowing.end(), base::toLower(key)) != kNarrowing.end()) return true;
    return false;
}

} // namespace

bool policyAllowsAnyone(std::string_view policy) {
    const auto document = base::parseJson(policy);
    const auto* statements = document ? base::find(*document, "Statement") : nullptr;
    if (!statements) return false;
    const auto open = [](const base::Json& statement) {
        return base::stringAt(statement, "Effect") == "Allow" && anyone(statement) && !narrowed(statement);
    };
    return statements->is_array() ? std::any_of(statements->begin(), statements->end(), open) : open(*statements);
}

} // namespace proofstead::store
