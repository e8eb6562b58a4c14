#include "pack/CoverageMap.h"

#include <algorithm>
#include <fmt/format.h>

namespace proofstead::pack {

namespace {

constexpr std::size_t kColumns = 31; // on a page

struct Stretch {
    base::Millis from = 0, until = 0;
};

// Days while they fit into three maps, then weeks, then months of thirty days.
base::Millis stepOf(const model::Period& period) {
    const base::Millis days = (period.until - period.from) / base::kDay;
    return days <= 3 * static_cast<base::Millis>(kColumns) ? base::kDay
           : days <= 53 * 7                                ? 7 * base::kDay
                                                           : 30 * base::kDay;
}

std::vector<Stretch> stretchesOf(const model::Period& period) {
    std::vector<Stretch> stretches;
    const base::Millis step = stepOf(period);
    for (base::Millis from = period.from; from < period.until; from += step)
        stretches.push_back({from, std::min(from + step, period.until)});
    return stretches;
}

base::Millis overlap(Stretch a, Stretch b) {
    return std::max<base::Millis>(0, std::min(a.until, b.until) - std::max(a.from, b.from));
}

HeatMap::Cell cellOf(const Context& context, const CoveredSource& row, Stretch stretch) {
    const model::DeclaredSource& source = *row.source;
    const Stretch active{source.activeFrom.value_or(stretch.from), source.activeTo.value_or(stretch.until)};
    const base::Millis expected = overlap(stretch, active);
    if (expected <= 0) return {};
    base::Millis missing = row.coverage ? 0 : expected;
    if (row.coverage)
        for (const auto& gap : row.coverage->missing)
            missing += overlap({std::max(stretch.from, active.from), std::min(stretch.until, active.until)},
                               {gap.from, gap.until});
    const base::Millis unit = source.expectation == model::Expectation::Day ? base::kDay : base::kHour;
    const base::Millis delivered = std::max<base::Millis>(0, expected - missing);
    return {static_cast<double>(delivered) / static_cast<double>(expected),
            context.words.number((delivered + unit - 1) / unit)};
}

std::string valueOf(Context& context, const CoveredSource& row) {
    const Messages& words = context.words;
    if (!row.source->withheld.empty())
        return words.text("report.coverage.withheld", {{"reason", context.masker.text(row.source->withheld)}});
    if (!row.coverage || row.coverage->expected == 0) return words.text("report.coverage.nothing");
    return words.text(
        fmt::format("report.coverage.delivered.{}", model::idOf(row.source->expectation)),
        {{"delivered", words.number(row.coverage->delivered)}, {"expected", words.number(row.coverage->expected)}});
}

HeatMap mapOf(Context& context, const std::vector<CoveredSource>& sources, const std::vector<Stretch>& stretches) {
    const Messages& words = context.words;
    HeatMap map;
    map.title = words.text("report.coverage.map", {{"from", base::formatDate(stretches.front().from)},
                                                   {"to", base::formatDate(stretches.back().until - 1)}});
    const bool days = stretches.front().until - stretches.front().from <= base::kDay;
    for (const Stretch& stretch : stretches)
        map.columns.push_back(base::formatDate(stretch.from).substr(days ? 8 : 5)); // "05" or "03-05"
    for (const CoveredSource& source : sources) {
        if (source.source->expectation == model::Expectation::Snapshot) continue;
        HeatMap::Row row{
            context.sourceText(source.source->source, source.source->environment), valueOf(context, source), {}};
        for (const Stretch& stretch : stretches)
            row.cells.push_back(cellOf(context, source, stretch));
        map.rows.push_back(std::move(row));
    }
    return map;
}

} // namespace

std::vector<CoveredSource> coveredSources(const Context& context) {
    std::vector<CoveredSource> rows;
    for (const model::DeclaredSource& source : context.input.run.scope.sources) {
        const model::Coverage* best = nullptr;
        // The same for all tests that read the source, so the fullest record of it is taken.
        for (const model::CheckOutcome& outcome : context.input.run.outcomes)
            if (outcome.source == source.source && outcome.environment == source.environment &&
                (!best || outcome.coverage.expected > best->expected ||
                 (!best->observedTo && outcome.coverage.observedTo)))
                best = &outcome.coverage;
        if (!best || (best->expected == 0 && !best->observedTo))
            for (const SourceCoverage& known : context.input.coverage)
                if (known.source == source.source && known.environment == source.environment) best = &known.coverage;
        rows.push_back({&source, best});
    }
    return rows;
}

std::vector<HeatMap> coverageMaps(Context& context, const std::vector<CoveredSource>& sources) {
    std::vector<HeatMap> maps;
    const std::vector<Stretch> all = stretchesOf(context.input.run.period);
    for (std::size_t at = 0; at < all.size(); at += kColumns) {
        const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), at + kColumns));
        HeatMap map = mapOf(context, sources, {all.begin() + static_cast<std::ptrdiff_t>(at), end});
        if (!map.rows.empty()) maps.push_back(std::move(map));
    }
    if (!maps.empty())
        for (const auto& [share, key] :
             {std::pair(1.0, "full"), std::pair(0.8, "most"), std::pair(0.5, "some"), std::pair(0.1, "little"),
              std::pair(0.0, "none"), std::pair(-1.0, "not-expected")})
            maps.back().legend.emplace_back(share, context.words.text(std::string("report.coverage.share.") + key));
    return maps;
}

} // namespace proofstead::pack
