#include "store/ScanPlan.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <string>

namespace proofstead::store {

namespace {

using Kind = ScanColumn::Kind;
using Numbers = EventWish::Numbers;

constexpr double kEvents = 1'000'000; // what a vault is taken to hold

// How an operator is noted; 0: of no use for this column.
char signOf(unsigned char op, Kind kind) {
    const bool time = kind == Kind::Time || kind == Kind::Day;
    switch (op) {
    case SQLITE_INDEX_CONSTRAINT_EQ:
        return kind == Kind::Flags || kind == Kind::Other ? 0 : '=';
    case SQLITE_INDEX_CONSTRAINT_GE:
        return time ? 'g' : 0;
    case SQLITE_INDEX_CONSTRAINT_GT:
        return time ? 'h' : 0;
    case SQLITE_INDEX_CONSTRAINT_LT:
        return time ? 'l' : 0;
    case SQLITE_INDEX_CONSTRAINT_LE:
        return time ? 'm' : 0;
    case SQLITE_INDEX_CONSTRAINT_NE:
        return kind == Kind::Flags ? '!' : 0;
    default:
        return 0;
    }
}

// The share of all events that a condition is guessed to leave.
double shareOf(const ScanColumn& column) {
    switch (column.kind) {
    case Kind::Record:
        return 1 / kEvents;
    case Kind::Flags:
        return 0.001;
    case Kind::OfTerm:
        return column.term == Term::Actor || column.term == Term::Principal || column.term == Term::SrcIp ? 0.01
               : column.term == Term::Action                                                              ? 0.02
               : column.term == Term::Service                                                             ? 0.1
                                                                                                          : 0.5;
    default:
        return 0.5;
    }
}

std::string_view textOf(sqlite3_value* value) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
    return text ? std::string_view(text, static_cast<std::size_t>(sqlite3_value_bytes(value))) : std::string_view{};
}

// One value, or all of a list that SQLite hands over at once.
base::Status eachValue(sqlite3_value* value, bool list, const std::function<base::Status(sqlite3_value*)>& each) {
    if (!list) return each(value);
    sqlite3_value* item = nullptr;
    for (int code = sqlite3_vtab_in_first(value, &item); code == SQLITE_OK && item;
         code = sqlite3_vtab_in_next(value, &item))
        PS_CHECK(each(item));
    return {};
}

base::Result<Numbers> numbersOf(EventBlocks& blocks, const ScanColumn& column, sqlite3_value* value, bool list) {
    Numbers numbers;
    PS_CHECK(eachValue(value, list, [&](sqlite3_value* one) -> base::Status {
        if (sqlite3_value_type(one) == SQLITE_NULL) return {};
        const auto text = textOf(one);
        if (text.empty()) {
            // Only the environment is shown as an empty text; elsewhere what is not said is NULL and equals nothing.
            if (column.kind == Kind::OfTerm && column.term == Term::Environment) numbers.push_back(0);
            return {};
        }
        PS_TRY(const auto number, blocks.termOf(text));
        if (number != 0) numbers.push_back(number);
        return {};
    }));
    return numbers;
}

base::Millis plusOne(base::Millis time) {
    return time == std::numeric_limits<base::Millis>::max() ? time : time + 1;
}

// Days are told by their start; the bounds of their events lie a day further.
void boundTime(EventWish& wish, Kind kind, char sign, base::Millis value) {
    const base::Millis span = kind == Kind::Day ? base::kDay : 1;
    if (value > std::numeric_limits<base::Millis>::max() - span) return;
    const auto from = [&](base::Millis time) { wish.from = std::max(wish.from.value_or(time), time); };
    const auto until = [&](base::Millis time) { wish.until = std::min(wish.until.value_or(time), time); };
    if (sign == 'g' || sign == '=') from(value);
    if (sign == 'h') from(plusOne(value));
    if (sign == 'l') until(kind == Kind::Day ? value + span : value);
    if (sign == 'm' || sign == '=') until(value + span);
}

} // namespace

int planScan(sqlite3_index_info* info, std::span<const ScanColumn> columns) {
    std::string plan;
    double rows = kEvents;
    int argument = 0;
    for (int i = 0; i < info->nConstraint; ++i) {
        const auto& constraint = info->aConstraint[i];
        if (!constraint.usable || constraint.iColumn < 0) continue;
        const auto& column = columns[static_cast<std::size_t>(constraint.iColumn)];
        const char sign = signOf(constraint.op, column.kind);
        if (sign == 0) continue;
        const bool list = sign == '=' && (column.kind == Kind::OfTerm || column.kind == Kind::Source) &&
                          sqlite3_vtab_in(info, i, 1) != 0;
        info->aConstraintUsage[i].argvIndex = ++argument;
        plan += fmt::format("{}{} ", list ? 'i' : sign, constraint.iColumn);
        rows *= shareOf(column) * (list ? 3 : 1);
    }
    info->idxStr = sqlite3_mprintf("%s", plan.c_str());
    if (!info->idxStr) return SQLITE_NOMEM;
    info->needToFreeIdxStr = 1;
    info->estimatedRows = static_cast<sqlite3_int64>(std::max(1.0, rows));
    info->estimatedCost = 1'000 + std::max(1.0, rows);
    return SQLITE_OK;
}

base::Result<std::optional<EventWish>> wishFrom(EventBlocks& blocks, const char* plan,
                                                std::span<const ScanColumn> columns, int count,
                                                sqlite3_value** values) {
    EventWish wish;
    const auto nothing = std::optional<EventWish>{};
    for (int i = 0; i < count && *plan; ++i) {
        const char sign = *plan++;
        char* end = nullptr;
        const auto& column = columns[static_cast<std::size_t>(std::strtol(plan, &end, 10))];
        plan = end + 1;
        auto* value = values[i];
        if (column.kind == Kind::OfTerm || column.kind == Kind::Source) {
            PS_TRY(auto numbers, numbersOf(blocks, column, value, sign == 'i'));
            if (numbers.empty()) return nothing;
            if (column.kind == Kind::OfTerm)
                wish.terms.emplace_back(column.term, std::move(numbers));
            else if (!wish.sources)
                wish.sources = std::move(numbers);
            continue;
        }
        if (sqlite3_value_type(value) == SQLITE_NULL) return nothing; // compares with nothing
        if (column.kind == Kind::Outcome) {
            const auto text = textOf(value);
            if (text != "success" && text != "failure") return nothing;
            wish.outcome = text == "success" ? StoredOutcome::Success : StoredOutcome::Failure;
            continue;
        }
        if (sqlite3_value_type(value) != SQLITE_INTEGER) continue; // SQLite compares it itself
        const auto number = sqlite3_value_int64(value);
        if (column.kind == Kind::Record)
            wish.record = number;
        else if (column.kind == Kind::Flags)
            wish.flaggedOnly = wish.flaggedOnly || number == 0;
        else
            boundTime(wish, column.kind, sign, number);
    }
    return std::optional(std::move(wish));
}

} // namespace proofstead::store
