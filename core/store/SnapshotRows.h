// Writes what an access export says: principals, credentials, policy statements and grants.
#pragma once

#include "base/Result.h"
#include "model/Access.h"
#include "store/Statement.h"

#include <functional>
#include <string>

namespace proofstead::store {

class SnapshotRows {
public:
    base::Status prepare(sqlite3* handle);
    // `nextRecord` is advanced by one for each row. `leafOf` finds the record that a JSON pointer lies in.
    base::Status add(const model::AccessSnapshot& snapshot, std::int64_t file, std::int64_t& nextRecord,
                     const std::function<std::int64_t(const std::string&)>& leafOf);

private:
    Statement m_principal, m_credential, m_statement, m_grant;
};

} // namespace proofstead::store
