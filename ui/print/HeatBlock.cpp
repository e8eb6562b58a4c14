// The map of covered time: shaded cells with figures, and a legend of the shades.
#include "print/Blocks.h"

#include <algorithm>

namespace proofstead::print {

using namespace theme;

namespace {

constexpr double kLabel = 148; // left of the cells
constexpr double kWidestCell = 26;
constexpr double kCellHeight = 14;
constexpr double kRowHeight = 27;
constexpr double kHead = 12; // days above the cells
constexpr double kTitle = 15;
constexpr double kLegend = 16;

TextStyle figure(const QColor& ink) {
    return {Face::Bold, 6.4, kCellHeight, ink, pack::Align::Centre};
}

double cellWidthOf(const pack::HeatMap& map) {
    const auto columns = static_cast<double>(std::max<std::size_t>(1, map.columns.size()));
    return std::min(kWidestCell, (kContentWidth - kLabel) / columns);
}

int lineCount(Composer& composer, const std::string& text, const TextStyle& style) {
    return std::clamp(composer.shaper().lineCount(text, style, kLabel - 8), 1, 2);
}

double rowHeight(Composer& composer, const pack::HeatMap::Row& row) {
    return std::max(kRowHeight, 4 + lineCount(composer, row.label, label()) * label().leading +
                                    lineCount(composer, row.value, eyebrow()) * eyebrow().leading);
}

} // namespace

double heatMapHeight(Composer& composer, const pack::HeatMap& map) {
    double height = 8 + kTitle + kHead + (map.legend.empty() ? 0 : kLegend) + 6;
    for (const auto& row : map.rows)
        height += rowHeight(composer, row);
    return height;
}

void BlockWriter::heatRow(const pack::HeatMap::Row& row, double cellWidth) {
    const double height = rowHeight(to, row);
    std::vector<Item>& items = to.page().items;
    TextStyle name = label();
    name.colour = ink();
    const int nameLines = lineCount(to, row.label, name);
    items.push_back(TextItem{{kLeft, to.m_y}, kLabel - 8, to.keep(row.label), name, 0, nameLines});
    items.push_back(TextItem{{kLeft, to.m_y + nameLines * name.leading},
                             kLabel - 8,
                             to.keep(row.value),
                             eyebrow(),
                             0,
                             lineCount(to, row.value, eyebrow())});
    double x = kLeft + kLabel;
    for (const auto& cell : row.cells) {
        const QRectF box(x, to.m_y + 1, cellWidth - 1, kCellHeight);
        items.push_back(BoxItem{box, shareFill(cell.share)});
        if (cell.share >= 0 && cell.share < 1) frame(box);
        if (!cell.sign.empty())
            items.push_back(
                TextItem{box.topLeft(), box.width(), to.keep(cell.sign), figure(shareInk(cell.share)), 0, 1});
        x += cellWidth;
    }
    to.m_y += height;
}

void BlockWriter::frame(const QRectF& box) {
    for (const auto& [a, b] :
         {std::pair(box.topLeft(), box.topRight()), std::pair(box.bottomLeft(), box.bottomRight()),
          std::pair(box.topLeft(), box.bottomLeft()), std::pair(box.topRight(), box.bottomRight())})
        to.page().items.push_back(LineItem{a, b, kHairline, muted()});
}

void BlockWriter::heatLegend(const pack::HeatMap& map) {
    double x = kLeft;
    for (const auto& [share, meaning] : map.legend) {
        const QRectF box(x, to.m_y + 4, 14, 8);
        to.page().items.push_back(BoxItem{box, shareFill(share)});
        if (share < 1) frame(box);
        TextStyle style = eyebrow();
        style.leading = kLegend;
        const double width = to.m_shaper.naturalWidth(meaning, style) + 2;
        to.page().items.push_back(TextItem{{x + 18, to.m_y}, width, to.keep(meaning), style, 0, 1});
        x += 18 + width + 12;
    }
    if (!map.legend.empty()) to.m_y += kLegend;
}

void BlockWriter::operator()(const pack::HeatMap& map) {
    to.ensure(std::min(heatMapHeight(to, map), kBodyHeight));
    to.space(8);
    TextStyle title = label();
    title.face = Face::Bold;
    title.colour = ink();
    to.place({.cells = {{to.keep(map.title), 0, kContentWidth, title}}, .minHeight = kTitle});
    const double width = cellWidthOf(map);
    const auto days = [&] {
        double x = kLeft + kLabel;
        TextStyle style = figure(muted());
        style.face = Face::Regular;
        style.leading = kHead;
        for (const std::string& day : map.columns) {
            to.page().items.push_back(TextItem{{x, to.m_y}, width - 1, to.keep(day), style, 0, 1});
            x += width;
        }
        to.m_y += kHead;
    };
    days();
    for (const auto& row : map.rows) {
        if (to.room() < rowHeight(to, row)) {
            to.newPage();
            days();
        }
        heatRow(row, width);
    }
    heatLegend(map);
    to.m_y += 6;
}

} // namespace proofstead::print
