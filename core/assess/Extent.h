// How much of a window a set of intervals covers.
#pragma once

#include "base/Time.h"

#include <vector>

namespace proofstead::assess {

struct Interval {
    base::Millis from = 0;
    base::Millis until = 0; // exclusive
};

enum class Extent { None, Some, Whole };

Extent extentOf(std::vector<Interval> intervals, Interval window);

} // namespace proofstead::assess
