#include "store/SnapshotRows.h"

#include "base/Json.h"

#include <optional>
#include <variant>
#include <vector>

namespace proofstead::store {

namespace {

std::string jsonList(const std::vector<std::string>& items) {
    return base::canonicalJson(base::Json(items));
}

using Value = std::variant<std::int64_t, std::optional<std::int64_t>, std::string>;

base::Status insert(Statement& statement, const std::vector<Value>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        const int column = static_cast<int>(i) + 1;
        if (const auto* number = std::get_if<std::int64_t>(&values[i]))
            statement.bind(column, *number);
        else if (const auto* text = std::get_if<std::string>(&values[i]))
            statement.bindTextOrNull(column, *text);
        else if (const auto& maybe = std::get<std::optional<std::int64_t>>(values[i]))
            statement.bind(column, *maybe);
        else
            statement.bindNull(column);
    }
    return statement.run();
}

} // namespace

base::Status SnapshotRows::prepare(sqlite3* handle) {
    PS_TRY(m_principal,
           Statement::prepare(handle, "INSERT INTO principal_row VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)", true));
    PS_TRY(m_credential, Statement::prepare(handle, "INSERT INTO credential_row VALUES(?,?,?,?,?,?,?,?,?,?)", true));
    PS_TRY(m_statement,
           Statement::prepare(handle, "INSERT INTO statement_row VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", true));
    PS_TRY(m_grant, Statement::prepare(handle, "INSERT INTO grant_row VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)", true));
    return {};
}

base::Status SnapshotRows::add(const model::AccessSnapshot& snapshot, std::int64_t file, std::int64_t& nextRecord,
                               const std::function<std::int64_t(const std::string&)>& leafOf) {
    for (const auto& p : snapshot.principals)
        PS_CHECK(insert(m_principal,
                        {nextRecord++, file, leafOf(p.pointer), p.provider, p.kind, p.nativeId, p.uniqueId, p.account,
                         p.name, p.path, p.createdAt, p.lastUsedAt, jsonList(p.groups), p.boundary}));
    for (const auto& c : snapshot.credentials)
        PS_CHECK(insert(m_credential, {nextRecord++, file, leafOf(c.principal), c.account, c.principal, c.kind,
                                       std::int64_t{c.active}, c.rotatedAt, c.lastUsedAt, c.lastUsedNote}));
    for (const auto& s : snapshot.statements)
        PS_CHECK(insert(m_statement, {nextRecord++, file, leafOf(s.pointer), s.provider, s.account, s.policy,
                                      s.policyName, s.policyKind, s.index, s.sid, s.effect, jsonList(s.actions),
                                      jsonList(s.notActions), jsonList(s.resources), jsonList(s.notResources),
                                      jsonList(s.principals), s.condition, std::int64_t{s.attached}}));
    for (const auto& g : snapshot.grants)
        PS_CHECK(
            insert(m_grant, {nextRecord++, file, leafOf(g.pointer), g.provider, g.account, g.principal, g.principalKind,
                             g.effect, g.action, g.resource, g.condition, g.policy, g.policyName, g.via}));
    return {};
}

} // namespace proofstead::store
