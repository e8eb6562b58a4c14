// Which hours or days of a window a source should have delivered, and which it did. Pure arithmetic; UTC.
#pragma once

#include "base/Time.h"
#include "model/Check.h"
#include "model/Scope.h"

#include <optional>
#include <vector>

namespace proofstead::check {

struct Window {
    base::Millis from = 0;
    base::Millis until = 0; // exclusive
    bool empty() const { return from >= until; }
};

// What can be expected of a source: the period up to as_of, cut to the time the source was in use.
Window expectedWindow(const model::Period& period, const model::DeclaredSource& source);

// Counts the whole hours (days) inside the window; where the window is shorter than one of them, those that it touches.
// `hours` are starts of hours with at least one record, ascending. Missing neighbours are merged.
// A snapshot expects one delivery, whatever the window.
model::Coverage intervalCoverage(model::Expectation expectation, const Window& window,
                                 const std::vector<base::Millis>& hours);
model::Coverage snapshotCoverage(bool delivered);

// Older than min(as_of, until) minus the allowed age, or of unknown age.
bool isStale(std::optional<base::Millis> observedTo, const model::Period& period, base::Millis freshness);

} // namespace proofstead::check
