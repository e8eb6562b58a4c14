// The connection that runs a check's SQL: read-only, sees the published views and nothing else, and stops when its time
// is up. Most callers want open(), then rows().
#pragma once

#include "base/Result.h"
#include "base/Time.h"
#include "model/Ids.h"
#include "store/Statement.h"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace proofstead::store {

class Vault;

using SqlValue = std::variant<std::monostate, std::int64_t, std::string>;
using SqlParameters = std::map<std::string, SqlValue>; // names without the colon

class CheckConnection {
public:
    // Sees imports whose custody entry stands at or before `asOf` in the evidence log (-1: all).
    static base::Result<CheckConnection> open(const Vault& vault, model::LogSeq asOf = -1);
    CheckConnection(CheckConnection&&) noexcept;
    CheckConnection& operator=(CheckConnection&&) noexcept;
    ~CheckConnection();

    // Runs one SELECT and hands each row over; the callback returns false to stop. Error codes "sql-refused" (writes,
    // tables that are no published view, PRAGMA, ATTACH, several statements,
    // functions whose answer depends on clock, chance or connection), "sql-error" (a value above 16 MB among them),
    // "time-budget", "memory-budget" (512 MB), "cancelled".
    base::Status rows(std::string_view sql, const SqlParameters& parameters,
                      const std::function<bool(const Statement&)>& row);

    // Wall time that one rows() call may take; default 60 s.
    void setTimeBudget(base::Millis budget);
    // Looked at while a query runs; set it from another thread to stop.
    void setCancelFlag(const std::atomic<bool>* flag);

private:
    struct Private;
    explicit CheckConnection(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace proofstead::store
