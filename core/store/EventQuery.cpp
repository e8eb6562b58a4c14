#include "store/EventQuery.h"

#include "store/Views.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace proofstead::store {

namespace {

bool fromOrigin(const std::string& column) {
    return column == "source_file" || column == "index" || column == "leaf" || column == "offset" || column == "length";
}

base::Result<std::string> columnSql(const std::string& column, bool perOrigin) {
    const auto& known = eventColumnNames();
    if (std::find(known.begin(), known.end(), column) == known.end()) return base::fail("column-unknown", column);
    if (column == "event_id") return std::string("e.native_id");
    if (column == "time") return std::string("e.at");
    if (!fromOrigin(column)) return "e." + column;
    const std::string wanted = column == "source_file"
                                   ? "o.path || CASE o.member WHEN '' THEN '' ELSE '!' || o.member END"
                               : column == "index" ? "o.source_index"
                                                   : "o." + column;
    if (perOrigin) return wanted;
    return "(SELECT " + wanted + " FROM temp.event_origin o WHERE o.record_id = e.record_id LIMIT 1)";
}

bool hasWildcard(const std::string& text) {
    return text.find_first_of("*?") != std::string::npos;
}

std::string textFilter(const char* column, const char* parameter, const std::string& value) {
    if (value.empty()) return {};
    if (hasWildcard(value)) return fmt::format(" AND matches_glob_nocase({}, e.{})", parameter, column);
    return fmt::format(" AND e.{} = {}", column, parameter);
}

// An actor is found by its full name or by the role behind a session; a bare name stands for the end of an ARN.
std::string actorFilter(const std::string& actor) {
    if (actor.empty()) return {};
    if (hasWildcard(actor))
        return " AND (matches_glob_nocase(:actor, e.actor) OR matches_glob_nocase(:actor, e.actor_principal))";
    if (actor.find(':') == std::string::npos)
        return " AND (e.actor = :actor OR matches_glob('*/' || :actor, e.actor) OR "
               "matches_glob('*/' || :actor, e.actor_principal))";
    return " AND (e.actor = :actor OR e.actor_principal = :actor)";
}

std::string whereSql(const EventQuery& q) {
    std::string sql = " WHERE 1 = 1";
    if (!q.records.empty()) sql += fmt::format(" AND e.record_id IN ({})", fmt::join(q.records, ","));
    if (q.from) sql += " AND e.at >= :from";
    if (q.until) sql += " AND e.at < :until";
    sql += actorFilter(q.actor);
    sql += textFilter("action", ":action", q.action);
    sql += textFilter("outcome", ":outcome", q.outcome);
    sql += textFilter("source", ":source", q.source);
    sql += textFilter("environment", ":environment", q.environment);
    return sql;
}

void bindAll(Statement& statement, const EventQuery& q) {
    if (q.from) statement.bindNamed(":from", *q.from);
    if (q.until) statement.bindNamed(":until", *q.until);
    const std::pair<const char*, const std::string*> texts[] = {{":actor", &q.actor},
                                                                {":action", &q.action},
                                                                {":outcome", &q.outcome},
                                                                {":source", &q.source},
                                                                {":environment", &q.environment}};
    for (const auto& [name, value] : texts)
        statement.bindNamed(name, std::string_view(*value));
}

} // namespace

const std::vector<std::string>& eventColumnNames() {
    static const std::vector<std::string> names{
        "record_id", "time",        "source", "environment", "region",          "class",         "activity",
        "service",   "action",      "actor",  "actor_type",  "actor_principal", "actor_account", "target",
        "outcome",   "error",       "src_ip", "user_agent",  "event_id",        "flags",         "attributes",
        "category",  "source_file", "index",  "leaf",        "offset",          "length"};
    return names;
}

base::Status listEvents(const Vault& vault, const EventQuery& query, const std::vector<std::string>& columns,
                        const std::function<bool(const std::vector<std::string>&)>& row) {
    PS_CHECK(ensureViews(vault));
    std::string select;
    for (const auto& column : columns) {
        PS_TRY(const auto sql, columnSql(column, query.perOrigin));
        select += (select.empty() ? "" : ", ") + sql;
    }
    std::string sql = "SELECT " + select + " FROM temp.event e";
    if (query.perOrigin) sql += " JOIN temp.event_origin o ON o.record_id = e.record_id";
    sql += whereSql(query);
    sql += query.perOrigin     ? " ORDER BY o.file_id, o.leaf, o.source_index"
           : query.newestFirst ? " ORDER BY e.at DESC, e.record_id DESC"
                               : " ORDER BY e.at, e.record_id";
    sql += fmt::format(" LIMIT {}", query.limit);
    PS_TRY(auto statement, Statement::prepare(vault.handle(), sql));
    bindAll(statement, query);
    std::vector<std::string> values(columns.size());
    for (;;) {
        PS_TRY(const bool more, statement.step());
        if (!more) return {};
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const int column = static_cast<int>(i);
            values[i] = columns[i] == "time" && statement.isInteger(column)
                            ? base::formatTime(statement.integer(column))
                            : statement.string(column);
        }
        if (!row(values)) return {};
    }
}

base::Result<std::vector<model::RecordId>> recordsWithNativeId(const Vault& vault, const std::string& nativeId) {
    PS_CHECK(ensureViews(vault));
    PS_TRY(auto statement, Statement::prepare(vault.handle(), "SELECT record_id FROM temp.event WHERE native_id = ?"));
    statement.bind(1, std::string_view(nativeId));
    std::vector<model::RecordId> list;
    for (;;) {
        PS_TRY(const bool row, statement.step());
        if (!row) return list;
        list.push_back({statement.integer(0)});
    }
}

} // namespace proofstead::store
