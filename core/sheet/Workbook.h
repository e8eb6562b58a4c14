// Tables to one XLSX file: a bold frozen header with a filter, cells typed by what they hold. What a table holds is
// never run: a text is written as text even where it starts like a formula, and stays text when somebody edits the
// cell. Most callers want writeWorkbook().
#pragma once

#include "base/Result.h"
#include "base/Time.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace proofstead::sheet {

struct Moment {
    base::Millis at = 0; // written as a date in UTC, to the second
};

// Empty, text, whole number, number, yes or no, point in time. Whole numbers past 2^53 are written as text, since a
// spreadsheet would round them; a number that is none (infinite) leaves its cell empty.
using Cell = std::variant<std::monostate, std::string, std::int64_t, double, bool, Moment>;

struct Sheet {
    std::string name; // shown on the tab; cut to 31 characters, []:*?/\ become spaces
    std::vector<std::string> columns;
    std::vector<std::vector<Cell>> rows; // a short row leaves its last cells empty
};

struct WorkbookInfo {
    std::string title;
    std::string author;
    base::Millis createdAt = 0; // written into the file, so that the same tables give the same bytes; 0: the host clock
};

// Replaces `path` at one blow; mode 0600. Spill files live in a private folder (0700) beside it and are gone
// afterwards. Error codes: "invalid-table" (no sheet, two of one name, a row longer than the header, more rows or
// columns than XLSX has), "file-missing" (no such folder), "permission-denied", "disk-full", "file-unwritable".
base::Status writeWorkbook(const std::string& path, const std::vector<Sheet>& sheets, const WorkbookInfo& info = {});

} // namespace proofstead::sheet
