// Thin RAII over SQLite's C API. Only core/store writes SQL with it; other rooms see rows through the classes beside
// it.
#pragma once

#include "base/Result.h"
#include "base/Text.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace proofstead::store {

// Error codes: "vault-busy" (another writer), "disk-full", "permission-denied", "vault-damaged", "sql-refused" (the
// authorizer said no), "time-budget", "cancelled", "vault-error" for everything else; detail is SQLite's message.
// `what` says where; "" is the database file.
base::Error sqliteError(sqlite3* handle, int code, std::string_view what);

class Statement {
public:
    Statement() = default;
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&& other) noexcept;
    ~Statement();

    static base::Result<Statement> prepare(sqlite3* handle, std::string_view sql, bool persistent = false);

    // Parameters are numbered from 1. A text or blob must stay alive until the next reset().
    void bind(int index, std::int64_t value);
    void bind(int index, std::string_view text);
    void bindBlob(int index, base::Bytes bytes);
    void bindNull(int index);
    void bindTextOrNull(int index, std::string_view text); // "" binds NULL
    // Binds by name (":from"); a name that the statement does not use is ignored.
    void bindNamed(const char* name, std::int64_t value);
    void bindNamed(const char* name, std::string_view text);

    // true: a row is there; false: done. Resets by itself when done.
    base::Result<bool> step();
    // Runs to the end and resets; for statements without rows.
    base::Status run();
    void reset();

    int columns() const;
    std::string_view columnName(int column) const;
    bool isNull(int column) const;
    bool isInteger(int column) const;
    std::int64_t integer(int column) const;
    std::optional<std::int64_t> integerOrNull(int column) const;
    std::string_view text(int column) const; // valid until the next step
    std::string string(int column) const { return std::string(text(column)); }
    base::Bytes blob(int column) const; // valid until the next step

    explicit operator bool() const { return m_statement != nullptr; }

private:
    sqlite3_stmt* m_statement = nullptr;
};

} // namespace proofstead::store
