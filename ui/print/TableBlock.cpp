// Tables: hairlines between rows, no vertical lines; forms are ruled on all sides.
#include "print/Blocks.h"

#include "base/Text.h"

#include <algorithm>

namespace proofstead::print {

using namespace theme;

namespace {

constexpr double kGutter = 10;       // between columns
constexpr double kNumberGutter = 18; // behind figures, which end where the next column would begin
constexpr double kFormRow = 25;
constexpr double kTightPad = 1.8; // rows of a table without a header

// Width of the longest text in a column, up to a third of the page.
double widestCell(Shaper& shaper, const pack::Table& table, std::size_t column) {
    double widest = 0;
    for (const auto& row : table.rows)
        if (column < row.size() && !row[column].text.empty())
            widest = std::max(widest, shaper.naturalWidth(row[column].text, cell()));
    return std::min(widest, kContentWidth / 3);
}

// Shares of the width, made wide enough for the longest word of each title at the cost of the widest column.
std::vector<double> widthsOf(Shaper& shaper, const pack::Table& table) {
    double weights = 0;
    for (const pack::Column& column : table.columns)
        weights += column.weight;
    std::vector<double> widths;
    for (const pack::Column& column : table.columns)
        widths.push_back(kContentWidth * column.weight / weights);
    for (std::size_t i = 0; i < widths.size(); ++i) {
        double least = 0;
        for (const std::string_view word : base::split(table.columns[i].title, ' '))
            least = std::max(least, shaper.naturalWidth(std::string(word), columnTitle()));
        if (table.columns[i].fit) least = std::max(least, widestCell(shaper, table, i));
        const double lacking = least + kNumberGutter + 1 - widths[i];
        if (least > 0 && lacking > 0) {
            *std::max_element(widths.begin(), widths.end()) -= lacking;
            widths[i] += lacking;
        }
    }
    return widths;
}

bool hasHeader(const pack::Table& table) {
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [](const auto& column) { return !column.title.empty(); });
}

std::vector<ColumnPlace> placesOf(Shaper& shaper, const pack::Table& table) {
    const std::vector<double> widths = widthsOf(shaper, table);
    std::vector<ColumnPlace> places;
    double x = 0;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const double gutter = table.columns[i].align == pack::Align::Right ? kNumberGutter : kGutter;
        if (table.form)
            places.push_back({x + kCellPad, widths[i] - 2 * kCellPad});
        else
            places.push_back({x, i + 1 == widths.size() ? widths[i] : widths[i] - gutter});
        x += widths[i];
    }
    return places;
}

} // namespace

const std::vector<ColumnPlace>& Composer::columns(const pack::Table& table) {
    const auto found = m_columns.find(&table);
    return found != m_columns.end() ? found->second
                                    : m_columns.emplace(&table, placesOf(m_shaper, table)).first->second;
}

Row headerRow(Composer& composer, const pack::Table& table) {
    Row row;
    if (!hasHeader(table)) return row;
    row.padTop = table.form ? 3.5 : 2;
    row.padBottom = 3.5;
    row.ruleBelow = table.form ? QColor() : muted();
    row.boxed = table.form;
    row.background = table.form ? panel() : QColor();
    const auto& columns = composer.columns(table);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        TextStyle style = columnTitle();
        style.align = table.columns[i].align;
        row.cells.push_back({composer.keep(table.columns[i].title), columns[i].x, columns[i].width, style});
    }
    return row;
}

Row tableRow(Composer& composer, const pack::Table& table, const std::vector<pack::Cell>& cells) {
    const double pad = table.form ? 6 : hasHeader(table) ? kRowPad : kTightPad;
    Row row{.padTop = pad,
            .padBottom = pad,
            .minHeight = table.rowHeight > 0 ? table.rowHeight
                         : table.form        ? kFormRow
                                             : 0,
            .ruleBelow = table.form ? QColor() : rule(),
            .boxed = table.form};
    const auto& columns = composer.columns(table);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        TextStyle style = cell();
        style.align = table.columns[i].align;
        if (table.columns[i].mono) {
            style.face = Face::Mono;
            style.size = 7;
        }
        RowCell placed{nullptr, columns[i].x, columns[i].width, style};
        if (i < cells.size()) {
            placed.text = &cells[i].text;
            placed.mark = cells[i].mark;
            if (placed.mark != pack::Mark::None) {
                placed.x += kMarkIndent;
                placed.width -= kMarkIndent;
            }
        }
        row.cells.push_back(std::move(placed));
    }
    return row;
}

// Height of what must stand on the page of a row: no row is left alone on the next page.
double BlockWriter::companions(const pack::Table& table, std::size_t row) {
    if (row + 1 == table.rows.size()) return BlockHead::tail(to, to.m_block + 1);
    if (row + 2 != table.rows.size() || row == 0) return 0;
    const double last = to.heightOf(tableRow(to, table, table.rows.back())) + BlockHead::tail(to, to.m_block + 1);
    return std::min(last, kBodyHeight / 3);
}

void BlockWriter::operator()(const pack::Table& table) {
    if (table.rows.empty()) return;
    to.space(table.form ? 9 : 6);
    const Row header = headerRow(to, table);
    const auto repeat = [&] {
        if (!header.cells.empty()) to.place(header);
    };
    to.ensure(BlockHead::of(to, to.m_block) - 8);
    repeat();
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const Row row = tableRow(to, table, table.rows[i]);
        if (!to.atTop() && to.room() < to.heightOf(row) + companions(table, i)) {
            to.newPage();
            repeat();
        }
        to.place(row, repeat);
    }
    to.m_y += 7;
}

} // namespace proofstead::print
