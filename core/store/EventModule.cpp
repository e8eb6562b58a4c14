#include "store/EventModule.h"

#include "store/ScanPlan.h"

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <sqlite3.h>
#include <string>
#include <vector>

namespace proofstead::store {

namespace {

using Kind = ScanColumn::Kind;

constexpr ScanColumn kEventColumns[] = {
    {"record_id", Kind::Record},
    {"source", Kind::Source},
    {"environment", Kind::OfTerm, Term::Environment},
    {"region", Kind::OfTerm, Term::Region},
    {"at", Kind::Time},
    {"class", Kind::OfTerm, Term::Class},
    {"activity", Kind::OfTerm, Term::Activity},
    {"service", Kind::OfTerm, Term::Service},
    {"action", Kind::OfTerm, Term::Action},
    {"actor", Kind::OfTerm, Term::Actor},
    {"actor_type", Kind::OfTerm, Term::ActorType},
    {"actor_principal", Kind::OfTerm, Term::Principal},
    {"actor_account", Kind::OfTerm, Term::Account},
    {"error", Kind::OfTerm, Term::Error},
    {"src_ip", Kind::OfTerm, Term::SrcIp},
    {"user_agent", Kind::OfTerm, Term::UserAgent},
    {"category", Kind::OfTerm, Term::Category},
    {"outcome", Kind::Outcome},
    {"flags", Kind::Flags},
    {"target"},
    {"native_id"},
    {"attributes"},
    {"recorded_at"},
    {"file_id"},
    {"source_index"},
    {"leaf"},
    {"offset"},
    {"length"},
};
constexpr const char* kEventTable =
    "CREATE TABLE x(record_id INTEGER, source TEXT, environment TEXT, region TEXT, at INTEGER, class TEXT, activity "
    "TEXT, "
    "service TEXT, action TEXT, actor TEXT, actor_type TEXT, actor_principal TEXT, actor_account TEXT, error TEXT, "
    "src_ip TEXT, user_agent TEXT, category TEXT, outcome TEXT, flags INTEGER, target TEXT, native_id TEXT, "
    "attributes TEXT, recorded_at INTEGER, file_id INTEGER, source_index INTEGER, leaf INTEGER, offset INTEGER, "
    "length INTEGER)";

constexpr ScanColumn kUsageColumns[] = {
    {"source", Kind::Source},
    {"environment", Kind::OfTerm, Term::Environment},
    {"actor", Kind::OfTerm, Term::Principal},
    {"service", Kind::OfTerm, Term::Service},
    {"action", Kind::OfTerm, Term::Action},
    {"day", Kind::Day},
    {"events"},
    {"failures"},
};
constexpr const char* kUsageTable =
    "CREATE TABLE x(source TEXT, environment TEXT, actor TEXT, service TEXT, action TEXT, "
    "day INTEGER, events INTEGER, failures INTEGER)";

class Module final : public EventModule {
public:
    explicit Module(model::LogSeq asOf) : m_asOf(asOf) {}
    bool isReading() const override { return m_reading > 0; }
    model::LogSeq asOf() const { return m_asOf; }

    // Marks what the module itself reads.
    class Reading {
    public:
        explicit Reading(const Module& module) : m_module(module) { ++m_module.m_reading; }
        ~Reading() { --m_module.m_reading; }
        Reading(const Reading&) = delete;
        Reading& operator=(const Reading&) = delete;

