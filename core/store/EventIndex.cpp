#include "store/EventIndex.h"

#include "base/Glob.h"
#include "store/Views.h"

#include <algorithm>
#include <fmt/format.h>
#include <sqlite3.h>

namespace proofstead::store {

namespace {

constexpr std::size_t kFirstChunk = 500; // more than a screen
constexpr std::size_t kChunk = 100'000;
constexpr std::size_t kRowsAtOnce = 128;
constexpr int kStepsBetweenLooks = 20'000; // of SQLite's machine, between two looks at `cancelled`

// Asks SQLite to stop as soon as the flag is up, for as long as this lives.
class Cancellable {
public:
    Cancellable(sqlite3* handle, const std::atomic<bool>* flag) : m_handle(handle) {
        if (!flag) return;
        sqlite3_progress_handler(
            handle, kStepsBetweenLooks,
            [](void* f) { return static_cast<const std::atomic<bool>*>(f)->load() ? 1 : 0; },
            const_cast<std::atomic<bool>*>(flag));
    }
    ~Cancellable() { sqlite3_progress_handler(m_handle, 0, nullptr, nullptr); }
    Cancellable(const Cancellable&) = delete;
    Cancellable& operator=(const Cancellable&) = delete;

private:
    sqlite3* m_handle;
};

using Terms = std::vector<std::pair<std::string, std::int64_t>>; // text, id

base::Result<Terms> readTerms(const Vault& vault, const std::string& sql) {
    PS_TRY(auto statement, Statement::prepare(vault.handle(), sql));
    Terms terms;
    for (;;) {
        PS_TRY(const bool row, statement.step());
        if (!row) break;
        terms.emplace_back(statement.string(1), statement.integer(0));
    }
    std::sort(terms.begin(), terms.end());
    return terms;
}

// The texts that events hold in a column that an index begins with, in alphabetical order: from value to value through
// the index instead of reading every entry.
base::Result<Terms> indexedTerms(const Vault& vault, const char* column) {
    return readTerms(vault,
                     fmt::format("WITH RECURSIVE v(id) AS (SELECT min({0}) FROM event_row UNION ALL SELECT (SELECT "
                                 "min({0}) FROM event_row WHERE {0} > v.id) FROM v WHERE v.id IS NOT NULL) "
                                 "SELECT v.id, coalesce(t.text, '') FROM v JOIN term t ON t.id = v.id",
                                 column));
}

bool fits(const std::string& pattern, const std::string& text) {
    return pattern == text || base::globMatchIgnoreCase(pattern, text);
}

// A bare name stands for the end of an ARN, as in listEvents().
bool fitsActor(const std::string& pattern, const std::string& text) {
    return fits(pattern, text) || (pattern.find_first_of(":*?") == std::string::npos && text.ends_with('/' + pattern));
}

// Collects the conditions of a query over event_row itself.
class Where {
public:
    static base::Result<Where> of(const Vault& vault, const EventQuery& q) {
        Where where;
        where.add("id > 0");
        if (q.from) where.add(fmt::format("at >= {}", *q.from));
        if (q.until) where.add(fmt::format("at < {}", *q.until));
        if (q.outcome == "success" || q.outcome == "failure")
            where.add(q.outcome == "success" ? "outcome = 1" : "outcome = 2");
        else if (!q.outcome.empty())
            where.add("1 = 0");
        PS_CHECK(where.addTerms(vault, {"action_id"}, q.action, fits));
        PS_CHECK(where.addTerms(vault, {"principal_id", "actor_id"}, q.actor, fitsActor));
        PS_CHECK(where.addTerms(vault, {"source_id"}, q.source, fits));
        PS_CHECK(where.addTerms(vault, {"environment_id"}, q.environment, fits));
        PS_TRY(auto open, Statement::prepare(vault.handle(), "SELECT 1 FROM file WHERE custody IS NULL LIMIT 1"));
        PS_TRY(const bool importing, open.step());
        if (importing) where.add("file_id NOT IN (SELECT id FROM file WHERE custody IS NULL)");
        return where;
    }

    const std::string& sql() const { return m_sql; }

private:
    void add(const std::string& condition) { m_sql += (m_sql.empty() ? " WHERE " : " AND ") + condition; }

    base::Status addTerms(const Vault& vault, std::initializer_list<const char*> columns, const std::string& pattern,
                          bool (*fit)(const std::string&, const std::string&)) {
        if (pattern.empty()) return {};
        std::string either;
        PS_TRY(const auto terms, readTerms(vault, "SELECT id, text FROM term WHERE id > 0"));
        std::string ids;
        for (const auto& [text, id] : terms)
            if (fit(pattern, text)) ids += (ids.empty() ? "" : ",") + std::to_string(id);
        for (const char* column : columns)
            either += fmt::format("{}{} IN ({})", either.empty() ? "" : " OR ", column, ids);
        add("(" + either + ")");
        return {};
    }

