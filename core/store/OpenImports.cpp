#include "store/OpenImports.h"

#include "store/ImportWriter.h"

#include <string>
#include <vector>

namespace proofstead::store {

namespace {

constexpr const char* kFileTables[] = {"event_block",   "document_row",    "event_flag",    "register_row",
                                       "principal_row", "credential_row",  "statement_row", "grant_row",
                                       "reject_row",    "duplicate_row",   "segment",       "resume_mark",
                                       "pointer_row",   "file_environment"};

base::Status runWith(sqlite3* handle, std::string_view sql, std::int64_t argument) {
    PS_TRY(auto statement, Statement::prepare(handle, sql));
    statement.bind(1, argument);
    return statement.run();
}

base::Status runAll(sqlite3* handle, std::initializer_list<const char*> statements) {
    for (const auto* sql : statements) {
        PS_TRY(auto statement, Statement::prepare(handle, sql));
        PS_CHECK(statement.run());
    }
    return {};
}

base::Result<std::vector<std::int64_t>> numbers(sqlite3* handle, std::string_view sql) {
    PS_TRY(auto statement, Statement::prepare(handle, sql));
    std::vector<std::int64_t> list;
    for (;;) {
        PS_TRY(const bool row, statement.step());
        if (!row) return list;
        list.push_back(statement.integer(0));
    }
}

base::Status clean(sqlite3* handle, const std::vector<std::int64_t>& files) {
    for (const auto file : files)
        PS_CHECK(deleteFile(handle, file));
    return runAll(handle, {"UPDATE import SET state = 'abandoned' WHERE state = 'open'"});
}

} // namespace

base::Status deleteFile(sqlite3* handle, std::int64_t file) {
    // Postings and fingerprints stay: they only say where to look, and what they lead to is compared.
    PS_CHECK(
        runWith(handle, "DELETE FROM block_data WHERE id IN (SELECT id FROM event_block WHERE file_id = ?)", file));
    for (const auto* table : kFileTables)
        PS_CHECK(runWith(handle, std::string("DELETE FROM ") + table + " WHERE file_id = ?", file));
    return runWith(handle, "DELETE FROM file WHERE id = ?", file);
}

base::Result<std::int64_t> abandonOpenImports(Vault& vault) {
    auto* handle = vault.handle();
    PS_TRY(const auto files, numbers(handle, "SELECT id FROM file WHERE custody IS NULL"));
    PS_TRY(const auto open, numbers(handle, "SELECT id FROM import WHERE state = 'open'"));
    if (files.empty() && open.empty()) return 0;
    PS_CHECK(vault.begin());
    if (auto done = clean(handle, files); !done) {
        vault.rollback();
        return tl::unexpected<base::Error>(done.error());
    }
    PS_CHECK(vault.commit());
    return static_cast<std::int64_t>(files.size());
}

base::Result<std::int64_t> ImportWriter::abandonOpen(Vault& vault) {
    return abandonOpenImports(vault);
}

} // namespace proofstead::store
