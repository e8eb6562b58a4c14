// Reads one AWS policy document into statements. Nothing in a document is dropped without a word: what is not
// understood stays out of the statement and gets a lint entry, a pair of JSON pointer and message id.
#pragma once

#include "base/Json.h"
#include "model/Access.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace proofstead::access {

using Lint = std::vector<std::pair<std::string, std::string>>;

// Whose document it is; copied into every statement.
struct PolicyPlace {
    std::string account;
    std::string policy; // ARN, or "<principal ARN>#<name>"
    std::string name;
    std::string kind;            // managed | inline | trust
    std::string pointer;         // of the item in the export that holds the document
    std::string documentPointer; // of the document itself; where lint entries point to
};

// The document as an object, from an object or from JSON text, percent-encoded (RFC 3986) or plain, as the IAM
// interface delivers it. Error code "policy-unreadable".
base::Result<base::Json> policyDocument(const base::Json& value);

// Statements as written, one list item each for strings and lists. A document or statement that cannot be read adds a
// lint entry and no statement. Message ids: policy-unreadable, statement-missing, statement-not-object, effect-unknown,
// unknown-element, action-missing, action-doubled, action-pattern-invalid, resource-missing, resource-doubled,
// principal-missing, principal-unexpected, principal-partial-wildcard, not-principal, condition-not-object,
// value-not-string, empty-list.
std::vector<model::PolicyStatement> readPolicy(const base::Json& document, const PolicyPlace& place, Lint& lint);

// A segment of a JSON pointer (RFC 6901).
std::string pointerSegment(std::string_view name);

} // namespace proofstead::access
