#include "cli/Listing.h"

#include "base/Text.h"
#include "cli/Text.h"

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <optional>

namespace proofstead::cli {
namespace {

constexpr std::size_t kRowsForWidths = 500;
constexpr int kGap = 2;
constexpr int kNarrowestColumn = 16;

void write(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
}

bool isCut(const Column& column) {
    return !column.whole && !column.right;
}

// How narrow a column may become.
int narrowest(const Column& column, int natural) {
    return isCut(column) ? std::min(natural, std::max(kNarrowestColumn, displayWidth(column.title))) : natural;
}

// Columns that a row takes: those that are shown, and the gaps between them.
int takes(const std::vector<int>& widths) {
    const auto shown = std::count_if(widths.begin(), widths.end(), [](int width) { return width > 0; });
    return std::accumulate(widths.begin(), widths.end(), 0) + kGap * std::max(0, static_cast<int>(shown) - 1);
}

// The column to leave out next; nothing when only needed ones are left.
std::optional<std::size_t> leastNeeded(const std::vector<Column>& columns, const std::vector<int>& widths) {
    std::optional<std::size_t> found;
    int most = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const int spare = columns[i].spare < 0 ? static_cast<int>(i) : columns[i].spare;
        if (widths[i] == 0 || spare <= 0 || spare < most) continue;
        most = spare;
        found = i;
    }
    return found;
}

// Takes from the widest of those that may be cut until the row fits.
std::vector<int> shrink(std::vector<int> widths, const std::vector<Column>& columns, int room) {
    for (int excess = takes(widths) - room; excess > 0; --excess) {
        std::size_t widest = widths.size();
        for (std::size_t i = 0; i < widths.size(); ++i)
            if (widths[i] > narrowest(columns[i], widths[i]) && (widest == widths.size() || widths[i] > widths[widest]))
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
        if (!m_count) return sayWrapped(m_terminal, whenEmpty), 0;
        sayWhatIsLeftOut();
    }
    return m_count;
}

void Listing::sayWhatIsLeftOut() const {
    std::vector<std::string> titles;
    for (std::size_t i = 0; i < m_columns.size() && !m_blocks; ++i)
        if (m_widths[i] == 0 && !m_columns[i].title.empty()) titles.push_back(m_columns[i].title);
    if (!titles.empty())
        sayWrapped(m_terminal,
                   "Not shown for want of room: " + base::join(titles, ", ") + " (--format csv shows all).");
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
    chooseColumns(std::move(natural));
    if (!m_blocks) writeHead();
    for (const auto& row : m_waiting)
        writeTableRow(row);
    m_waiting.clear();
}

void Listing::chooseColumns(std::vector<int> natural) {
    m_widths = std::move(natural);
    const int room = m_terminal.width();
    if (room == 0) return;
    std::vector<int> least;
    for (std::size_t i = 0; i < m_columns.size(); ++i)
        least.push_back(narrowest(m_columns[i], m_widths[i]));
    while (takes(least) > room) {
        const auto column = leastNeeded(m_columns, least);
        m_blocks = !column;
        if (m_blocks) return;
        m_widths[*column] = least[*column] = 0;
    }
    m_widths = shrink(std::move(m_widths), m_columns, room);
}

void Listing::writeHead() const {
    std::string head;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        if (m_widths[i] == 0) continue;
        const auto& title = m_columns[i].title;
        const std::string blank(static_cast<std::size_t>(std::max(0, m_widths[i] - displayWidth(title))), ' ');
        if (!head.empty()) head += std::string(kGap, ' ');
        head += m_columns[i].right ? blank + title : title + blank;
    }
    head.erase(head.find_last_not_of(' ') + 1);
    write(m_terminal.toned(head, Tone::Strong) + "\n");
}

void Listing::writeBlock(const base::Json& row) const {
    for (const Column& column : m_columns)
        sayField(m_terminal, column.title, words(column, row));
    write("\n");
}

void Listing::writeTableRow(const base::Json& row) const {
    if (m_blocks) return writeBlock(row);
    std::string line;
    bool first = true;
    std::size_t blanks = 0; // held back, so that no line ends in white space
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const Column& column = m_columns[i];
        if (m_widths[i] == 0) continue;
        if (!first) blanks += kGap;
        first = false;
        auto text = words(column, row);
        if (isCut(column) && m_terminal.width() > 0) text = fit(text, m_widths[i], column.keep);
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
