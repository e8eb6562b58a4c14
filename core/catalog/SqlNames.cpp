#include "catalog/SqlNames.h"

#include <cctype>

namespace proofstead::catalog {

namespace {

bool isWord(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

// Position behind the quoted piece that starts at `at`; a doubled quote ends one piece and starts the next.
std::size_t afterQuote(std::string_view sql, std::size_t at) {
    const auto end = sql.find(sql[at], at + 1);
    return end == std::string_view::npos ? sql.size() : end + 1;
}

} // namespace

std::string bareSql(std::string_view sql) {
    std::string bare;
    for (std::size_t i = 0; i < sql.size();) {
        if (sql.substr(i, 2) == "--") {
            i = std::min(sql.find('\n', i), sql.size());
        } else if (sql.substr(i, 2) == "/*") {
            const auto end = sql.find("*/", i + 2);
            i = end == std::string_view::npos ? sql.size() : end + 2;
            bare += ' ';
        } else if (sql[i] == '\'' || sql[i] == '"' || sql[i] == '`') {
            bare.append(2, sql[i]);
            i = afterQuote(sql, i);
        } else {
            bare += sql[i++];
        }
    }
    return bare;
}

std::set<std::string> parametersIn(std::string_view sql) {
    const auto bare = bareSql(sql);
    std::set<std::string> names;
    for (std::size_t i = 0; i + 1 < bare.size(); ++i) {
        if (bare[i] != ':' || !isWord(bare[i + 1])) continue;
        std::size_t end = i + 1;
        while (end < bare.size() && isWord(bare[end]))
            ++end;
        names.insert(bare.substr(i + 1, end - i - 1));
        i = end - 1;
    }
    return names;
}

} // namespace proofstead::catalog
