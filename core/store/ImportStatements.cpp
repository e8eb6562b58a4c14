#include "store/ImportStatements.h"

namespace proofstead::store {

base::Status ImportStatements::prepare(sqlite3* handle) {
    struct Wanted {
        Statement& statement;
        const char* sql;
    };
    const Wanted wanted[] = {
        {event, "INSERT INTO event_row(id, file_id, leaf, idx, offset, length, source_id, environment_id, "
                "region_id, at, class_id, activity_id, service_id, action_id, actor_id, actor_type_id, "
                "principal_id, account_id, outcome, error_id, ip_id, agent_id, category_id, flags, target, native_id, "
                "attributes) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"},
        {duplicate, "INSERT OR IGNORE INTO duplicate_row(event_id, file_id, leaf, idx, offset, length) "
                    "VALUES(?,?,?,?,?,?)"},
        {segment, "INSERT INTO segment(file_id, first_leaf, leaves, raw_size, layout, salts, hashes, packed) "
                  "VALUES(?,?,?,?,?,?,?,?)"},
        {reject, "INSERT INTO reject_row(file_id, leaf, line, offset, length, reason, detail) "
                 "VALUES(?,?,?,?,?,?,?)"},
        {flag, "UPDATE event_row SET flags = flags | ? WHERE id = ?"},
        {pointer, "INSERT INTO pointer_row(file_id, leaf, pointer) VALUES(?,?,?)"},
        {registerRow, "INSERT INTO register_row(id, file_id, leaf, register, key, data) VALUES(?,?,?,?,?,?)"},
    };
    for (const auto& one : wanted) {
        PS_TRY(one.statement, Statement::prepare(handle, one.sql, true));
    }
    return {};
}

} // namespace proofstead::store