    private:
        const Module& m_module;
    };

private:
    model::LogSeq m_asOf;
    mutable int m_reading = 0;
};

// What both tables have in common; the blocks live as long as the connection uses the table.
struct Table {
    sqlite3_vtab base{};
    const Module* module = nullptr;
    std::unique_ptr<EventBlocks> blocks;
};

int codeOf(sqlite3_vtab* table, const base::Error& error) {
    sqlite3_free(table->zErrMsg);
    table->zErrMsg = sqlite3_mprintf("%s", error.detail.empty() ? error.code.c_str() : error.detail.c_str());
    if (error.code == "cancelled" || error.code == "time-budget") return SQLITE_INTERRUPT;
    return error.code == "vault-damaged" ? SQLITE_CORRUPT : SQLITE_ERROR;
}

// No exception may pass through SQLite.
template <class Work>
int guarded(Work work) {
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return SQLITE_NOMEM;
    }
}

void resultText(sqlite3_context* context, std::string_view text, bool emptyIsNull = true) {
    if (text.empty() && emptyIsNull)
        sqlite3_result_null(context);
    else
        sqlite3_result_text64(context, text.empty() ? "" : text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

// What a cursor of either table starts from: the scan behind the conditions of the query.
struct Cursor {
    sqlite3_vtab_cursor base{};
    std::optional<EventScan> scan;

    Table& table() const { return *reinterpret_cast<Table*>(base.pVtab); }

    base::Status begin(const char* plan, std::span<const ScanColumn> columns, int count, sqlite3_value** values,
                       Dated dated) {
        scan.reset();
        PS_TRY(auto wish, wishFrom(*table().blocks, plan, columns, count, values));
        if (!wish) return {};
        wish->asOf = table().module->asOf();
        wish->dated = dated;
        PS_TRY(auto begun, EventScan::begin(*table().blocks, std::move(*wish)));
        scan.emplace(std::move(begun));
        return {};
    }
};

struct EventCursor : Cursor {
    std::shared_ptr<const OpenBlock> block;
    std::size_t row = 0;

    bool atEnd() const { return !block; }
    base::Status start(const char* plan, int count, sqlite3_value** values) {
        block.reset();
        PS_CHECK(begin(plan, kEventColumns, count, values, Dated::Any));
        return nextBlock();
    }
    base::Status next() {
        row = scan->fitting(row + 1);
        return row < block->count() ? base::Status{} : nextBlock();
    }
    base::Status column(sqlite3_context* context, int number) const;

private:
    base::Status nextBlock() {
        block.reset();
        if (!scan) return {};
        PS_TRY(block, scan->next());
        if (block) row = scan->fitting(0);
        return {};
    }
    void other(sqlite3_context* context, int number) const;
};

base::Status EventCursor::column(sqlite3_context* context, int number) const {
    const auto& column = kEventColumns[number];
    switch (column.kind) {
    case Kind::OfTerm: {
        PS_TRY(const auto text, table().blocks->term(block->columns().terms(column.term).at(row)));
        resultText(context, text, column.term != Term::Environment);
        break;
    }
    case Kind::Source: {
        PS_TRY(const auto text, table().blocks->term(block->info().source));
        resultText(context, text);
        break;
    }
    case Kind::Record:
        sqlite3_result_int64(context, block->record(row));
        break;
    case Kind::Time:
        if (block->isTimed(row)) sqlite3_result_int64(context, block->columns().times()[row]);
        break;
    case Kind::Flags:
        sqlite3_result_int64(context, static_cast<sqlite3_int64>(block->flags(row)));
        break;
    case Kind::Outcome: {
        const auto outcome = static_cast<StoredOutcome>(block->columns().outcomes().at(row));
        if (outcome != StoredOutcome::NotSaid)
            resultText(context, outcome == StoredOutcome::Success ? "success" : "failure");
        break;
    }
    default:
        other(context, number);
    }
    return block->check();
}

void EventCursor::other(sqlite3_context* context, int number) const {
    const std::string_view name = kEventColumns[number].name;
    const auto& c = block->columns();
    if (name == "target") return resultText(context, block->target(row));
    if (name == "native_id") return resultText(context, block->nativeId(row));
    if (name == "attributes") return resultText(context, block->attributes(row));
    if (name == "file_id") return sqlite3_result_int64(context, block->info().file);
    const auto& numbers = name == "source_index" ? c.indexes()
                          : name == "leaf"       ? c.leaves()
                          : name == "offset"     ? c.offsets()
                          : name == "length"     ? c.lengths()
                                                 : c.recordedTimes();
    if (name != "recorded_at" || numbers[row] != 0) sqlite3_result_int64(context, numbers[row]);
}

// Adds up the events of many blocks at a time; a day may come in several rows.
struct UsageCursor : Cursor {
    struct Day {
        std::int64_t source = 0, environment = 0, principal = 0, service = 0, action = 0;
        base::Millis day = 0;
        bool operator==(const Day&) const = default;
    };
    struct Mix {
        std::size_t operator()(const Day& d) const {
            std::uint64_t sum = 7;
            for (const auto value : {d.source, d.environment, d.principal, d.service, d.action, d.day})
                sum = (sum ^ static_cast<std::uint64_t>(value)) * 0x9E3779B97F4A7C15ULL; // Fibonacci hashing
            return static_cast<std::size_t>(sum >> 7U);
        }
    };
    struct Count {
        std::int64_t events = 0, failures = 0;
    };
    static constexpr std::size_t kAtOnce = 100'000;

    std::unordered_map<Day, Count, Mix> sums;
    std::unordered_map<Day, Count, Mix>::const_iterator at;

    bool atEnd() const { return at == sums.end(); }
    base::Status start(const char* plan, int count, sqlite3_value** values) {
        PS_CHECK(begin(plan, kUsageColumns, count, values, Dated::Only));
        return gather();
    }
    base::Status next() { return ++at == sums.end() ? gather() : base::Status{}; }
    base::Status column(sqlite3_context* context, int number) const;

private:
    base::Status gather();
    void add(const OpenBlock& block);
};

base::Status UsageCursor::gather() {
    sums.clear();
    while (scan && sums.size() < kAtOnce) {
        PS_TRY(const auto block, scan->next());
        if (!block) {
            scan.reset();
            break;
        }
        add(*block);
        PS_CHECK(block->check());
    }
    at = sums.begin();
    return {};
}

void UsageCursor::add(const OpenBlock& block) {
    const auto& c = block.columns();
    const auto &environments = c.terms(Term::Environment), &principals = c.terms(Term::Principal),
               &services = c.terms(Term::Service), &actions = c.terms(Term::Action), &outcomes = c.outcomes();
    const auto& times = c.times();
    for (auto row = scan->fitting(0); row < block.count(); row = scan->fitting(row + 1)) {
        const auto rest = times[row] % base::kDay;
        auto& sum = sums[{block.info().source, environments.at(row), principals.at(row), services.at(row),
                          actions.at(row), times[row] - (rest < 0 ? rest + base::kDay : rest)}];
        ++sum.events;
        sum.failures += outcomes.at(row) == static_cast<std::int64_t>(StoredOutcome::Failure) ? 1 : 0;
    }
}

base::Status UsageCursor::column(sqlite3_context* context, int number) const {
    const auto& [key, sum] = *at;
    const std::int64_t terms[] = {key.source, key.environment, key.principal, key.service, key.action};
    if (number < 5) {
        PS_TRY(const auto text, table().blocks->term(terms[number]));
        resultText(context, text, number != 1);
    } else {
        sqlite3_result_int64(context, number == 5 ? key.day : number == 6 ? sum.events : sum.failures);
    }
    return {};
}

// The C side of one table.
template <class Own>
struct Methods {
    static constexpr std::span<const ScanColumn> columns() {
        if constexpr (std::is_same_v<Own, EventCursor>)
            return kEventColumns;
        else
            return kUsageColumns;
    }

    static int connect(sqlite3* handle, void* aux, int, const char* const*, sqlite3_vtab** made, char**) {
        return guarded([&] {
            const int code = sqlite3_declare_vtab(handle, std::is_same_v<Own, EventCursor> ? kEventTable : kUsageTable);
            if (code != SQLITE_OK) return code;
            auto table = std::make_unique<Table>();
            table->module = static_cast<const Module*>(aux);
            table->blocks = std::make_unique<EventBlocks>(handle);
            *made = &table.release()->base;
            return SQLITE_OK;
        });
    }
    static int disconnect(sqlite3_vtab* table) {
        delete reinterpret_cast<Table*>(table);
        return SQLITE_OK;
    }
    static int bestIndex(sqlite3_vtab*, sqlite3_index_info* info) {
        return guarded([&] { return planScan(info, columns()); });
    }
    static int open(sqlite3_vtab*, sqlite3_vtab_cursor** made) {
        return guarded([&] {
            *made = &(new Own())->base;
            return SQLITE_OK;
        });
    }
    static int close(sqlite3_vtab_cursor* cursor) {
        delete own(cursor);
        return SQLITE_OK;
    }
    static int filter(sqlite3_vtab_cursor* cursor, int, const char* plan, int count, sqlite3_value** values) {
        return run(cursor, [&](Own& own) { return own.start(plan, count, values); });
    }
    static int next(sqlite3_vtab_cursor* cursor) {
        return run(cursor, [](Own& own) { return own.next(); });
    }
    static int column(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int number) {
        return run(cursor, [&](Own& own) { return own.column(context, number); });
    }
    static int eof(sqlite3_vtab_cursor* cursor) { return own(cursor)->atEnd() ? 1 : 0; }
    static int rowid(sqlite3_vtab_cursor*, sqlite3_int64* id) {
        *id = 0;
        return SQLITE_OK;
    }

    static Own* own(sqlite3_vtab_cursor* cursor) { return static_cast<Own*>(reinterpret_cast<Cursor*>(cursor)); }

    template <class Work>
    static int run(sqlite3_vtab_cursor* cursor, Work work) {
        return guarded([&] {
            auto& mine = *own(cursor);
            const Module::Reading reading(*mine.table().module);
            const base::Status done = work(mine);
            return done ? SQLITE_OK : codeOf(cursor->pVtab, done.error());
        });
    }

    // Without xCreate the table is there by its name alone.
    static const sqlite3_module* methods() {
        static const sqlite3_module module = [] {
            sqlite3_module m{};
            m.xConnect = connect;
            m.xDisconnect = disconnect;
            m.xBestIndex = bestIndex;
            m.xOpen = open;
            m.xClose = close;
            m.xFilter = filter;
            m.xNext = next;
            m.xColumn = column;
            m.xEof = eof;
            m.xRowid = rowid;
            return m;
        }();
        return &module;
    }
};

void destroy(void* module) {
    delete static_cast<Module*>(module);
}

} // namespace

base::Result<const EventModule*> EventModule::add(sqlite3* handle, model::LogSeq asOf) {
    auto* module = new Module(asOf); // the connection deletes it, also when it cannot take it
    int code = sqlite3_create_module_v2(handle, kScanTables[0], Methods<EventCursor>::methods(), module, destroy);
    if (code == SQLITE_OK)
        code = sqlite3_create_module_v2(handle, kScanTables[1], Methods<UsageCursor>::methods(), module, nullptr);
    if (code != SQLITE_OK) return tl::unexpected<base::Error>(sqliteError(handle, code, "event_scan"));
    return module;
}

} // namespace proofstead::store
