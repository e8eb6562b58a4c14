#include "store/Views.h"

#include "base/Text.h"
#include "store/SqlFunctions.h"

#include <algorithm>
#include <fmt/format.h>
#include <sqlite3.h>

namespace proofstead::store {

namespace {

// A file is seen once its custody entry stands in the log, at or before the position that this connection looks from.
constexpr const char* kSeen = "f.custody IS NOT NULL AND f.custody <= as_of_seq()";

// Of the files of one register or one access export, those whose path no later file of the same source bears: a newer
// export of the same name replaces the older one; files of other names add to it.
constexpr const char* kCurrent =
    "f.custody IS NOT NULL AND f.custody <= as_of_seq() AND NOT EXISTS (SELECT 1 FROM main.file n WHERE "
    "n.source_id = f.source_id AND n.path = f.path AND n.member = f.member AND n.custody > f.custody AND "
    "n.custody <= as_of_seq())";

// Of the access exports of one account, the newest.
constexpr const char* kNewest =
    "f.custody IS NOT NULL AND f.custody <= as_of_seq() AND NOT EXISTS (SELECT 1 FROM main.file n WHERE "
    "n.source_id = f.source_id AND coalesce(n.environment, '') = coalesce(f.environment, '') AND "
    "n.custody > f.custody AND n.custody <= as_of_seq())";

struct View {
    const char* name;
    std::string sql;
};

constexpr const char* kEventSql =
    "SELECT record_id, source, environment, region, at, class, activity, service, action, actor, actor_type, "
    "actor_principal, actor_account, target, outcome, error, src_ip, user_agent, category, native_id, flags, "
    "attributes, "
    "file_id, recorded_at FROM event_scan";

std::string originSql() {
    return fmt::format(
        "SELECT o.event_id AS record_id, o.file_id AS file_id, f.path AS path, f.member AS member, "
        "o.idx AS source_index, o.leaf AS leaf, o.offset AS offset, o.length AS length FROM "
        "(SELECT record_id AS event_id, file_id, source_index AS idx, leaf, offset, length FROM event_scan "
        "UNION ALL SELECT event_id, file_id, idx, leaf, offset, length FROM main.duplicate_row) o "
        "JOIN main.file f ON f.id = o.file_id AND {}",
        kSeen);
}

std::string rollupSql(const char* columns, const char* table, const char* joins, const char* group) {
    return fmt::format("SELECT s.text AS source, coalesce(env.text, '') AS environment, {} FROM main.{} r "
                       "JOIN main.import i ON i.id = r.import_id AND i.first_custody <= as_of_seq() "
                       "JOIN main.term s ON s.id = r.source_id LEFT JOIN main.term env ON env.id = r.environment_id "
                       "{}{}{}",
                       columns, table, joins, *group ? " GROUP BY " : "", group);
}

std::string accessSql(const char* columns, const char* table) {
    return fmt::format("SELECT r.id AS record_id, s.text AS source, coalesce(r.account, '') AS environment, {}, "
                       "f.observed_to AS snapshot_at FROM main.{} r JOIN main.file f ON f.id = r.file_id AND {} "
                       "JOIN main.term s ON s.id = f.source_id",
                       columns, table, kNewest);
}

// What stood between two log positions.
std::string digestSql(const char* kind, const char* columns) {
    return fmt::format("SELECT d.data ->> 'record_id' AS record_id, d.data ->> 'source' AS source, "
                       "d.data ->> 'environment' AS environment, d.data ->> 'region' AS region, "
                       "d.data ->> 'trail' AS trail, d.data ->> 'object' AS object, d.data ->> 'from_at' AS from_at, "
                       "d.data ->> 'until_at' AS until_at, {} FROM main.source_digest_row d WHERE d.kind = '{}' AND "
                       "d.since <= as_of_seq() AND (d.gone IS NULL OR d.gone > as_of_seq())",
                       columns, kind);
}

std::vector<View> fixedViews() {
    return {
        {"event", kEventSql},
        {"event_origin", originSql()},
        {"coverage_hour",
         rollupSql("reg.text AS region, cat.text AS category, r.hour AS hour, sum(r.n) AS events, min(r.first_at) AS "
                   "first_at, "
                   "max(r.last_at) AS last_at",
                   "hour_row",
                   "LEFT JOIN main.term reg ON reg.id = r.region_id LEFT JOIN main.term cat ON cat.id = r.category_id",
                   "r.source_id, r.environment_id, r.region_id, r.category_id, r.hour")},
        {"usage_day", "SELECT source, environment, actor, service, action, day, events, failures FROM usage_scan"},
        {"source_declared",
         "SELECT d.value ->> 'source' AS source, coalesce(d.value ->> 'environment', '') AS environment, "
         "coalesce(d.value ->> 'expectation', 'snapshot') AS expectation, d.value ->> 'active_from_ms' AS active_from, "
         "d.value ->> 'active_to_ms' AS active_to, d.value ->> 'owner' AS owner "
         "FROM main.setting t, json_each(t.value) d WHERE t.name = 'declared_sources'"},
        {"principal", accessSql("r.provider AS provider, r.kind AS kind, r.native_id AS native_id, r.name AS name, "
                                "r.path AS path, r.created_at AS created_at, r.last_used_at AS last_used_at, "
                                "r.groups AS groups, r.boundary AS boundary",
                                "principal_row")},
        {"credential", accessSql("r.principal AS principal, r.kind AS kind, r.active AS active, "
                                 "r.rotated_at AS rotated_at, r.last_used_at AS last_used_at, "
                                 "r.last_used_note AS last_used_note",
                                 "credential_row")},
        {"grant_effective",
         accessSql("r.principal AS principal, r.principal_kind AS principal_kind, r.effect AS effect, "
                   "r.action AS action, r.resource AS resource, r.condition AS condition, r.policy AS policy, "
                   "r.policy_name AS policy_name, r.via AS via",
                   "grant_row")},
        {"policy_statement",
         accessSql("r.policy AS policy, r.policy_name AS policy_name, r.policy_kind AS policy_kind, r.idx AS idx, "
                   "r.sid AS sid, r.effect AS effect, r.actions AS actions, r.not_actions AS not_actions, "
                   "r.resources AS resources, r.not_resources AS not_resources, r.principals AS principals, "
                   "r.condition AS condition, r.attached AS attached",
                   "statement_row")},
        {"source_digest",
         digestSql("digest", "d.data ->> 'signature' AS signature, d.data ->> 'link' AS link, "
                             "d.data ->> 'link_from' AS link_from, d.data ->> 'newest' AS newest, "
                             "d.data ->> 'files' AS files, d.data ->> 'same' AS same, d.data ->> 'missing' AS missing, "
                             "d.data ->> 'other' AS other")},
        {"source_digest_file", digestSql("file", "d.data ->> 'state' AS state, d.data ->> 'file_id' AS file_id")},
        {"evidence_file",
         fmt::format("SELECT f.id AS file_id, s.text AS source, coalesce(f.environment, '') AS environment, "
                     "f.path AS path, f.sha256 AS sha256, f.size AS size, f.records AS records, "
                     "f.accepted AS accepted, f.duplicate AS duplicate, f.rejected AS rejected, "
                     "f.imported_at AS imported_at, f.collected_at AS collected_at, f.observed_from AS observed_from, "
                     "f.observed_to AS observed_to, "
                     "f.custody AS custody_seq FROM main.file f JOIN main.term s ON s.id = f.source_id WHERE {}",
                     kSeen)},
    };
}

// The newest row of each key among the files that count.
std::string registerSql(const RegisterShape& shape) {
    std::string columns;
    for (const auto& column : shape.columns)
        columns += fmt::format(", r.data ->> '{0}' AS \"{0}\"", column.name); // "check" is a word of SQL
    return fmt::format(
        "SELECT r.id AS record_id, 'register-{0}' AS source, '' AS environment, r.key AS key{1} "
        "FROM main.register_row r JOIN main.file f ON f.id = r.file_id AND {2} "
        "WHERE r.register = '{0}' AND NOT EXISTS (SELECT 1 FROM main.register_row x JOIN main.file f2 ON "
        "f2.id = x.file_id AND f2.custody IS NOT NULL AND f2.custody <= as_of_seq() WHERE "
        "x.register = r.register AND x.key = r.key AND x.id > r.id)",
        shape.name, columns, kCurrent);
}

base::Status createView(sqlite3* handle, const std::string& name, const std::string& sql) {
    const std::string text = "CREATE TEMP VIEW " + name + " AS " + sql;
    const int code = sqlite3_exec(handle, text.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return tl::unexpected<base::Error>(sqliteError(handle, code, name));
    return {};
}

bool isShortName(const std::string& name) {
    return name == "model-version" || name == "dataset" || name == "data-flow";
}

std::string shortName(const std::string& name) {
    return base::replaceAll(name, "-", "_");
}

} // namespace

std::string registerViewName(std::string_view name) {
    return "register_" + base::replaceAll(std::string(name), "-", "_");
}

std::vector<std::string> publishedViewNames(const std::vector<RegisterShape>& registers) {
    std::vector<std::string> names;
    for (const auto& view : fixedViews())
        names.emplace_back(view.name);
    for (const auto& shape : registers) {
        names.push_back(registerViewName(shape.name));
        if (isShortName(shape.name)) names.push_back(shortName(shape.name));
    }
    std::sort(names.begin(), names.end());
    return names;
}

base::Status ensureViews(const Vault& vault) {
    PS_TRY(auto statement,
           Statement::prepare(vault.handle(), "SELECT count(*) FROM temp.sqlite_schema WHERE name = 'event'"));
    PS_TRY(const bool row, statement.step());
    if (row && statement.integer(0) > 0) return {};
    PS_CHECK(publishViews(vault.handle(), vault.registers(), -1));
    return {};
}

base::Result<const EventModule*> publishViews(sqlite3* handle, const std::vector<RegisterShape>& registers,
                                              model::LogSeq asOf) {
    PS_CHECK(registerFunctions(handle, asOf));
    PS_TRY(const auto* module, EventModule::add(handle, asOf));
    for (const auto& view : fixedViews())
        PS_CHECK(createView(handle, view.name, view.sql));
    for (const auto& shape : registers) {
        PS_CHECK(createView(handle, registerViewName(shape.name), registerSql(shape)));
        if (isShortName(shape.name)) PS_CHECK(createView(handle, shortName(shape.name), registerSql(shape)));
    }
    return module;
}

} // namespace proofstead::store
