#include "cli/Listing.h"

#include "base/Text.h"

#include <algorithm>
#include <cstdio>
#include <numeric>

namespace proofstead::cli {
namespace {

constexpr std::size_t kRowsForWidths = 500;
constexpr int kGap = 2;
constexpr int kNarrowestColumn = 8;

void write(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
}

// Widths of the columns, so that a row fits into `room`: first those give way that may be cut, then all of them.
std::vector<int> shrink(std::vector<int> widths, const std::vector<Column>& columns, int room) {
    for (const bool all : {false, true})
        for (int excess = std::accumulate(widths.begin(), widths.end(), 0) - room; excess > 0; --excess) {
            std::size_t widest = widths.size();
            for (std::size_t i = 0; i < widths.size(); ++i)
                if ((all || !columns[i].whole) && widths[i] > kNarrowestColumn &&
                    (widest == widths.size() || widths[i] > widths[widest]))
                    widest = i;
            if (widest == widths.size()) break;
            --widths[widest];
        }
    return widths;
}

} // namespace

std::string plainText(const base::Json& value, std::string_view separator) {
    if (value.is_null()) return {};
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_array()) return base::canonicalJson(value);
    std::vector<std::string> parts;
    for (const auto& item : value)
        parts.push_back(plainText(item, separator));
    return base::join(parts, separator);
}

Listing::Listing(std::vector<Column> columns, Format format, Terminal terminal)
    : m_columns(std::move(columns)), m_format(format), m_terminal(terminal) {
    if (m_format != Format::Csv) return;
    std::vector<std::string> head;
    for (const Column& column : m_columns)
        head.push_back(column.key);
    write(base::csvRow(head));
}

void Listing::add(base::Json row) {
    if (m_format == Format::Csv) addCsv(row);
    if (m_format == Format::Json) addJson(row);
    if (m_format == Format::Table) addTable(std::move(row));
    ++m_count;
}

std::size_t Listing::finish(const std::string& whenEmpty) {
    if (m_format == Format::Json) write(m_count ? "\n]\n" : "[]\n");
    if (m_format == Format::Table) {
        if (m_widths.empty() && m_count) settleWidths();
        if (!m_count) write(whenEmpty + "\n");
    }
    return m_count;
}

void Listing::addCsv(const base::Json& row) {
    std::vector<std::string> fields;
    for (const Column& column : m_columns)
        fields.push_back(plainText(row.value(column.key, base::Json()), ";"));
    write(base::csvRow(fields));
}

void Listing::addJson(const base::Json& row) {
    write(m_count ? ",\n" : "[\n");
    write(base::canonicalJson(row));
}

void Listing::addTable(base::Json row) {
    if (!m_widths.empty()) return writeTableRow(row);
    m_waiting.push_back(std::move(row));
    if (m_waiting.size() >= kRowsForWidths) settleWidths();
}

void Listing::settleWidths() {
    std::vector<int> natural;
    for (const Column& column : m_columns) {
        int width = displayWidth(column.title);
        for (const auto& row : m_waiting)
            width = std::max(width, displayWidth(words(column, row)));
        natural.push_back(width);
    }
    const int room = m_terminal.width() - kGap * (static_cast<int>(m_columns.size()) - 1);
    m_widths = m_terminal.width() > 0 ? shrink(std::move(natural), m_columns, room) : std::move(natural);
    std::string head;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const auto title = fit(m_columns[i].title, m_widths[i]);
        const std::string blank(static_cast<std::size_t>(m_widths[i] - displayWidth(title)), ' ');
        if (i) head += std::string(kGap, ' ');
        head += m_columns[i].right ? blank + title : title + blank;
    }
    head.erase(head.find_last_not_of(' ') + 1);
    write(m_terminal.toned(head, Tone::Strong) + "\n");
    for (const auto& row : m_waiting)
        writeTableRow(row);
    m_waiting.clear();
}

void Listing::writeTableRow(const base::Json& row) const {
    std::string line;
    std::size_t blanks = 0; // held back, so that no line ends in white space
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const Column& column = m_columns[i];
        if (i) blanks += kGap;
        const auto text = fit(words(column, row), m_terminal.width() > 0 ? m_widths[i] : 1 << 20, column.keep);
        const auto rest = static_cast<std::size_t>(std::max(0, m_widths[i] - displayWidth(text)));
        if (column.right) blanks += rest;
        if (!text.empty()) {
            line.append(blanks, ' ');
            blanks = 0;
            line += m_terminal.toned(text, column.tone ? column.tone(row) : Tone::Plain);
        }
        if (!column.right) blanks += rest;
    }
    write(line + "\n");
}

std::string Listing::words(const Column& column, const base::Json& row) const {
    const auto value = row.value(column.key, base::Json());
    if (column.words) return base::printable(column.words(value));
    if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
    return base::printable(plainText(value, ", "));
}

} // namespace proofstead::cli
