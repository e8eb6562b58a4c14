#include "store/Statement.h"

#include <cerrno>
#include <sqlite3.h>

namespace proofstead::store {

base::Error sqliteError(sqlite3* handle, int code, std::string_view what) {
    const int reason = errno;
    std::string id = "vault-error";
    if (code == SQLITE_IOERR_DATA) id = "vault-damaged"; // a page of an encrypted vault whose seal does not open
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        id = "vault-busy";
        break;
    case SQLITE_FULL:
        id = "disk-full";
        break;
    case SQLITE_IOERR: // a quota or a limit of the process is no room either; SQLite keeps no errno of a failed write
        if (reason == ENOSPC || reason == EDQUOT || reason == EFBIG) id = "disk-full";
        break;
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
        id = "permission-denied";
        break;
    case SQLITE_CORRUPT:
        id = "vault-damaged";
        break;
    case SQLITE_NOTADB:
        id = "not-a-vault";
        break;
    case SQLITE_AUTH:
        id = "sql-refused";
        break;
    case SQLITE_INTERRUPT:
        id = "cancelled";
        break;
    default:
        break;
    }
    // Without a name of its own, the trouble is with the vault as a whole.
    const char* file = what.empty() && handle ? sqlite3_db_filename(handle, "main") : nullptr;
    if (file && *file) what = file;
    return base::Error{id, handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code), {std::string(what)}};
}

Statement::Statement(Statement&& other) noexcept : m_statement(std::exchange(other.m_statement, nullptr)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
    if (this != &other) {
        sqlite3_finalize(m_statement);
        m_statement = std::exchange(other.m_statement, nullptr);
    }
    return *this;
}

Statement::~Statement() {
    sqlite3_finalize(m_statement);
}

base::Result<Statement> Statement::prepare(sqlite3* handle, std::string_view sql, bool persistent) {
    Statement statement;
    const int code = sqlite3_prepare_v3(handle, sql.data(), static_cast<int>(sql.size()),
                                        persistent ? SQLITE_PREPARE_PERSISTENT : 0U, &statement.m_statement, nullptr);
    if (code != SQLITE_OK) return tl::unexpected<base::Error>(sqliteError(handle, code, {}));
    return statement;
}

void Statement::bind(int index, std::int64_t value) {
    sqlite3_bind_int64(m_statement, index, value);
}

void Statement::bind(int index, std::string_view text) {
    sqlite3_bind_text(m_statement, index, text.data() ? text.data() : "", static_cast<int>(text.size()), SQLITE_STATIC);
}

void Statement::bindBlob(int index, base::Bytes bytes) {
    sqlite3_bind_blob64(m_statement, index, bytes.data() ? static_cast<const void*>(bytes.data()) : "", bytes.size(),
                        SQLITE_STATIC);
}

void Statement::bindNull(int index) {
    sqlite3_bind_null(m_statement, index);
}

void Statement::bindTextOrNull(int index, std::string_view text) {
    if (text.empty())
        bindNull(index);
    else
        bind(index, text);
}

void Statement::bindNamed(const char* name, std::int64_t value) {
    if (const int index = sqlite3_bind_parameter_index(m_statement, name); index > 0) bind(index, value);
}

void Statement::bindNamed(const char* name, std::string_view text) {
    if (const int index = sqlite3_bind_parameter_index(m_statement, name); index > 0)
        sqlite3_bind_text(m_statement, index, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

base::Result<bool> Statement::step() {
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) {
        sqlite3_reset(m_statement);
        return false;
    }
    auto error = sqliteError(sqlite3_db_handle(m_statement), code, {});
    sqlite3_reset(m_statement);
    return tl::unexpected<base::Error>(std::move(error));
}

base::Status Statement::run() {
    for (;;) {
        PS_TRY(const bool more, step());
        if (!more) return {};
    }
}

void Statement::reset() {
    sqlite3_reset(m_statement);
}
int Statement::columns() const {
    return sqlite3_column_count(m_statement);
}
std::string_view Statement::columnName(int column) const {
    return sqlite3_column_name(m_statement, column);
}
bool Statement::isNull(int column) const {
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}
bool Statement::isInteger(int column) const {
    return sqlite3_column_type(m_statement, column) == SQLITE_INTEGER;
}
std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(m_statement, column);
}

std::optional<std::int64_t> Statement::integerOrNull(int column) const {
    return isNull(column) ? std::nullopt : std::optional<std::int64_t>(integer(column));
}

std::string_view Statement::text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return bytes ? std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column)))
                 : std::string_view{};
}

base::Bytes Statement::blob(int column) const {
    const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(m_statement, column));
    return {bytes, bytes ? static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column)) : 0U};
}

} // namespace proofstead::store
