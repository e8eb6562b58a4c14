#include "store/CheckConnection.h"

#include "store/CipherVfs.h"
#include "store/SqlGuard.h"
#include "store/Vault.h"
#include "store/Views.h"

#include <algorithm>
#include <chrono>
#include <sqlite3.h>

namespace proofstead::store {

namespace {

using Clock = std::chrono::steady_clock;

// Steps of SQLite's virtual machine between two looks at clock and memory; a few microseconds. A row takes some ten
// steps, so that not many rows of the longest values pass between two looks.
constexpr int kStepsBetweenLooks = 200;
constexpr int kLongestValue = 16 << 20;
// What SQLite may take up beyond what it held before a query. Its own limit is one for the whole process.
constexpr sqlite3_int64 kMemoryBudget = sqlite3_int64{512} << 20;

base::Result<std::vector<std::string>> tableNames(sqlite3* handle) {
    PS_TRY(auto statement,
           Statement::prepare(handle, "SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY name"));
    std::vector<std::string> names{"sqlite_master", "sqlite_schema", "sqlite_temp_master", "sqlite_temp_schema"};
    names.insert(names.end(), std::begin(kScanTables), std::end(kScanTables));
    for (;;) {
        PS_TRY(const bool row, statement.step());
        if (!row) break;
        names.push_back(statement.string(0));
    }
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace

struct CheckConnection::Private {
    sqlite3* handle = nullptr;
    std::vector<std::string> views, tables; // sorted
    base::Millis budget = 60 * base::kSecond;
    Clock::time_point deadline;
    sqlite3_int64 memoryBefore = 0;
    bool outOfTime = false, outOfMemory = false;
    bool denied = false; // by the authorizer; SQLite has no code of its own for functions and virtual tables
    const std::atomic<bool>* cancelled = nullptr;
    const EventModule* events = nullptr;

    ~Private() { sqlite3_close(handle); }

    static bool holds(const std::vector<std::string>& names, const char* name) {
        return name && std::binary_search(names.begin(), names.end(), base::toLower(name));
    }
    static bool isScan(const char* name) {
        return name && std::find(std::begin(kScanTables), std::end(kScanTables), std::string_view(name)) !=
                           std::end(kScanTables);
    }
    bool published(const char* name) const { return holds(views, name); }
    bool stored(const char* name) const { return holds(tables, name); }

    static int authorize(void* self, int action, const char* first, const char* second, const char* database,
                         const char* inside) {
        auto* d = static_cast<Private*>(self);
        const bool granted = d->grants(action, first, second, database, inside);
        d->denied = d->denied || !granted;
        return granted ? SQLITE_OK : SQLITE_DENY;
    }

    bool grants(int action, const char* first, const char* second, const char* database, const char* inside) const {
        if (events && events->isReading()) return true;
        const std::string_view schema(database ? database : "");
        switch (action) {
        case SQLITE_SELECT:
        case SQLITE_RECURSIVE:
            return true;
        case SQLITE_FUNCTION:
            return !answersDiffer(second ? second : "");
        case SQLITE_READ:
            // A table of which no column is used is asked for under no view's name. Views name theirs with the schema,
            // which SqlGuard keeps everybody else from doing.
            if (second && *second == 0) return schema == "main" || isScan(first) || !stored(first);
            return published(inside) || (published(first) && schema == "temp");
        default:
            return false;
        }
    }

    static int look(void* self) {
        auto* d = static_cast<Private*>(self);
        d->outOfTime = Clock::now() > d->deadline;
        d->outOfMemory = sqlite3_memory_used() - d->memoryBefore > kMemoryBudget;
        return d->outOfTime || d->outOfMemory || (d->cancelled && d->cancelled->load()) ? 1 : 0;
    }

    base::Error explain(base::Error error) const {
        if (error.code == "cancelled" && outOfTime)
            error.code = "time-budget";
        else if (error.code == "cancelled" && outOfMemory)
            error.code = "memory-budget";
        else if (error.code == "vault-error")
            error.code = denied ? "sql-refused" : "sql-error";
        return error;
    }
};

CheckConnection::CheckConnection(std::unique_ptr<Private> d) : m_d(std::move(d)) {}
CheckConnection::CheckConnection(CheckConnection&&) noexcept = default;
CheckConnection& CheckConnection::operator=(CheckConnection&&) noexcept = default;
CheckConnection::~CheckConnection() = default;

base::Result<CheckConnection> CheckConnection::open(const Vault& vault, model::LogSeq asOf) {
    auto d = std::make_unique<Private>();
    PS_TRY(d->handle, connectTo(vault.path(), SQLITE_OPEN_READONLY, vault.key()));
    sqlite3_busy_timeout(d->handle, 5'000);
    sqlite3_limit(d->handle, SQLITE_LIMIT_LENGTH, kLongestValue);
    PS_TRY(d->events, publishViews(d->handle, vault.registers(), asOf));
    d->views = publishedViewNames(vault.registers());
    PS_TRY(d->tables, tableNames(d->handle));
    sqlite3_set_authorizer(d->handle, Private::authorize, d.get());
    sqlite3_progress_handler(d->handle, kStepsBetweenLooks, Private::look, d.get());
    return CheckConnection(std::move(d));
}

base::Status CheckConnection::rows(std::string_view sql, const SqlParameters& parameters,
                                   const std::function<bool(const Statement&)>& row) {
    m_d->deadline = Clock::now() + std::chrono::milliseconds(m_d->budget);
    m_d->outOfTime = m_d->outOfMemory = m_d->denied = false;
    m_d->memoryBefore = sqlite3_memory_used();
    if (m_d->cancelled && m_d->cancelled->load()) return base::fail("cancelled"); // short queries reach no handler
    PS_CHECK(refuseShadowedViews(sql, m_d->views));
    PS_CHECK(refuseTables(sql, m_d->tables));
    auto prepared = Statement::prepare(m_d->handle, sql);
    if (!prepared) return tl::unexpected<base::Error>(m_d->explain(prepared.error()));
    if (!*prepared) return base::fail("sql-error", "no statement");
    for (const auto& [name, value] : parameters) {
        const std::string bound = ":" + name;
        if (const auto* number = std::get_if<std::int64_t>(&value))
            prepared->bindNamed(bound.c_str(), *number);
        else if (const auto* text = std::get_if<std::string>(&value))
            prepared->bindNamed(bound.c_str(), std::string_view(*text));
    }
    for (;;) {
        const auto more = prepared->step();
        if (!more) return tl::unexpected<base::Error>(m_d->explain(more.error()));
        if (!*more || !row(*prepared)) return {};
    }
}

void CheckConnection::setTimeBudget(base::Millis budget) {
    m_d->budget = budget;
}
void CheckConnection::setCancelFlag(const std::atomic<bool>* flag) {
    m_d->cancelled = flag;
}

} // namespace proofstead::store
