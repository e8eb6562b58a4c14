// What the declared sources delivered, hour by hour of the period.
#include "present/CoverageDetails.h"
#include "present/HeatCells.h"
#include "present/Pages.h"
#include "present/Tr.h"
#include "present/Words.h"

#include <algorithm>

namespace proofstead::present {

namespace {

model::Period periodOf(const PageData& data) {
    return data.run ? data.run->period
                    : data.scope.period.value_or(workspace::effectivePeriod(data.scope, {}, base::now()));
}

QString nameOf(const workspace::CoverageRow& row, const Words& words) {
    return words.source(row.source) + (row.environment.empty() ? QString() : ' ' + plain(row.environment));
}

QString idOf(const workspace::CoverageRow& row) {
    return plain(row.source) + '|' + plain(row.environment);
}

Heat::Row heatRow(const workspace::CoverageRow& row, const Words& words) {
    Heat::Row out;
    out.label = nameOf(row, words);
    out.headline = deliveredText(row.coverage);
    out.place = {QStringLiteral("coverage-of"), idOf(row)};
    out.isExpected = row.coverage.expected > 0;
    for (const auto& gap : row.coverage.missing)
        out.missing.push_back({gap.from, gap.until});
    return out;
}

// Extracts have no hours.
Heat heatOf(const PageData& data, const model::Period& period) {
    const Words words(data);
    Heat heat{period.from, period.until, {}, false};
    for (const auto& row : data.coverage)
        if (row.coverage.expectation != "snapshot") heat.rows.push_back(heatRow(row, words));
    return heat;
}

Table gapsOf(const PageData& data) {
    const Words words(data);
    Table table;
    table.columns = {{Tr::tr("Source"), true, false},
                     {Tr::tr("From"), false, false},
                     {Tr::tr("To"), false, false},
                     {Tr::tr("Hours"), false, true},
                     {Tr::tr("What is missing"), false, false, true}};
    for (const auto& row : data.coverage)
        for (std::size_t i = 0; i < row.coverage.missing.size(); ++i) {
            const auto& gap = row.coverage.missing[i];
            const bool stopped = i < row.detail.gaps.size() && row.detail.gaps[i] == check::GapKind::Logging;
            Table::Row out;
            out.cells = {{nameOf(row, words), Tone::Plain, {}},
                         {timeText(gap.from), Tone::Plain, {}},
                         {timeText(gap.until), Tone::Plain, {}},
                         {grouped((gap.until - gap.from) / base::kHour), Tone::Plain, {}},
                         {stopped ? Tr::tr("recording") : Tr::tr("delivery"), stopped ? Tone::Bad : Tone::Plain, {}}};
            if (row.coverage.expectation != "snapshot") out.place = {QStringLiteral("coverage-of"), idOf(row)};
            table.rows.push_back(std::move(out));
        }
    return table;
}

// The first moment of the month after.
base::Millis nextMonth(base::Millis time) {
    for (base::Millis day = time - time % base::kDay + base::kDay;; day += base::kDay)
        if (base::formatDate(day).substr(8) == "01") return day;
}

} // namespace

Page coveragePage(const PageData& data) {
    Page page;
    if (data.coverage.empty()) {
        page.lead = Tr::tr("Whether silence means that nothing happened, or that nothing was recorded");
        page.sections.push_back(deliveredSection(data));
        return page;
    }
    const auto period = periodOf(data);
    page.lead = periodText(period);
    auto heat = heatOf(data, period);
    if (!heat.rows.empty())
        page.sections.push_back(
            {Tr::tr("Logs through the period"),
             Tr::tr("Filled is what came; hatched, or a cross, is what is missing. Enter on a source "
                    "shows it month by month."),
             std::move(heat)});
    page.sections.push_back(deliveredSection(data));
    auto gaps = gapsOf(data);
    if (!gaps.rows.empty())
        page.sections.push_back(
            {Tr::tr("Gaps"), Tr::tr("Tests for absence say nothing while one of these is open."), std::move(gaps)});
    for (auto& section : coverageDetails(data))
        page.sections.push_back(std::move(section));
    return page;
}

Page sourceCoveragePage(const PageData& data, const QString& source) {
    const Words words(data);
    Page page;
    page.parent = {QStringLiteral("coverage"), {}};
    const auto found =
        std::find_if(data.coverage.begin(), data.coverage.end(), [&](const auto& row) { return idOf(row) == source; });
    if (found == data.coverage.end()) {
        page.title = source;
        page.sections.push_back({{}, {}, Notice{Tr::tr("This source is not declared."), {}}});
        return page;
    }
    page.title = nameOf(*found, words);
    page.lead = deliveredText(found->coverage);
    const auto period = periodOf(data);
    for (auto from = period.from; from < period.until; from = nextMonth(from)) {
        Heat heat{from, std::min(nextMonth(from), period.until), {heatRow(*found, words)}, true};
        heat.rows.front().place = {};
        heat.rows.front().headline.clear();
        page.sections.push_back({QString::fromStdString(base::formatDate(from)).left(7), {}, std::move(heat)});
    }
    return page;
}

} // namespace proofstead::present
