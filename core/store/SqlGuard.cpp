#include "store/SqlGuard.h"

#include "base/Text.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace proofstead::store {

namespace {

bool isWordCharacter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$';
}

// Skips a quoted run that starts at `pos`; a doubled closing quote stands for itself.
std::size_t skipQuoted(std::string_view sql, std::size_t pos, char close) {
    for (++pos; pos < sql.size(); ++pos) {
        if (sql[pos] != close) continue;
        if (pos + 1 >= sql.size() || sql[pos + 1] != close) return pos + 1;
        ++pos;
    }
    return sql.size();
}

// Lower-case words and single symbols, quotes taken off names, strings with their first quote, comments left out.
std::vector<std::string> tokens(std::string_view sql) {
    std::vector<std::string> list;
    for (std::size_t pos = 0; pos < sql.size();) {
        const char c = sql[pos];
        if (std::isspace(static_cast<unsigned char>(c))) {
            ++pos;
        } else if (sql.substr(pos, 2) == "--") {
            pos = std::min(sql.find('\n', pos), sql.size());
        } else if (sql.substr(pos, 2) == "/*") {
            const auto end = sql.find("*/", pos + 2);
            pos = end == std::string_view::npos ? sql.size() : end + 2;
        } else if (c == '\'') {
            const auto end = skipQuoted(sql, pos, c);
            list.push_back("'" + base::toLower(sql.substr(pos + 1, end > pos + 2 ? end - pos - 2 : 0)));
            pos = end;
        } else if (c == '"' || c == '`' || c == '[') {
            const auto end = skipQuoted(sql, pos, c == '[' ? ']' : c);
            list.push_back(base::toLower(sql.substr(pos + 1, end > pos + 2 ? end - pos - 2 : 0)));
            pos = end;
        } else if (isWordCharacter(c)) {
            const auto start = pos;
            while (pos < sql.size() && isWordCharacter(sql[pos]))
                ++pos;
            list.push_back(base::toLower(sql.substr(start, pos - start)));
        } else {
            list.emplace_back(1, c);
            ++pos;
        }
    }
    return list;
}

// SQLite takes a string for a name wherever only a name can stand.
std::string_view nameIn(std::string_view token) {
    return token.starts_with('\'') ? token.substr(1) : token;
}

// Position after a parenthesised group that starts at `pos`, or `pos` when there is none.
std::size_t afterGroup(const std::vector<std::string>& list, std::size_t pos) {
    if (pos >= list.size() || list[pos] != "(") return pos;
    int depth = 0;
    for (; pos < list.size(); ++pos) {
        depth += list[pos] == "(" ? 1 : list[pos] == ")" ? -1 : 0;
        if (depth == 0) return pos + 1;
    }
    return pos;
}

bool definesTable(const std::vector<std::string>& list, std::size_t name) {
    auto pos = afterGroup(list, name + 1);
    if (pos >= list.size() || list[pos] != "as") return false;
    ++pos;
    while (pos < list.size() && (list[pos] == "not" || list[pos] == "materialized"))
        ++pos;
    return pos < list.size() && list[pos] == "(";
}

} // namespace

bool answersDiffer(std::string_view function) {
    static constexpr std::array<std::string_view, 15> kNames{
        "changes",        "current_date",  "current_time", "current_timestamp",
        "date",           "datetime",      "julianday",    "last_insert_rowid",
        "load_extension", "random",        "randomblob",   "strftime",
        "time",           "total_changes", "unixepoch"};
    const auto name = base::toLower(function);
    return name.starts_with("sqlite_") || std::binary_search(kNames.begin(), kNames.end(), name);
}

base::Status refuseTables(std::string_view sql, const std::vector<std::string>& tables) {
    const auto list = tokens(sql);
    for (std::size_t i = 0; i + 1 < list.size(); ++i)
        if (list[i] == ";") return base::fail("sql-refused", "more than one statement");
    if (list.empty()) return {};
    if (list[0] != "select" && list[0] != "with" && list[0] != "values" && list[0] != "(")
        return base::fail("sql-refused", "it is no SELECT");
    for (std::size_t i = 1; i < list.size(); ++i) {
        const auto& before = list[i - 1];
        const auto name = nameIn(list[i]);
        // A qualified name: of a schema, then it is a table's, or of a row, then it is a column's.
        if (list[i] == "." && (before.starts_with('\'') || before == "main"))
            return base::fail("sql-refused", "it names the schema " + std::string(nameIn(before)));
        if ((before == "from" || before == "join") && std::binary_search(tables.begin(), tables.end(), name))
            return base::fail("sql-refused", "it names the table " + std::string(name));
    }
    return {};
}

base::Status refuseShadowedViews(std::string_view sql, const std::vector<std::string>& views) {
    const auto list = tokens(sql);
    for (std::size_t i = 0; i < list.size(); ++i)
        if (const auto name = nameIn(list[i]);
            std::binary_search(views.begin(), views.end(), name) && definesTable(list, i))
            return base::fail("sql-refused",
                              "a common table expression bears the name of the view " + std::string(name));
    return {};
}

} // namespace proofstead::store
