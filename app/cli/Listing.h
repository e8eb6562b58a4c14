// One list, three ways to write it: a table for people, CSV for spreadsheets, JSON for programs. A command adds its
// rows as JSON objects; JSON shows each whole, table and CSV show the columns.
//
// A table fits the terminal: columns that may be cut give way first, then the least needed ones are left out (and named
// below the table), and where not even the needed ones fit each row becomes a block of names and values.
#pragma once

#include "base/Json.h"
#include "cli/Terminal.h"

#include <functional>
#include <string>
#include <vector>

namespace proofstead::cli {

enum class Format { Table, Json, Csv };

struct Column {
    std::string key; // member of the row; also the CSV heading
    std::string title;
    bool right = false;
    bool whole = false; // never cut: ids that people copy; numbers (`right`) are not cut either
    Keep keep = Keep::Start;
    int spare = -1; // left out before those with a smaller number, 0 never; -1: by its place in the list
    // For the table only: the words for a value, and their tone.
    std::function<std::string(const base::Json&)> words = {};
    std::function<Tone(const base::Json&)> tone = {};
};

class Listing {
public:
    // Writes to standard output. Rows stream: a million take no more memory than a screenful.
    Listing(std::vector<Column> columns, Format format, Terminal terminal);
    void add(base::Json row);
    // Ends the list; `whenEmpty` is what a table says when there was no row. Returns the number of rows.
    std::size_t finish(const std::string& whenEmpty);

private:
    void addCsv(const base::Json& row);
    void addJson(const base::Json& row);
    void addTable(base::Json row);
    void sayWhatIsLeftOut() const;
    void settleWidths();
    void chooseColumns(std::vector<int> natural);
    void writeHead() const;
    void writeTableRow(const base::Json& row) const;
    void writeBlock(const base::Json& row) const;
    std::string words(const Column& column, const base::Json& row) const;

    std::vector<Column> m_columns;
    Format m_format;
    Terminal m_terminal;
    std::size_t m_count = 0;
    std::vector<base::Json> m_waiting; // rows that decide the widths of a table
    std::vector<int> m_widths;         // empty until they are settled; 0: the column is left out
    bool m_blocks = false;             // rows as blocks of names and values
};

// A value as one line of text: lists joined, times and texts as they are, null as "".
std::string plainText(const base::Json& value, std::string_view separator);

} // namespace proofstead::cli
