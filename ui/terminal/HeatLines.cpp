// A map of what came, in characters. Four fillings and a cross, so that it can be read without colour.
#include "present/HeatCells.h"
#include "terminal/Layout.h"

#include <algorithm>

namespace proofstead::terminal {

using present::Heat;
using present::Tone;

namespace {

constexpr int kGap = 2;
constexpr int kMostGaps = 12; // named beside a source
constexpr int kHourLabel = 3; // "14 "
constexpr int kWidestDay = 4; // characters of a day, by the hour
constexpr int kBetween = 12;  // characters from one date to the next, at least

Span markOf(double share) {
    const auto sign = pack::look::lookOfShare(share).sign;
    return {QString::fromUtf8(sign.data(), static_cast<qsizetype>(sign.size())),
            share < 0    ? Tone::Muted
            : share >= 1 ? Tone::Good
            : share > 0  ? Tone::Warn
                         : Tone::Bad,
            share >= 0 && share < 1};
}

QString dateOf(base::Millis time) {
    return QString::fromStdString(base::formatDate(time));
}

// Cells of a length of their own: a character covers as much of the period as there is room for.
Line strip(const Heat& heat, const Heat::Row& row, int columns) {
    Line line;
    const auto length = heat.until - heat.from;
    for (int i = 0; i < columns; ++i)
        line.spans.push_back(markOf(
            present::shareOf(heat, row, heat.from + length * i / columns, heat.from + length * (i + 1) / columns)));
    return line;
}

// Dates below the strip, each where it begins.
Line dates(const Heat& heat, int columns) {
    QString text;
    const auto days = std::max<std::int64_t>(1, present::daysOf(heat));
    for (std::int64_t day = 0; day < days; ++day) {
        const int at = static_cast<int>(columns * day / days);
        const QString date = dateOf(present::dayStart(heat, day)).mid(day == 0 ? 0 : 5);
        const bool begins = date.endsWith(QLatin1String("01")) || date.endsWith(QLatin1String("15"));
        if (day > 0 && (!begins || at < text.size() + 2 || at + date.size() > columns)) continue;
        if (day > 0 && at < text.size() + kBetween - date.size() && days > kBetween * 3) continue;
        text += QString(at - text.size(), ' ') + date;
    }
    return Line(std::vector<Span>{{text, Tone::Muted}});
}

Line head(const Heat::Row& row, int columns) {
    Line line;
    line.selectable = true;
    const int label = std::max(0, columns - columnsOf(row.headline) - kGap);
    line.spans = {{fit(row.label, label + kGap), Tone::Plain}, {row.headline, Tone::Muted}};
    line.place = row.place;
    line.detail = QStringList{row.label, row.headline} + present::missingIn(row, kMostGaps);
    return line;
}

void addHours(std::vector<Line>& lines, const Heat& heat, const Heat::Row& row, int columns) {
    const auto days = present::daysOf(heat);
    const int width =
        std::clamp(static_cast<int>((columns - kHourLabel) / std::max<std::int64_t>(1, days)), 1, kWidestDay);
    QString axis(kHourLabel, ' ');
    for (std::int64_t day = 0; day < days; ++day) {
        const QString date = dateOf(present::dayStart(heat, day)).mid(8);
        axis += (width > 2 || day % 2 == 0 ? date : QString()).leftJustified(width, ' ', width > 1);
    }
    lines.push_back(Line(std::vector<Span>{{axis.left(columns), Tone::Muted}}));
    for (int hour = 0; hour < 24; ++hour) {
        Line line(std::vector<Span>{{QString::number(hour).rightJustified(2, '0') + ' ', Tone::Muted}});
        for (std::int64_t day = 0; day < days; ++day) {
            const auto from = present::dayStart(heat, day) + hour * base::kHour;
            Span mark = markOf(present::shareOf(heat, row, from, from + base::kHour));
            mark.text = width > 1 ? mark.text.repeated(width - 1) + ' ' : mark.text;
            line.spans.push_back(std::move(mark));
        }
        lines.push_back(fit(std::move(line), columns));
    }
}

} // namespace

std::vector<Line> heatLines(const Heat& heat, int columns) {
    std::vector<Line> lines;
    for (const auto& row : heat.rows) {
        if (heat.isByHour) {
            addHours(lines, heat, row, columns);
        } else {
            lines.push_back(head(row, columns));
            lines.push_back(strip(heat, row, columns));
        }
    }
    if (!heat.isByHour && !heat.rows.empty()) lines.push_back(dates(heat, columns));
    return lines;
}

} // namespace proofstead::terminal
