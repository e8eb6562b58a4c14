#include "check/CoverageDetail.h"

#include "base/Text.h"

#include <algorithm>
#include <map>

namespace proofstead::check {

namespace {

using store::SqlParameters;
using store::Statement;

constexpr const char* kRegionsSql = R"(
SELECT COALESCE(c.region, '') AS region, c.hour AS hour FROM coverage_hour c
WHERE c.source = :source AND c.environment = :environment AND c.hour >= :from AND c.hour < :until
GROUP BY c.region, c.hour ORDER BY c.region, c.hour)";

constexpr const char* kHolesSql = R"(
SELECT d.link_from, d.from_at FROM source_digest d
WHERE d.source = :source AND d.environment = :environment AND d.link = 'time-hole'
  AND d.from_at > :from AND d.link_from < :until ORDER BY d.link_from, d.from_at)";

constexpr const char* kLateEventsSql = R"(
SELECT COUNT(*), MAX(e.recorded_at - e.at) FROM event e
WHERE e.source = :source AND e.environment = :environment AND e.at >= :from AND e.at < :until
  AND e.recorded_at - e.at > :step)";

constexpr const char* kLateFilesSql = R"(
SELECT COUNT(*), MAX(f.collected_at - f.observed_to) FROM evidence_file f
WHERE f.source = :source AND f.environment = :environment AND f.observed_to >= :from AND f.observed_from < :until
  AND f.observed_to - f.observed_from <= :step AND f.collected_at - f.observed_to > :step)";

constexpr const char* kEventsSql = R"(
SELECT e.at, COALESCE(e.service, ''), e.action, COALESCE(e.target, ''), COALESCE(e.actor, ''), e.attributes,
       e.record_id
FROM event e
WHERE e.source = :source AND e.environment = :environment AND e.at < :until
  AND COALESCE(e.outcome, 'success') = 'success' AND e.action IN ()";

std::string quoted(const std::string& text) {
    return "'" + base::replaceAll(text, "'", "''") + "'";
}

std::string eventsSql(const std::vector<model::RecordingRule>& rules) {
    std::vector<std::string> actions;
    for (const auto& rule : rules)
        for (const auto& action : rule.actions)
            actions.push_back(quoted(action));
    std::sort(actions.begin(), actions.end());
    actions.erase(std::unique(actions.begin(), actions.end()), actions.end());
    return kEventsSql + base::join(actions, ", ") + ") ORDER BY e.at, e.record_id";
}

base::Result<std::vector<RecordingEvent>> readEvents(store::CheckConnection& connection,
                                                     const std::vector<model::RecordingRule>& rules,
                                                     const SqlParameters& parameters) {
    std::vector<RecordingEvent> events;
    if (rules.empty()) return events;
    PS_CHECK(connection.rows(eventsSql(rules), parameters, [&](const Statement& row) {
        auto attributes = base::parseJson(row.text(5));
        events.push_back({row.integer(0),
                          row.string(1),
                          row.string(2),
                          row.string(3),
                          row.string(4),
                          attributes ? std::move(*attributes) : base::Json::object(),
                          {row.integer(6)}});
        return true;
    }));
    return events;
}

base::Status readRegions(store::CheckConnection& connection, const DetailQuestion& question, const Window& window,
                         SqlParameters parameters, CoverageDetail& detail) {
    std::map<std::string, std::vector<base::Millis>> hours;
    parameters["from"] = window.from - base::kDay;
    parameters["until"] = window.until + base::kDay;
    PS_CHECK(connection.rows(kRegionsSql, parameters, [&](const Statement& row) {
        hours[row.string(0)].push_back(row.integer(1));
        return true;
    }));
    for (const auto& [region, list] : hours)
        detail.regions.push_back({region, intervalCoverage(question.source.expectation, window, list)});
    return {};
}

base::Status readLate(store::CheckConnection& connection, const char* sql, const SqlParameters& parameters,
                      std::int64_t& count, base::Millis& longest) {
    return connection.rows(sql, parameters, [&](const Statement& row) {
        count = row.integer(0);
        longest = row.integerOrNull(1).value_or(0);
        return false;
    });
}

GapKind kindOf(const model::Coverage::Interval& gap, const CoverageDetail& detail) {
    const bool stopped = std::any_of(detail.windows.begin(), detail.windows.end(), [&](const auto& window) {
        return window.effect == model::RecordingEffect::Stop && window.overlaps(gap);
    });
    const bool hole = std::any_of(detail.holes.begin(), detail.holes.end(),
                                  [&](const auto& one) { return one.from < gap.until && one.until > gap.from; });
    return stopped || hole ? GapKind::Logging : GapKind::Collection;
}

} // namespace

std::int64_t CoverageDetail::count(GapKind kind) const {
    return std::count(gaps.begin(), gaps.end(), kind);
}

base::Result<CoverageDetail> coverageDetail(store::CheckConnection& connection, const DetailQuestion& question,
                                            const model::Period& period) {
    CoverageDetail detail;
    const auto window = expectedWindow(period, question.source);
    if (question.source.expectation == model::Expectation::Snapshot || window.empty()) return detail;
    const auto step = question.source.expectation == model::Expectation::Day ? base::kDay : base::kHour;
    const SqlParameters parameters{{"source", question.source.source},
                                   {"environment", question.source.environment},
                                   {"from", window.from},
                                   {"until", window.until},
                                   {"step", step}};
    PS_CHECK(readRegions(connection, question, window, parameters, detail));
    PS_TRY(const auto events, readEvents(connection, question.rules, parameters));
    detail.windows = recordingWindows(question.rules, events, window.from);
    PS_CHECK(connection.rows(kHolesSql, parameters, [&](const Statement& row) {
        detail.holes.push_back({row.integer(0), row.integer(1)});
        return true;
    }));
    if (question.saysWhenRecorded)
        PS_CHECK(readLate(connection, kLateEventsSql, parameters, detail.lateEvents, detail.longestDelay));
    PS_CHECK(readLate(connection, kLateFilesSql, parameters, detail.lateFiles, detail.longestDelivery));
    for (const auto& gap : question.coverage.missing)
        detail.gaps.push_back(kindOf(gap, detail));
    return detail;
}

} // namespace proofstead::check
