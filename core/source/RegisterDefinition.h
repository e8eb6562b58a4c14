// A register as data: its columns, how they are recognised under other names, and what makes a row unreadable.
// Written in resources/sources/register-<name>.json.
#pragma once

#include "base/Json.h"
#include "base/Result.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proofstead::source {

struct RegisterColumnDefinition {
    std::string name, type, description, example; // type: text | time | date | integer | boolean | list
    bool required = false;
    std::vector<std::string> aliases;
    std::vector<std::string> values; // allowed values, "" any
};

struct RegisterDefinition {
    std::string id, name, title, key, digest;
    std::vector<RegisterColumnDefinition> columns;
    base::Json example; // the row of the columns' examples, as readRow() gives it; null: none

    // Which of our columns each column of the file is; nullptr: none. Case, blanks, '_' and '-' do not matter.
    std::vector<const RegisterColumnDefinition*> match(const std::vector<std::string>& header) const;
    // How many columns are matched; 0 when a required one is missing.
    int score(const std::vector<std::string>& header) const;
};

struct RegisterRow {
    std::string key;
    base::Json data;              // column -> text, integer (times in ms UTC, booleans 0/1); empty cells are left out
    const char* reason = nullptr; // "missing-value" (the key), "bad-value", "invalid-utf8", "example-row" (the
                                  // template's own): why it is rejected
    std::string detail;           // which column, never the value
};

base::Result<RegisterDefinition> compileRegister(const base::Json& document, const std::string& digest);

// One row as pairs of file column and text (CSV) or value (JSON).
RegisterRow readRow(const RegisterDefinition& definition,
                    const std::vector<std::pair<std::string, std::string>>& cells);
std::vector<std::pair<std::string, std::string>> cellsOf(const base::Json& object); // lists joined with ';'

// The header, and for a look at how it is filled in the example row, which an import rejects as evidence of nothing.
std::string csvTemplate(const RegisterDefinition& definition, bool withExample);

} // namespace proofstead::source
