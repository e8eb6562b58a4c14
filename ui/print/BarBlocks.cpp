// Simple bars: counts side by side with a legend, and covered time with its gaps.
#include "print/Blocks.h"

#include "base/Time.h"

#include <algorithm>
#include <cmath>

namespace proofstead::print {

using namespace theme;
using pack::Mark;

namespace {

constexpr double kBarHeight = 15;
constexpr int kLegendColumns = 4;
constexpr double kLegendLine = 13;
constexpr double kTitleLine = 14;
constexpr double kTimeBarHeight = 7;

TextStyle barTitle() {
    return {Face::Bold, 8.2, 11.4, ink()};
}

QColor colourOfPart(const pack::StatusBar& bar, std::size_t index) {
    const Mark mark = bar.parts[index].mark;
    return mark == Mark::None ? neutral(index) : fillOf(mark);
}

pack::Text legendText(const pack::StatusBar::Part& part) {
    pack::Text text = pack::Text::bold(std::to_string(part.count));
    return text.add({.text = "  " + part.label, .muted = part.count == 0});
}

// As many columns, at most four, as leave every label on one line.
int legendColumns(Shaper& shaper, const pack::StatusBar& bar) {
    double widest = 1;
    for (const auto& part : bar.parts)
        widest = std::max(widest, shaper.naturalWidth(legendText(part), cell()) + kMarkIndent + 4);
    return std::clamp(static_cast<int>(kContentWidth / widest), 1, kLegendColumns);
}

double legendHeight(Shaper& shaper, const pack::StatusBar& bar) {
    const auto columns = static_cast<std::size_t>(legendColumns(shaper, bar));
    return static_cast<double>((bar.parts.size() + columns - 1) / columns) * kLegendLine;
}

} // namespace

double statusBarHeight(Composer& composer, const pack::StatusBar& bar) {
    return 8 + kTitleLine + kBarHeight + 6 + legendHeight(composer.shaper(), bar) + 8;
}

void BlockWriter::legend(const pack::StatusBar& bar) {
    const auto columns = static_cast<std::size_t>(legendColumns(to.m_shaper, bar));
    const double width = kContentWidth / static_cast<double>(columns);
    for (std::size_t i = 0; i < bar.parts.size(); ++i) {
        const double x = kLeft + static_cast<double>(i % columns) * width;
        const double y = to.m_y + static_cast<double>(i / columns) * kLegendLine;
        const QRectF sign(x, y + (kLegendLine - kMarkSize) / 2, kMarkSize, kMarkSize);
        if (bar.parts[i].mark == Mark::None)
            to.page().items.push_back(BoxItem{sign, colourOfPart(bar, i)});
        else
            to.page().items.push_back(MarkItem{sign, bar.parts[i].mark});
        TextStyle style = cell();
        style.leading = kLegendLine;
        to.page().items.push_back(
            TextItem{{x + kMarkIndent, y}, width - kMarkIndent, to.keep(legendText(bar.parts[i])), style, 0, 1});
    }
    to.m_y += legendHeight(to.m_shaper, bar);
}

void BlockWriter::segments(const pack::StatusBar& bar) {
    std::int64_t total = 0;
    int shown = 0;
    for (const auto& part : bar.parts) {
        total += part.count;
        shown += part.count > 0 ? 1 : 0;
    }
    std::vector<Item>& items = to.page().items;
    if (total == 0) items.push_back(BoxItem{{kLeft, to.m_y, kContentWidth, kBarHeight}, panel()});
    // Every part that is there can be seen, however small beside the others.
    constexpr double kLeast = 4;
    const double free = kContentWidth - shown * kLeast;
    double x = kLeft;
    for (std::size_t i = 0; i < bar.parts.size(); ++i) {
        if (bar.parts[i].count <= 0) continue;
        const double width = kLeast + free * static_cast<double>(bar.parts[i].count) / static_cast<double>(total);
        const QColor colour = colourOfPart(bar, i);
        items.push_back(BoxItem{{x, to.m_y, width - 1, kBarHeight}, colour});
        const std::string count = std::to_string(bar.parts[i].count);
        const Mark mark = bar.parts[i].mark;
        const QColor ink = mark == Mark::None ? inkOnNeutral(i) : inkOnFill(mark);
        if (width > 8 + 5.0 * static_cast<double>(count.size()))
            items.push_back(TextItem{
                {x, to.m_y}, width - 1, to.keep(count), {Face::Bold, 8, kBarHeight, ink, pack::Align::Centre}, 0, 1});
        x += width;
    }
}

void BlockWriter::operator()(const pack::StatusBar& bar) {
    to.ensure(statusBarHeight(to, bar));
    to.space(8);
    to.place({.cells = {{to.keep(bar.title), 0, kContentWidth, barTitle()}}, .minHeight = kTitleLine});
    segments(bar);
    to.m_y += kBarHeight + 6;
    legend(bar);
    to.m_y += 8;
}

void BlockWriter::operator()(const pack::CoverageBar& bar) {
    to.ensure(40);
    to.space(5);
    TextStyle value = cell();
    value.align = pack::Align::Right;
    to.place({.cells = {{to.keep(bar.title), 0, kContentWidth * 0.55, barTitle()},
                        {to.keep(bar.value), kContentWidth * 0.55, kContentWidth * 0.45, value}},
              .padBottom = 2});
    const auto length = static_cast<double>(std::max<base::Millis>(1, bar.until - bar.from));
    const auto position = [&](base::Millis time) {
        return kLeft + kContentWidth * std::clamp(static_cast<double>(time - bar.from) / length, 0.0, 1.0);
    };
    std::vector<Item>& items = to.page().items;
    items.push_back(BoxItem{{kLeft, to.m_y, kContentWidth, kTimeBarHeight}, neutral(0)});
    for (const auto& [from, until] : bar.missing) {
        const double left = position(from), right = std::max(position(until), left + 1.2);
        items.push_back(BoxItem{{left, to.m_y - 0.3, right - left, kTimeBarHeight + 0.6}, Qt::white});
        items.push_back(LineItem{{left, to.m_y + kTimeBarHeight / 2},
                                 {right, to.m_y + kTimeBarHeight / 2},
                                 0.9,
                                 colourOf(Mark::Exceptions)});
    }
    to.m_y += kTimeBarHeight + 1;
    TextStyle end = running();
    end.align = pack::Align::Right;
    to.place({.cells = {{to.keep(base::formatDate(bar.from)), 0, 100, running()},
                        {to.keep(base::formatDate(bar.until - 1)), kContentWidth - 100, 100, end}},
              .padBottom = 3});
}

} // namespace proofstead::print
