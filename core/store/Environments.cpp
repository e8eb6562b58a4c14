#include "store/Environments.h"

#include "store/Statement.h"

#include <algorithm>

namespace proofstead::store {

void EnvironmentTally::Share::note(std::optional<base::Millis> at) {
    ++events;
    if (!at) return;
    first = std::min(first.value_or(*at), *at);
    last = std::max(last.value_or(*at), *at);
}

void EnvironmentTally::add(std::int64_t environment, std::optional<base::Millis> at) {
    m_shares[environment].note(at);
}

std::int64_t EnvironmentTally::only() const {
    return m_shares.size() == 1 ? m_shares.begin()->first : 0;
}

std::optional<base::Millis> EnvironmentTally::first() const {
    std::optional<base::Millis> first;
    for (const auto& [environment, share] : m_shares)
        if (share.first) first = std::min(first.value_or(*share.first), *share.first);
    return first;
}

std::optional<base::Millis> EnvironmentTally::last() const {
    std::optional<base::Millis> last;
    for (const auto& [environment, share] : m_shares)
        if (share.last) last = std::max(last.value_or(*share.last), *share.last);
    return last;
}

base::Status EnvironmentTally::write(sqlite3* handle, std::int64_t file) const {
    if (m_shares.size() < 2) return {};
    PS_TRY(auto insert, Statement::prepare(handle, "INSERT INTO file_environment VALUES(?,?,?,?,?)"));
    for (const auto& [environment, share] : m_shares) {
        insert.bind(1, file);
        insert.bind(2, environment);
        insert.bind(3, share.events);
        insert.bindNull(4);
        insert.bindNull(5);
        if (share.first) insert.bind(4, *share.first);
        if (share.last) insert.bind(5, *share.last);
        PS_CHECK(insert.run());
    }
    return {};
}

base::Result<std::set<std::int64_t>> filesOfSeveralEnvironments(const Vault& vault) {
    PS_TRY(auto statement, Statement::prepare(vault.handle(), "SELECT DISTINCT file_id FROM file_environment"));
    std::set<std::int64_t> files;
    for (;;) {
        PS_TRY(const bool row, statement.step());
        if (!row) return files;
        files.insert(statement.integer(0));
    }
}

base::Result<std::vector<EnvironmentShare>> environmentShares(const Vault& vault) {
    std::vector<EnvironmentShare> shares;
    PS_TRY(auto statement,
           Statement::prepare(vault.handle(),
                              "SELECT s.text, coalesce(env.text, ''), count(*), sum(e.events), min(e.first_at), "
                              "max(e.last_at) FROM file_environment e JOIN file f ON f.id = e.file_id AND "
                              "f.custody IS NOT NULL JOIN term s ON s.id = f.source_id "
                              "JOIN term env ON env.id = e.environment_id GROUP BY f.source_id, e.environment_id"));
    for (;;) {
        PS_TRY(const bool row, statement.step());
        if (!row) return shares;
        shares.push_back({statement.string(0), statement.string(1), statement.integer(2), statement.integer(3),
                          statement.integerOrNull(4), statement.integerOrNull(5)});
    }
}

} // namespace proofstead::store
