#include "store/ImportStatements.h"

namespace proofstead::store {

base::Status ImportStatements::prepare(sqlite3* handle) {
    struct Wanted {
        Statement& statement;
        const char* sql;
    };
    const Wanted wanted[] = {
        {segment, "INSERT INTO segment(file_id, first_leaf, leaves, raw_size, layout, salts, hashes, packed) "
                  "VALUES(?,?,?,?,?,?,?,?)"},
        {reject, "INSERT INTO reject_row(file_id, leaf, line, offset, length, reason, detail) "
                 "VALUES(?,?,?,?,?,?,?)"},
        {pointer, "INSERT INTO pointer_row(file_id, leaf, pointer) VALUES(?,?,?)"},
        {document, "INSERT INTO document_row(id, file_id, leaf) VALUES(?,?,?)"},
        {registerRow, "INSERT INTO register_row(id, file_id, leaf, register, key, data) VALUES(?,?,?,?,?,?)"},
    };
    for (const auto& one : wanted) {
        PS_TRY(one.statement, Statement::prepare(handle, one.sql, true));
    }
    return {};
}

} // namespace proofstead::store
