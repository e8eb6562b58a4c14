// Reads rows of the AWS credential report (`aws iam get-credential-report`): who has a password, keys, certificates and
// a second factor, and when each was changed and used. Columns and values are those of the IAM user guide.
#pragma once

#include "base/Result.h"
#include "model/Access.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace proofstead::access {

struct CredentialReportRow {
    // Set for the row "<root_account>" alone: users come from the authorization details, the root user from nowhere
    // else.
    std::optional<model::Principal> root;
    // password, mfa, access_key_1, access_key_2, certificate_1, certificate_2: all six in every row, so that "has none"
    // is known and not guessed; a missing credential is inactive and without times.
    std::vector<model::Credential> credentials;
};

// `row` maps column names, as AWS writes them, to values. The password of the root user counts as active: the report
// says "not_supported" because it cannot be switched off. Error codes: "credential-report-column" (a column is
// missing), "credential-report-value" (a value that is none of true, false, N/A, no_information, not_supported or a
// time); `detail` names the column.
base::Result<CredentialReportRow> credentialsFromReportRow(const std::map<std::string, std::string>& row);

} // namespace proofstead::access
