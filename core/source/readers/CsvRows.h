// Rows of a CSV file (RFC 4180) with their place in it: separators `,` `;` and tab told from the header line, quoted
// line feeds, a byte order mark.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace proofstead::source {

struct CsvRow {
    std::size_t offset = 0; // of the row in the text
    std::size_t length = 0; // without its line end
    std::int64_t line = 0;  // counted from 1
    std::vector<std::string> fields;
    bool unclosedQuote = false;
};

// The separator that the first line uses most outside quotes; ',' when none does.
char csvSeparator(std::string_view text);

class CsvRows {
public:
    // `text` must outlive the reader.
    CsvRows(std::string_view text, char separator);
    // The next row that is not empty; false at the end.
    bool next(CsvRow& row);

private:
    bool readRow(CsvRow& row);
    std::string_view m_text;
    char m_separator;
    std::size_t m_pos = 0;
    std::int64_t m_line = 1;
};

} // namespace proofstead::source
