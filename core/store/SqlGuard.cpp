#include "store/SqlGuard.h"

#include "base/Text.h"

#include <algorithm>
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

// Lower-case words and single symbols, quotes taken off names, strings as "''", comments left out.
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
            pos = skipQuoted(sql, pos, '\'');
            list.emplace_back("''");
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

base::Status refuseTables(std::string_view sql, const std::vector<std::string>& tables) {
    const auto list = tokens(sql);
    for (std::size_t i = 0; i + 1 < list.size(); ++i)
        if (list[i] == ";") return base::fail("sql-refused", "more than one statement");
    for (std::size_t i = 1; i < list.size(); ++i) {
        const auto& before = list[i - 1];
        const bool tablePlace = before == "from" || before == "join" || before == "," || before == "." || before == "(";
        const bool column = before == "." && i >= 2 && list[i - 2] != "main" && list[i - 2] != "temp";
        if (tablePlace && !column && std::binary_search(tables.begin(), tables.end(), list[i]))
            return base::fail("sql-refused", "it names the table " + list[i]);
    }
    return {};
}

base::Status refuseShadowedViews(std::string_view sql, const std::vector<std::string>& views) {
    const auto list = tokens(sql);
    for (std::size_t i = 0; i < list.size(); ++i)
        if (std::binary_search(views.begin(), views.end(), list[i]) && definesTable(list, i))
            return base::fail("sql-refused", "a common table expression bears the name of the view " + list[i]);
    return {};
}

} // namespace proofstead::store
