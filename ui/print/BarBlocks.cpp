// Bars: counts side by side, each part with its sign, its hatch and its figure, and a legend that looks the same.
#include "print/Blocks.h"

#include <algorithm>

namespace proofstead::print {

using namespace theme;
using pack::Mark;

namespace {

constexpr double kBarHeight = 16;
constexpr int kLegendColumns = 4;
constexpr double kLegendLine = 13;
constexpr double kTitleLine = 14;
constexpr double kSign = 6.4;
constexpr double kAir = 4; // above and below a bar
constexpr double kSwatchWidth = 17;
constexpr double kSwatchHeight = 10;

TextStyle barTitle() {
    return {Face::Bold, 8.2, 11.4, ink()};
}

double figureWidth(const std::string& count) {
    return 5.0 * static_cast<double>(count.size());
}

// Sign, figure and a little air.
double leastWidth(const pack::StatusBar::Part& part) {
    return figureWidth(std::to_string(part.count)) + (part.mark == Mark::None ? 8 : kSign + 11);
}

pack::Text legendText(const pack::StatusBar::Part& part) {
    pack::Text text = pack::Text::bold(std::to_string(part.count));
    return text.add({.text = "  " + part.label, .muted = part.count == 0});
}

// As many columns, at most four, as leave every label on one line.
int legendColumns(Shaper& shaper, const pack::StatusBar& bar) {
    double widest = 1;
    for (const auto& part : bar.parts)
        widest = std::max(widest, shaper.naturalWidth(legendText(part), cell()) + kSwatchWidth + 12);
    return std::clamp(static_cast<int>(kContentWidth / widest), 1, kLegendColumns);
}

double legendHeight(Shaper& shaper, const pack::StatusBar& bar) {
    const auto columns = static_cast<std::size_t>(legendColumns(shaper, bar));
    return static_cast<double>((bar.parts.size() + columns - 1) / columns) * kLegendLine;
}

} // namespace

double statusBarHeight(Composer& composer, const pack::StatusBar& bar) {
    return kAir + kTitleLine + kBarHeight + 6 + legendHeight(composer.shaper(), bar) + kAir;
}

void BlockWriter::legend(const pack::StatusBar& bar) {
    const auto columns = static_cast<std::size_t>(legendColumns(to.m_shaper, bar));
    const double width = kContentWidth / static_cast<double>(columns);
    for (std::size_t i = 0; i < bar.parts.size(); ++i) {
        const double x = kLeft + static_cast<double>(i % columns) * width;
        const double y = to.m_y + static_cast<double>(i / columns) * kLegendLine;
        swatch(bar, i, {x, y + (kLegendLine - kSwatchHeight) / 2, kSwatchWidth, kSwatchHeight});
        TextStyle style = cell();
        style.leading = kLegendLine;
        to.page().items.push_back(TextItem{
            {x + kSwatchWidth + 5, y}, width - kSwatchWidth - 5, to.keep(legendText(bar.parts[i])), style, 0, 1});
    }
    to.m_y += legendHeight(to.m_shaper, bar);
}

// A piece of the bar as it looks there: fill, hatch and sign.
void BlockWriter::swatch(const pack::StatusBar& bar, std::size_t part, const QRectF& box) {
    std::vector<Item>& items = to.page().items;
    const Mark mark = bar.parts[part].mark;
    if (mark == Mark::None) {
        items.push_back(BoxItem{box, neutral(part)});
        return;
    }
    items.push_back(SegmentItem{box, mark});
    sign(mark, box.center().x(), box.center().y());
}

// The sign of a status on a clear patch of its own fill.
void BlockWriter::sign(Mark mark, double x, double y) {
    const double half = kSign / 2;
    to.page().items.push_back(BoxItem{{x - half - 1.2, y - half - 1.2, kSign + 2.4, kSign + 2.4}, fillOf(mark)});
    to.page().items.push_back(MarkItem{{x - half, y - half, kSign, kSign}, mark, true});
}

void BlockWriter::segments(const pack::StatusBar& bar) {
    std::int64_t total = 0;
    double least = 0; // room that every part gets, so that its sign and figure can be read
    for (const auto& part : bar.parts) {
        total += part.count;
        least += part.count > 0 ? leastWidth(part) : 0;
    }
    std::vector<Item>& items = to.page().items;
    if (total == 0) items.push_back(BoxItem{{kLeft, to.m_y, kContentWidth, kBarHeight}, panel()});
    const double free = std::max(0.0, kContentWidth - least);
    double x = kLeft;
    for (std::size_t i = 0; i < bar.parts.size(); ++i) {
        const auto& part = bar.parts[i];
        if (part.count <= 0) continue;
        const double width = leastWidth(part) + free * static_cast<double>(part.count) / static_cast<double>(total);
        segment(bar, i, {x, to.m_y, width - 1, kBarHeight});
        x += width;
    }
}

void BlockWriter::segment(const pack::StatusBar& bar, std::size_t index, const QRectF& box) {
    const auto& part = bar.parts[index];
    const bool plain = part.mark == Mark::None;
    std::vector<Item>& items = to.page().items;
    if (plain)
        items.push_back(BoxItem{box, neutral(index)});
    else
        items.push_back(SegmentItem{box, part.mark});
    const std::string count = std::to_string(part.count);
    const double figure = figureWidth(count), signed_ = plain ? 0 : kSign + 3;
    const double left = box.center().x() - (figure + signed_) / 2;
    if (!plain) {
        items.push_back(BoxItem{{left - 2, box.top() + 1.5, figure + signed_ + 4, kBarHeight - 3}, fillOf(part.mark)});
        sign(part.mark, left + kSign / 2, box.center().y());
    }
    const QColor ink = plain ? inkOnNeutral(index) : inkOnFill(part.mark);
    items.push_back(TextItem{{left + signed_ - 2, box.top()},
                             figure + 4,
                             to.keep(count),
                             {Face::Bold, 8, kBarHeight, ink, pack::Align::Centre},
                             0,
                             1});
}

void BlockWriter::operator()(const pack::StatusBar& bar) {
    to.ensure(statusBarHeight(to, bar));
    to.space(kAir);
    to.place({.cells = {{to.keep(bar.title), 0, kContentWidth, barTitle()}}, .minHeight = kTitleLine});
    segments(bar);
    to.m_y += kBarHeight + 6;
    legend(bar);
    to.m_y += kAir;
}

} // namespace proofstead::print
