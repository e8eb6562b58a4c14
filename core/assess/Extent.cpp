#include "assess/Extent.h"

#include <algorithm>

namespace proofstead::assess {

Extent extentOf(std::vector<Interval> intervals, Interval window) {
    std::sort(intervals.begin(), intervals.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
    base::Millis reached = window.from;
    bool any = false, hole = false;
    for (const auto& interval : intervals) {
        const base::Millis from = std::max(interval.from, window.from);
        const base::Millis until = std::min(interval.until, window.until);
        if (from >= until) continue;
        any = true;
        hole = hole || from > reached;
        reached = std::max(reached, until);
    }
    if (!any) return Extent::None;
    return !hole && reached >= window.until ? Extent::Whole : Extent::Some;
}

} // namespace proofstead::assess
