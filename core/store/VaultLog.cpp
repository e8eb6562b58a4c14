// The evidence log of a vault and its signed heads.

#include "base/Text.h"
#include "seal/Digest.h"
#include "store/Vault.h"

namespace proofstead::store {

base::Result<model::LogSeq> Vault::append(std::string_view kind, const std::string& actor, const base::Json& body) {
    PS_TRY(const auto size, logSize());
    const auto at = base::now();
    base::Json entry = {{"seq", size}, {"kind", kind}, {"at", base::formatTime(at)}, {"actor", actor}, {"body", body}};
    const auto text = base::canonicalJson(entry);
    const auto leaf = seal::leafHash({}, base::asBytes(text));
    PS_TRY(auto statement,
           Statement::prepare(handle(), "INSERT INTO log_entry(seq, kind, at, actor, body, leaf) VALUES(?,?,?,?,?,?)"));
    statement.bind(1, size);
    statement.bind(2, kind);
    statement.bind(3, at);
    statement.bind(4, std::string_view(actor));
    statement.bind(5, std::string_view(text));
    statement.bindBlob(6, leaf);
    PS_CHECK(statement.run());
    return size;
}

base::Result<std::int64_t> Vault::logSize() const {
    PS_TRY(auto statement, Statement::prepare(handle(), "SELECT coalesce(max(seq) + 1, 0) FROM log_entry"));
    PS_TRY(const bool row, statement.step());
    return row ? statement.integer(0) : 0;
}

namespace {

constexpr std::string_view kLogColumns = "SELECT seq, kind, at, actor, body FROM log_entry ";

model::LogEntry entryAt(const Statement& row) {
    return {row.integer(0), row.string(1), row.integer(2), row.string(3), row.string(4)};
}

} // namespace

base::Result<std::vector<model::LogEntry>> Vault::log(model::LogSeq from) const {
    PS_TRY(auto statement, Statement::prepare(handle(), std::string(kLogColumns) + "WHERE seq >= ? ORDER BY seq"));
    statement.bind(1, from);
    std::vector<model::LogEntry> entries;
    for (;;) {
        PS_TRY(const bool row, statement.step());
        if (!row) return entries;
        entries.push_back(entryAt(statement));
    }
}

base::Result<std::vector<model::LogEntry>> Vault::logOfKind(std::string_view kind, model::LogSeq from) const {
    PS_TRY(auto statement,
           Statement::prepare(handle(), std::string(kLogColumns) + "WHERE kind = ? AND seq >= ? ORDER BY seq"));
    statement.bind(1, kind);
    statement.bind(2, from);
    std::vector<model::LogEntry> entries;
    for (;;) {
        PS_TRY(const bool row, statement.step());
        if (!row) return entries;
        entries.push_back(entryAt(statement));
    }
}

base::Result<std::optional<model::LogEntry>> Vault::logEntry(model::LogSeq seq) const {
    PS_TRY(auto statement, Statement::prepare(handle(), std::string(kLogColumns) + "WHERE seq = ?"));
    statement.bind(1, seq);
    PS_TRY(const bool row, statement.step());
    return row ? std::optional(entryAt(statement)) : std::nullopt;
}

base::Result<std::vector<std::string>> Vault::logLeaves(std::int64_t size) const {
    PS_TRY(auto statement, Statement::prepare(handle(), "SELECT leaf FROM log_entry WHERE seq < ? ORDER BY seq"));
    statement.bind(1, size);
    std::vector<std::string> leaves;
    for (;;) {
        PS_TRY(const bool row, statement.step());
        if (!row) return leaves;
        const auto leaf = statement.blob(0);
        leaves.emplace_back(reinterpret_cast<const char*>(leaf.data()), leaf.size());
    }
}

base::Status Vault::addCheckpoint(std::int64_t size, const std::string& note) {
    PS_TRY(auto statement, Statement::prepare(handle(), "INSERT OR IGNORE INTO checkpoint(size, note) VALUES(?, ?)"));
    statement.bind(1, size);
    statement.bind(2, std::string_view(note));
    return statement.run();
}

base::Result<std::optional<std::string>> Vault::latestCheckpoint() const {
    PS_TRY(auto statement, Statement::prepare(handle(), "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1"));
    PS_TRY(const bool row, statement.step());
    return row ? std::optional<std::string>(statement.string(0)) : std::nullopt;
}

} // namespace proofstead::store