    std::string m_sql;
};

// The statements whose rows, one after the other, give the order; the outer list is short.
base::Result<std::vector<std::string>> statementsOf(const Vault& vault, const std::string& where,
                                                    const EventOrder& order) {
    const char* way = order.descending ? " DESC" : "";
    const auto within = fmt::format(" ORDER BY at{0}, id{0}", way);
    const std::string select = "SELECT id FROM event_row" + where;
    if (order.by == EventSort::Time) return std::vector{select + within};
    std::vector<std::string> list;
    if (order.by == EventSort::Outcome) {
        for (const int outcome : {2, 1, 0}) // failures first: that is what a person looks for
            list.push_back(fmt::format("{} AND outcome = {}{}", select, outcome, within));
    } else {
        const char* column = order.by == EventSort::Action  ? "action_id"
                             : order.by == EventSort::Actor ? "principal_id"
                                                            : "source_id";
        PS_TRY(const auto terms, order.by == EventSort::Source
                                     ? readTerms(vault, "SELECT DISTINCT f.source_id, t.text FROM file f JOIN term t "
                                                        "ON t.id = f.source_id")
                                     : indexedTerms(vault, column));
        for (const auto& [text, id] : terms)
            list.push_back(fmt::format("{} AND {} = {}{}", select, column, id, within));
    }
    if (order.descending && order.by != EventSort::Outcome) std::reverse(list.begin(), list.end());
    return list;
}

} // namespace

base::Status eventIds(const Vault& vault, const EventQuery& query, const EventOrder& order,
                      const std::atomic<bool>* cancelled,
                      const std::function<bool(std::span<const std::int64_t>)>& chunk) {
    const Cancellable guard(vault.handle(), cancelled);
    PS_TRY(const auto where, Where::of(vault, query));
    PS_TRY(const auto statements, statementsOf(vault, where.sql(), order));
    std::vector<std::int64_t> ids;
    std::size_t size = kFirstChunk;
    for (const auto& sql : statements) {
        PS_TRY(auto statement, Statement::prepare(vault.handle(), sql));
        for (;;) {
            PS_TRY(const bool row, statement.step());
            if (!row) break;
            ids.push_back(statement.integer(0));
            if (ids.size() < size) continue;
            if (!chunk(ids)) return {};
            ids.clear();
            size = kChunk;
        }
    }
    if (!ids.empty()) chunk(ids);
    return {};
}

base::Status eventRows(const Vault& vault, std::span<const std::int64_t> ids, const std::vector<std::string>& columns,
                       const std::function<bool(const std::vector<std::string>&)>& row) {
    auto wanted = columns;
    wanted.insert(wanted.begin(), "record_id");
    EventQuery query;
    query.limit = -1;
    std::vector<std::pair<std::int64_t, std::vector<std::string>>> rows;
    while (!ids.empty()) {
        const auto part = ids.first(std::min(ids.size(), kRowsAtOnce));
        ids = ids.subspan(part.size());
        query.records.assign(part.begin(), part.end());
        rows.clear();
        PS_CHECK(listEvents(vault, query, wanted, [&](const std::vector<std::string>& values) {
            rows.emplace_back(std::stoll(values.front()), std::vector<std::string>(values.begin() + 1, values.end()));
            return true;
        }));
        std::sort(rows.begin(), rows.end());
        for (const auto id : part) {
            const auto found =
                std::lower_bound(rows.begin(), rows.end(), id,
                                 [](const auto& entry, std::int64_t value) { return entry.first < value; });
            if (found != rows.end() && found->first == id && !row(found->second)) return {};
        }
    }
    return {};
}

base::Result<std::vector<EventCount>> eventHistogram(const Vault& vault, const EventQuery& query, base::Millis width,
                                                     const std::atomic<bool>* cancelled) {
    const Cancellable guard(vault.handle(), cancelled);
    PS_TRY(const auto where, Where::of(vault, query));
    const auto sql = fmt::format("SELECT at / {0} * {0}, count(*) FROM event_row{1} AND at IS NOT NULL GROUP BY 1 "
                                 "ORDER BY 1",
                                 width, where.sql());
    PS_TRY(auto statement, Statement::prepare(vault.handle(), sql));
    std::vector<EventCount> counts;
    for (;;) {
        PS_TRY(const bool row, statement.step());
        if (!row) return counts;
        counts.push_back({statement.integer(0), statement.integer(1)});
    }
}

} // namespace proofstead::store
