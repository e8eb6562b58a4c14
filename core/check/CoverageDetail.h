// More about what one declared log delivered: by region, how late, and when recording itself was stopped, so that a gap
// in what was handed over is told apart from a gap in what was recorded. For people; no outcome rests on it.
#pragma once

#include "base/Json.h"
#include "base/Result.h"
#include "check/CoverageMath.h"
#include "model/Recording.h"
#include "store/CheckConnection.h"

#include <optional>
#include <string>
#include <vector>

namespace proofstead::check {

// Recording stood still, or was narrowed, from an event on.
struct RecordingWindow {
    model::RecordingEffect effect = model::RecordingEffect::Stop;
    base::Millis from = 0;
    std::optional<base::Millis> until; // when it was resumed; none: it was not
    std::string action, subject, actor;
    model::RecordId record;
    bool overlaps(const model::Coverage::Interval& interval) const {
        return from < interval.until && until.value_or(interval.until) > interval.from;
    }
};

// An event as the rules look at it.
struct RecordingEvent {
    base::Millis at = 0;
    std::string service, action, target, actor;
    base::Json attributes;
    model::RecordId record;
};
// In order of time; windows that ended before `from` are left out.
std::vector<RecordingWindow> recordingWindows(const std::vector<model::RecordingRule>& rules,
                                              const std::vector<RecordingEvent>& events, base::Millis from);

enum class GapKind { Collection, Logging };

struct RegionCoverage {
    std::string region; // "" not said
    model::Coverage coverage;
};

struct CoverageDetail {
    std::vector<RegionCoverage> regions;
    std::vector<RecordingWindow> windows;
    std::vector<model::Coverage::Interval> holes; // between the provider's own digests
    std::vector<GapKind> gaps;                    // of each missing interval of the coverage
    std::int64_t lateEvents = 0;                  // written down later than an interval after they happened
    base::Millis longestDelay = 0;
    std::int64_t lateFiles = 0; // of one interval or less that were delivered later than another one
    base::Millis longestDelivery = 0;
    std::int64_t count(GapKind kind) const;
};

struct DetailQuestion {
    const model::DeclaredSource& source;
    const model::Coverage& coverage;
    const std::vector<model::RecordingRule>& rules;
    bool saysWhenRecorded = false; // whether the source says both times at all
};

base::Result<CoverageDetail> coverageDetail(store::CheckConnection& connection, const DetailQuestion& question,
                                            const model::Period& period);

} // namespace proofstead::check
