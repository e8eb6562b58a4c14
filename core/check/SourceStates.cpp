#include "check/SourceStates.h"

#include "check/CoverageMath.h"
#include "model/Event.h"

#include <algorithm>
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

constexpr const char* kPresentSql = R"(
SELECT CASE WHEN EXISTS (SELECT 1 FROM coverage_hour c WHERE c.source = :source AND c.environment = :environment)
              OR EXISTS (SELECT 1 FROM principal p WHERE p.source = :source AND p.environment = :environment)
              OR EXISTS (SELECT 1 FROM credential k WHERE k.source = :source AND k.environment = :environment)
            THEN 1 ELSE 0 END AS present)";

constexpr const char* kHoursSql = R"(
SELECT DISTINCT c.hour AS hour FROM coverage_hour c
WHERE c.source = :source AND c.environment = :environment AND c.hour >= :from AND c.hour < :until
ORDER BY hour)";

// Flags of the events in the window: ids that were used twice, times after the collection. Events without a time may
// belong to it as well.
constexpr const char* kFlagsSql = R"(
SELECT e.flags AS flags FROM event e
WHERE e.source = :source AND e.environment = :environment AND e.flags <> 0
  AND (e.at IS NULL OR (e.at >= :from AND e.at < :until))
GROUP BY e.flags)";

struct Files {
    std::int64_t count = 0, readable = 0, rejected = 0, records = 0;
    std::optional<base::Millis> observedFrom, observedTo;
};

base::Result<bool> readPresent(store::CheckConnection& connection, const SqlParameters& parameters) {
    bool present = false;
    PS_CHECK(connection.rows(kPresentSql, parameters, [&](const Statement& row) {
        present = row.integer(0) != 0;
        return false;
    }));
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

base::Result<std::vector<base::Millis>> readHours(store::CheckConnection& connection, SqlParameters parameters,
                                                  const Window& window) {
    std::vector<base::Millis> hours;
    // A day before and after, so that an interval that the window only touches is seen whole.
    parameters["from"] = window.from - base::kDay;
    parameters["until"] = window.until + base::kDay;
    PS_CHECK(connection.rows(kHoursSql, parameters, [&](const Statement& row) {
        hours.push_back(row.integer(0));
        return true;
    }));
    return hours;
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
                                    const model::Period& period) {
    SourceState state;
    state.declared = declared;
    const Window window = expectedWindow(period, declared);
    state.inPeriod = !window.empty();
    SqlParameters parameters{{"source", declared.source}, {"environment", declared.environment}};
    PS_TRY(const bool present, readPresent(connection, parameters));
    parameters["present"] = std::int64_t{present || declared.environment.empty()};
    parameters["interval"] = std::int64_t{state.isInterval()};
    PS_TRY(const Files files, readFiles(connection, parameters));
    // A file whose every record was refused tells nothing; one without records (an empty register) does.
    state.imported = present || files.readable > 0 || (files.count > 0 && files.records == 0);
    state.unreadable = files.rejected > 0;
    if (state.isInterval()) {
        PS_TRY(const auto hours, readHours(connection, parameters, window));
        state.coverage = intervalCoverage(declared.expectation, window, hours);
        PS_TRY(const auto flags, readFlags(connection, parameters, window));
        state.idReused = (flags & model::kIdReused) != 0;
        state.undated = (flags & model::kNoTime) != 0;
        state.clockSkew = (flags & model::kFutureTime) != 0;
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
    into.idReused = into.idReused || other.idReused;
    into.undated = into.undated || other.undated;
    into.clockSkew = into.clockSkew || other.clockSkew;
}

} // namespace

base::Result<SourceStates> SourceStates::read(store::CheckConnection& connection, const model::Scope& scope,
                                              const model::Period& period) {
    std::vector<SourceState> read;
    for (const auto& declared : scope.sources) {
        PS_TRY(auto state, readState(connection, declared, period));
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
