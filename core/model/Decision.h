// What people decided, said or accepted: one row of the decision register. A decision is evidence of a decision; it
// never changes what a test saw.
#pragma once

#include "base/Time.h"
#include "model/Ids.h"

#include <optional>
#include <string>

namespace proofstead::model {

enum class DecisionKind {
    Applicability,
    Attestation,
    Waiver,
    Addressable,
    Remediation,
    NilReturn,
    Disposition,
    Document
};
std::string_view
idOf(DecisionKind kind); // applicability attestation waiver addressable remediation nil-return disposition document
std::optional<DecisionKind> decisionKindFromId(std::string_view id);

struct Decision {
    RecordId record;
    std::string id; // the register's own key
    DecisionKind kind = DecisionKind::Attestation;
    std::string control; // control id
    std::string check;   // check id where the decision is about one check; "" the whole control
    std::string subject; // waiver, disposition: the finding's subject it covers; "" all findings of the control
    // applicability: applicable | not-applicable · attestation: yes | no | partly · addressable: implemented |
    // alternative | not-implemented · document: approved | draft · others: ""
    std::string answer;
    std::string part; // design | operation; attestations and documents; "" operation (documents: design)
    std::string by;   // person, and by what right
    std::string role;
    std::string requestedBy;    // waivers: must differ from `by`
    std::string secondApprover; // where four eyes are needed
    std::string rationale;
    std::string basis; // references to evidence
    std::string compensating;
    std::optional<base::Millis> decidedAt;
    std::optional<base::Millis> periodFrom;
    std::optional<base::Millis> periodUntil; // exclusive
    std::optional<base::Millis> expiresAt;   // end of that day, UTC
    std::optional<base::Millis> reviewBy;
};

} // namespace proofstead::model
