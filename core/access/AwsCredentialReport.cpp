#include "access/AwsCredentialReport.h"

#include "access/AwsMatch.h"

#include <algorithm>
#include <array>

namespace proofstead::access {

namespace {

using Row = std::map<std::string, std::string>;

// Which columns speak about which credential; "" where the report has none.
struct Columns {
    const char* kind;
    const char* active;
    const char* rotated;
    const char* used;
};
constexpr std::array kColumns{
    Columns{"password", "password_enabled", "password_last_changed", "password_last_used"},
    Columns{"mfa", "mfa_active", "", ""},
    Columns{"access_key_1", "access_key_1_active", "access_key_1_last_rotated", "access_key_1_last_used_date"},
    Columns{"access_key_2", "access_key_2_active", "access_key_2_last_rotated", "access_key_2_last_used_date"},
    Columns{"certificate_1", "cert_1_active", "cert_1_last_rotated", ""},
    Columns{"certificate_2", "cert_2_active", "cert_2_last_rotated", ""},
};

struct Moment {
    std::optional<base::Millis> at;
    std::string note;
};

base::Result<std::string_view> valueOf(const Row& row, const std::string& column) {
    const auto found = row.find(column);
    if (found == row.end()) return base::fail("credential-report-column", column);
    return std::string_view(found->second);
}

base::Result<bool> flagOf(const Row& row, const std::string& column, bool whenUnsupported) {
    PS_TRY(const auto text, valueOf(row, column));
    if (text == "true" || text == "TRUE") return true;
    if (text == "not_supported") return whenUnsupported;
    if (text == "false" || text == "FALSE" || text == "N/A" || text == "no_information") return false;
    return base::fail("credential-report-value", column);
}

base::Result<Moment> momentOf(const Row& row, const std::string& column) {
    PS_TRY(const auto text, valueOf(row, column));
    if (text == "N/A") return Moment{std::nullopt, "never"};
    if (text == "no_information" || text == "not_supported") return Moment{std::nullopt, "no_information"};
    if (const auto at = base::parseTime(text)) return Moment{at, {}};
    return base::fail("credential-report-value", column);
}

base::Result<model::Credential> credentialOf(const Row& row, const Columns& columns, bool isRoot) {
    model::Credential credential;
    credential.kind = columns.kind;
    PS_TRY(credential.active, flagOf(row, columns.active, isRoot && credential.kind == "password"));
    if (*columns.rotated != '\0') {
        PS_TRY(const auto rotated, momentOf(row, columns.rotated));
        credential.rotatedAt = rotated.at;
    }
    credential.lastUsedNote = "no_information";
    if (*columns.used != '\0') {
        PS_TRY(const auto used, momentOf(row, columns.used));
        credential.lastUsedAt = used.at;
        credential.lastUsedNote = used.note;
    }
    return credential;
}

base::Result<model::Principal> rootOf(const Row& row, const std::string& arn) {
    PS_TRY(const auto created, momentOf(row, "user_creation_time"));
    model::Principal root;
    root.provider = "aws";
    root.kind = "root";
    root.nativeId = arn;
    root.account = accountOfArn(arn);
    root.name = "root";
    root.createdAt = created.at;
    return root;
}

} // namespace

base::Result<CredentialReportRow> credentialsFromReportRow(const std::map<std::string, std::string>& row) {
    PS_TRY(const auto user, valueOf(row, "user"));
    PS_TRY(const auto arnText, valueOf(row, "arn"));
    const std::string arn(arnText);
    if (accountOfArn(arn).empty()) return base::fail("credential-report-value", "arn");
    const bool isRoot = user == "<root_account>" || resourceOfArn(arn) == "root";
    CredentialReportRow result;
    if (isRoot) {
        PS_TRY(result.root, rootOf(row, arn));
    }
    for (const auto& columns : kColumns) {
        PS_TRY(auto credential, credentialOf(row, columns, isRoot));
        credential.principal = arn;
        credential.account = accountOfArn(arn);
        result.credentials.push_back(std::move(credential));
    }
    return result;
}

} // namespace proofstead::access
