#include "check/SourceStates.h"

#include "check/CoverageMath.h"
#include "model/Event.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace proofstead::check {

namespace {

using store::SqlParameters;
using store::Statement;

// A file that names one environment speaks for that one; a file of several, or of a source without environments, is
// counted through the records it brought. Of exports of a state only those count whose rows are still shown: a newer
// register of the same name, and any newer access export, takes the place of the older one. Rejected records of a log
// are cured by a later delivery under the same name.
constexpr const char* kFilesSql = R"(
SELECT COUNT(*) AS files,
       COALESCE(SUM(f.accepted + f.duplicate), 0) AS readable,
       COALESCE(SUM(CASE WHEN f.rejected > 0
                          AND NOT EXISTS (SELECT 1 FROM evidence_file l
                                          WHERE l.source = f.source AND l.path = f.path
                                            AND l.custody_seq > f.custody_seq)
                         THEN f.rejected ELSE 0 END), 0) AS rejected,
       COALESCE(SUM(f.records), 0) AS records,
       MIN(f.observed_from) AS observed_from,
       MAX(f.observed_to) AS observed_to
FROM evidence_file f
WHERE f.source = :source AND (f.environment = :environment OR (f.environment = '' AND :present = 1))
  AND (:interval = 1
       OR NOT EXISTS (SELECT 1 FROM evidence_file n
                      WHERE n.source = f.source AND n.environment = f.environment
                        AND n.custody_seq > f.custody_seq
                        AND (matches_glob('register-*', f.source) = 0 OR n.path = f.path))))";

// Asked once for all sources: each look at the rollups adds up all of them.
constexpr const char* kPresentSql = R"(
SELECT c.source, c.environment, c.hour FROM coverage_hour c
UNION SELECT p.source, p.environment, NULL FROM principal p
UNION SELECT k.source, k.environment, NULL FROM credential k)";

// Flags of the events in the window: ids that were used twice, times after the collection. Events without a time may
// belong to it as well.
constexpr const char* kFlagsSql = R"(
SELECT e.flags AS flags FROM event e
WHERE e.source = :source AND e.environment = :environment AND e.flags <> 0
  AND (e.at IS NULL OR (e.at >= :from AND e.at < :until))
GROUP BY e.flags)";

// What the digests of each trail say about the window.
constexpr const char* kDigestsSql = R"(
SELECT d.source, d.environment,
       MAX(CASE WHEN d.signature = 'broken' OR d.link = 'hash-differs'
                     OR (d.link = 'time-hole' AND d.from_at > :from) THEN 1 ELSE 0 END) AS broken,
       MAX(CASE WHEN d.other > 0 THEN 1 ELSE 0 END) AS other,
       MAX(CASE WHEN d.missing > 0 OR (d.link = 'previous-missing' AND d.link_from IS NOT NULL)
                THEN 1 ELSE 0 END) AS missing,
       CASE WHEN MAX(CASE WHEN d.signature IN ('signed', 'broken') THEN 1 ELSE 0 END) = 0
                 OR MAX(CASE WHEN d.signature = 'unknown-key' THEN 1 ELSE 0 END) = 1 THEN 1 ELSE 0 END AS unproven,
       MAX(CASE WHEN d.link = 'previous-missing' AND d.link_from IS NULL AND d.from_at > :from
                THEN 1 ELSE 0 END) AS begins_late,
       MAX(d.until_at) AS until_at
FROM source_digest d
WHERE d.until_at > :from AND COALESCE(d.link_from, d.from_at) < :until
GROUP BY d.source, d.environment, d.region, d.trail)";

struct Files {
    std::int64_t count = 0, readable = 0, rejected = 0, records = 0;
    std::optional<base::Millis> observedFrom, observedTo;
};

using Place = std::pair<std::string, std::string>;          // source, environment
using Present = std::map<Place, std::vector<base::Millis>>; // hours with events, in order; none for access exports

base::Result<Present> readPresent(store::CheckConnection& connection) {
    Present present;
    PS_CHECK(connection.rows(kPresentSql, {}, [&](const Statement& row) {
        auto& hours = present[{row.string(0), row.string(1)}];
        if (const auto hour = row.integerOrNull(2)) hours.push_back(*hour);
        return true;
    }));
    for (auto& [place, hours] : present)
        std::sort(hours.begin(), hours.end());
    return present;
}

base::Result<Files> readFiles(store::CheckConnection& connection, const SqlParameters& parameters) {
    Files files;
    PS_CHECK(connection.rows(kFilesSql, parameters, [&](const Statement& row) {
        files = {row.integer(0), row.integer(1),       row.integer(2),
                 row.integer(3), row.integerOrNull(4), row.integerOrNull(5)};
        return false;
    }));
    return files;
}

// A day before and after as well, so that an interval that the window only touches is seen whole.
std::vector<base::Millis> hoursIn(const Present& present, const Place& place, const Window& window) {
    const auto found = present.find(place);
    if (found == present.end()) return {};
    const auto& hours = found->second;
    return {std::lower_bound(hours.begin(), hours.end(), window.from - base::kDay),
            std::lower_bound(hours.begin(), hours.end(), window.until + base::kDay)};
}

// A digest speaks about an hour and comes after it.
constexpr base::Millis kDigestEvery = base::kHour;

