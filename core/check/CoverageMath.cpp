#include "check/CoverageMath.h"

#include <algorithm>

namespace proofstead::check {

using base::Millis;

namespace {

Millis floorTo(Millis time, Millis step) {
    const Millis rest = time % step;
    return rest < 0 ? time - rest - step : time - rest;
}

Millis ceilTo(Millis time, Millis step) {
    const Millis floor = floorTo(time, step);
    return floor == time ? time : floor + step;
}

void addMissing(model::Coverage& coverage, Millis from, Millis until) {
    if (!coverage.missing.empty() && coverage.missing.back().until == from)
        coverage.missing.back().until = until;
    else
        coverage.missing.push_back({from, until});
}

} // namespace

Window expectedWindow(const model::Period& period, const model::DeclaredSource& source) {
    Window window{period.from, std::min(period.until, period.asOf)};
    if (source.activeFrom) window.from = std::max(window.from, *source.activeFrom);
    if (source.activeTo) window.until = std::min(window.until, *source.activeTo);
    return window;
}

model::Coverage intervalCoverage(model::Expectation expectation, const Window& window,
                                 const std::vector<Millis>& hours) {
    model::Coverage coverage;
    coverage.expectation = model::idOf(expectation);
    if (window.empty()) return coverage;
    const Millis step = expectation == model::Expectation::Day ? base::kDay : base::kHour;
    Window whole{ceilTo(window.from, step), floorTo(window.until, step)};
    if (whole.empty()) whole = {floorTo(window.from, step), ceilTo(window.until, step)};
    auto hour = hours.begin();
    for (Millis start = whole.from; start < whole.until; start += step) {
        ++coverage.expected;
        hour = std::lower_bound(hour, hours.end(), start);
        if (hour != hours.end() && *hour < start + step)
            ++coverage.delivered;
        else
            addMissing(coverage, start, start + step);
    }
    for (const auto& gap : coverage.missing)
        coverage.longestSilence = std::max(coverage.longestSilence, gap.until - gap.from);
    return coverage;
}

model::Coverage snapshotCoverage(bool delivered) {
    model::Coverage coverage;
    coverage.expectation = model::idOf(model::Expectation::Snapshot);
    coverage.expected = 1;
    coverage.delivered = delivered ? 1 : 0;
    return coverage;
}

bool isStale(std::optional<Millis> observedTo, const model::Period& period, Millis freshness) {
    return !observedTo || *observedTo < std::min(period.asOf, period.until) - freshness;
}

} // namespace proofstead::check
