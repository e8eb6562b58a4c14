// What the declared sources delivered, stretch by stretch of the period.
#include "present/Pages.h"
#include "present/Tr.h"
#include "present/Words.h"

#include <algorithm>

namespace proofstead::present {

namespace {

constexpr base::Millis kWidths[] = {base::kHour, 6 * base::kHour, base::kDay, 7 * base::kDay, 28 * base::kDay};
constexpr std::int64_t kMostStretches = 96; // a quarter by the day

struct Grid {
    base::Millis from = 0, width = base::kDay;
    std::int64_t count = 0;

    explicit Grid(const model::Period& period) {
        for (const auto step : kWidths) {
            width = step;
            from = step > base::kDay ? period.from : period.from - period.from % step; // weeks begin with the period
            count = (period.until - from + step - 1) / step;
            if (count <= kMostStretches) return;
        }
        count = kMostStretches;
    }
    base::Millis start(std::int64_t i) const { return from + i * width; }
};

base::Millis overlap(const model::Coverage::Interval& gap, base::Millis from, base::Millis until) {
    return std::max<base::Millis>(0, std::min(gap.until, until) - std::max(gap.from, from));
}

// The share of a stretch for which nothing is missing.
double shareOf(const model::Coverage& coverage, base::Millis from, base::Millis until) {
    if (coverage.expected <= 0) return Heat::kNothingExpected;
    base::Millis missing = 0;
    for (const auto& gap : coverage.missing)
        missing += overlap(gap, from, until);
    return 1.0 - static_cast<double>(missing) / static_cast<double>(until - from);
}

QString widthWords(base::Millis width) {
    return width == base::kHour       ? Tr::tr("Each mark is one hour.")
           : width == 6 * base::kHour ? Tr::tr("Each mark is six hours.")
           : width == base::kDay      ? Tr::tr("Each mark is one day.")
           : width == 7 * base::kDay  ? Tr::tr("Each mark is one week.")
                                      : Tr::tr("Each mark is four weeks.");
}

QString percent(double share) {
    // A gap of minutes must not round to all of it.
    const int value = share >= 1 ? 100 : std::min(99, static_cast<int>(share * 100));
    return Tr::tr("%1 %").arg(value);
}

Heat heatOf(const PageData& data, const model::Period& period) {
    const Words words(data);
    const Grid grid(period);
    Heat heat;
    for (std::int64_t i = 0; i < grid.count; ++i)
        heat.marks << QString::fromStdString(base::formatDate(grid.start(i)));
    for (const auto& row : data.coverage) {
        if (row.coverage.expectation == "snapshot") continue;
        Heat::Row out;
        out.label = words.source(row.source) + (row.environment.empty() ? QString() : ' ' + plain(row.environment));
        out.headline = deliveredText(row.coverage);
        for (std::int64_t i = 0; i < grid.count; ++i) {
            const auto from = std::max(grid.start(i), period.from);
            const auto until = std::min(grid.start(i) + grid.width, period.until);
            const double share = until > from ? shareOf(row.coverage, from, until) : Heat::kNothingExpected;
            out.shares.push_back(share);
            out.hints << (share < 0 ? Tr::tr("%1: nothing expected").arg(timeText(from))
                                    : Tr::tr("%1: %2 delivered").arg(timeText(from), percent(share)));
        }
        heat.rows.push_back(std::move(out));
    }
    return heat;
}

Table gapsOf(const PageData& data) {
    const Words words(data);
    Table table;
    table.columns = {{Tr::tr("Source"), true, false},
                     {Tr::tr("From"), false, false},
                     {Tr::tr("To"), false, false},
                     {Tr::tr("Hours"), false, true}};
    for (const auto& row : data.coverage)
        for (const auto& gap : row.coverage.missing) {
            Table::Row out;
            out.cells = {
                {words.source(row.source) + (row.environment.empty() ? QString() : ' ' + plain(row.environment)),
                 Tone::Plain,
                 {}},
                {timeText(gap.from), Tone::Plain, {}},
                {timeText(gap.until), Tone::Plain, {}},
                {grouped((gap.until - gap.from) / base::kHour), Tone::Plain, {}}};
            table.rows.push_back(std::move(out));
        }
    return table;
}

} // namespace

Page coveragePage(const PageData& data) {
    Page page;
    const auto period = data.run ? data.run->period
                                 : data.scope.period.value_or(workspace::effectivePeriod(data.scope, {}, base::now()));
    if (data.coverage.empty()) {
        page.lead = Tr::tr("Whether silence means that nothing happened, or that nothing was recorded");
        page.sections.push_back(deliveredSection(data));
        return page;
    }
    page.lead = periodText(period);
    auto heat = heatOf(data, period);
    if (!heat.rows.empty())
        page.sections.push_back({Tr::tr("Logs through the period"), widthWords(Grid(period).width), std::move(heat)});
    page.sections.push_back(deliveredSection(data));
    auto gaps = gapsOf(data);
    if (!gaps.rows.empty())
        page.sections.push_back(
            {Tr::tr("Gaps"), Tr::tr("Tests for absence say nothing while one of these is open."), std::move(gaps)});
    return page;
}

} // namespace proofstead::present