base::Result<DigestState> readDigests(store::CheckConnection& connection, const Place& place, const Window& window) {
    DigestState state;
    PS_CHECK(connection.rows(kDigestsSql, {{"from", window.from}, {"until", window.until}}, [&](const Statement& row) {
        if (Place{row.string(0), row.string(1)} != place) return true;
        state.there = true;
        state.broken = state.broken || row.integer(2) != 0;
        state.otherContent = state.otherContent || row.integer(3) != 0;
        state.filesMissing = state.filesMissing || row.integer(4) != 0;
        state.unproven = state.unproven || row.integer(5) != 0;
        state.uncovered = state.uncovered || row.integer(6) != 0 || row.integer(7) + kDigestEvery < window.until;
        return true;
    }));
    return state;
}

base::Result<std::uint32_t> readFlags(store::CheckConnection& connection, SqlParameters parameters,
                                      const Window& window) {
    std::uint32_t flags = 0;
    parameters["from"] = window.from;
    parameters["until"] = window.until;
    PS_CHECK(connection.rows(kFlagsSql, parameters, [&](const Statement& row) {
        flags |= static_cast<std::uint32_t>(row.integer(0));
        return true;
    }));
    return flags;
}

base::Result<SourceState> readState(store::CheckConnection& connection, const model::DeclaredSource& declared,
                                    const model::Period& period, const Present& hours) {
    SourceState state;
    state.declared = declared;
    const Window window = expectedWindow(period, declared);
    state.inPeriod = !window.empty();
    SqlParameters parameters{{"source", declared.source}, {"environment", declared.environment}};
    const bool present = hours.contains({declared.source, declared.environment});
    parameters["present"] = std::int64_t{present || declared.environment.empty()};
    parameters["interval"] = std::int64_t{state.isInterval()};
    PS_TRY(const Files files, readFiles(connection, parameters));
    // A file whose every record was refused tells nothing; one without records (an empty register) does.
    state.imported = present || files.readable > 0 || (files.count > 0 && files.records == 0);
    state.unreadable = files.rejected > 0;
    if (state.isInterval()) {
        state.coverage = intervalCoverage(declared.expectation, window,
                                          hoursIn(hours, {declared.source, declared.environment}, window));
        PS_TRY(const auto flags, readFlags(connection, parameters, window));
        state.idReused = (flags & model::kIdReused) != 0;
        state.undated = (flags & model::kNoTime) != 0;
        state.clockSkew = (flags & model::kFutureTime) != 0;
        PS_TRY(state.digests, readDigests(connection, {declared.source, declared.environment}, window));
    } else {
        state.coverage = snapshotCoverage(state.imported);
    }
    state.coverage.observedFrom = files.observedFrom;
    state.coverage.observedTo = files.observedTo;
    return state;
}

bool before(const SourceState& a, const SourceState& b) {
    return std::tie(a.declared.source, a.declared.environment) < std::tie(b.declared.source, b.declared.environment);
}

bool sameSource(const SourceState& a, const SourceState& b) {
    return a.declared.source == b.declared.source && a.declared.environment == b.declared.environment;
}

void merge(DigestState& into, const DigestState& other) {
    into.there = into.there && other.there;
    into.broken = into.broken || other.broken;
    into.otherContent = into.otherContent || other.otherContent;
    into.filesMissing = into.filesMissing || other.filesMissing;
    into.unproven = into.unproven || other.unproven;
    into.uncovered = into.uncovered || other.uncovered;
}

// Two times of use of one source count as one: what is expected is their union.
void merge(SourceState& into, const SourceState& other) {
    if (!other.inPeriod) return;
    if (!into.inPeriod) {
        into = other;
        return;
    }
    if (into.declared.withheld.empty()) into.declared.withheld = other.declared.withheld;
    auto& coverage = into.coverage;
    coverage.expected += other.coverage.expected;
    coverage.delivered += other.coverage.delivered;
    coverage.missing.insert(coverage.missing.end(), other.coverage.missing.begin(), other.coverage.missing.end());
    std::sort(coverage.missing.begin(), coverage.missing.end(),
              [](const auto& a, const auto& b) { return a.from < b.from; });
    coverage.longestSilence = std::max(coverage.longestSilence, other.coverage.longestSilence);
    merge(into.digests, other.digests);
    into.idReused = into.idReused || other.idReused;
    into.undated = into.undated || other.undated;
    into.clockSkew = into.clockSkew || other.clockSkew;
}

} // namespace

base::Result<SourceStates> SourceStates::read(store::CheckConnection& connection, const model::Scope& scope,
                                              const model::Period& period) {
    PS_TRY(const auto present, readPresent(connection));
    std::vector<SourceState> read;
    for (const auto& declared : scope.sources) {
        PS_TRY(auto state, readState(connection, declared, period, present));
        read.push_back(std::move(state));
    }
    std::stable_sort(read.begin(), read.end(), before);
    SourceStates states;
    for (auto& state : read) {
        if (!states.m_states.empty() && sameSource(states.m_states.back(), state))
            merge(states.m_states.back(), state);
        else
            states.m_states.push_back(std::move(state));
    }
    return states;
}

std::vector<const SourceState*> SourceStates::of(const std::vector<std::string>& sources) const {
    std::vector<const SourceState*> found;
    for (const auto& state : m_states)
        if (std::find(sources.begin(), sources.end(), state.declared.source) != sources.end()) found.push_back(&state);
    return found;
}

} // namespace proofstead::check
