// What every function in core returns when it can fail: a value, or one Error that says what went wrong and where.
// Most callers want `Result<T>`, `fail(...)` to leave and `PS_TRY(...)` to pass an error upwards.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace proofstead::base {

// An error is for code first: `code` is a stable kebab-case id (for example "file-unreadable", "vault-newer"), `detail`
// the machine's own words (errno text, SQLite message, the value that surprised us), `where` the places it passed on
// its way up, innermost first ("line 3", "events.json", "import"). People-words are chosen by `code` in ui/present and
// nowhere else. Never put a secret or a personal value into `detail`.
struct Error {
    std::string code;
    std::string detail;
    std::vector<std::string> where;

    // "import: events.json: line 3: invalid-json (unexpected end)"; for logs and tests, not for people.
    std::string toString() const;
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

inline tl::unexpected<Error> fail(std::string code, std::string detail = {}, std::string where = {}) {
    Error error{std::move(code), std::move(detail), {}};
    if (!where.empty()) error.where.push_back(std::move(where));
    return tl::unexpected<Error>(std::move(error));
}

// Adds one place to an error on its way up.
inline tl::unexpected<Error> climb(Error error, std::string_view where) {
    error.where.emplace_back(where);
    return tl::unexpected<Error>(std::move(error));
}

} // namespace proofstead::base

#define PS_CONCAT_(a, b) a##b
#define PS_CONCAT(a, b) PS_CONCAT_(a, b)

// Leaves the calling function with the error of a Status or Result whose value is not needed.
#define PS_CHECK(expression)                                                                                           \
    do {                                                                                                               \
        if (auto psResult = (expression); !psResult)                                                                   \
            return tl::unexpected<::proofstead::base::Error>(std::move(psResult.error()));                             \
    } while (false)

// PS_TRY(auto value, compute()): declares `value`, or leaves the calling function with the error.
#define PS_TRY(declaration, expression)                                                                                \
    auto PS_CONCAT(psTry, __LINE__) = (expression);                                                                    \
    if (!PS_CONCAT(psTry, __LINE__))                                                                                   \
        return tl::unexpected<::proofstead::base::Error>(std::move(PS_CONCAT(psTry, __LINE__).error()));               \
    declaration = std::move(*PS_CONCAT(psTry, __LINE__))
