// Tables: hairlines between rows, no vertical lines; forms are ruled on all sides.
#include "print/Blocks.h"

#include <algorithm>

namespace proofstead::print {

using namespace theme;

namespace {

constexpr double kGutter = 10;       // between columns
constexpr double kNumberGutter = 18; // behind figures, which end where the next column would begin
constexpr double kFormRow = 25;
constexpr double kTightPad = 1.8; // rows of a table without a header

// Left edge and width of the text of each column.
std::vector<std::pair<double, double>> columnsOf(const pack::Table& table) {
    double weights = 0;
    for (const pack::Column& column : table.columns)
        weights += column.weight;
    std::vector<std::pair<double, double>> columns;
    double x = 0;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const double width = kContentWidth * table.columns[i].weight / weights;
        if (table.form)
            columns.emplace_back(x + kCellPad, width - 2 * kCellPad);
        else if (i + 1 == table.columns.size())
            columns.emplace_back(x, width);
        else
            columns.emplace_back(x, width - (table.columns[i].align == pack::Align::Right ? kNumberGutter : kGutter));
        x += width;
    }
    return columns;
}

bool hasHeader(const pack::Table& table) {
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [](const auto& column) { return !column.title.empty(); });
}

} // namespace

Row headerRow(Composer& composer, const pack::Table& table) {
    Row row;
    if (!hasHeader(table)) return row;
    row.padTop = table.form ? 3.5 : 2;
    row.padBottom = 3.5;
    row.ruleBelow = table.form ? QColor() : muted();
    row.boxed = table.form;
    row.background = table.form ? panel() : QColor();
    const auto columns = columnsOf(table);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        TextStyle style = columnTitle();
        style.align = table.columns[i].align;
        row.cells.push_back({composer.keep(table.columns[i].title), columns[i].first, columns[i].second, style});
    }
    return row;
}

Row tableRow(const pack::Table& table, const std::vector<pack::Cell>& cells) {
    const double pad = table.form ? 6 : hasHeader(table) ? kRowPad : kTightPad;
    Row row{.padTop = pad,
            .padBottom = pad,
            .minHeight = table.form ? kFormRow : 0,
            .ruleBelow = table.form ? QColor() : rule(),
            .boxed = table.form};
    const auto columns = columnsOf(table);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        TextStyle style = cell();
        style.align = table.columns[i].align;
        if (table.columns[i].mono) {
            style.face = Face::Mono;
            style.size = 7;
        }
        RowCell placed{nullptr, columns[i].first, columns[i].second, style};
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

void BlockWriter::operator()(const pack::Table& table) {
    if (table.rows.empty()) return;
    to.space(table.form ? 9 : 6);
    const Row header = headerRow(to, table);
    const auto repeat = [&] {
        if (!header.cells.empty()) to.place(header);
    };
    const Row first = tableRow(table, table.rows.front());
    to.ensure(to.heightOf(header) + std::min(to.heightOf(first), kBodyHeight / 3));
    repeat();
    for (const auto& cells : table.rows) {
        const Row row = tableRow(table, cells);
        if (&cells == &table.rows.back() && to.room() < to.heightOf(row) + BlockHead::tail(to, to.m_block + 1) &&
            !to.atTop()) {
            to.newPage();
            repeat();
        }
        to.place(row, repeat);
    }
    to.m_y += 7;
}

} // namespace proofstead::print
