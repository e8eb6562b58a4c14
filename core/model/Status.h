// The words of a verdict: outcomes of checks, statuses of controls and the reason codes that explain them.
// Meaning and order are fixed; the ids are stable and exported.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace proofstead::model {

// Status of one control. The enumerators stand in the order of the ladder.
enum class Status {
    NotApplicable,
    Exceptions,
    NotEvaluable,
    NotExercised,
    Stale,
    Partial,
    Attested,
    Addressed,
    Supported,
};
inline constexpr std::array kStatuses{Status::NotApplicable, Status::Exceptions, Status::NotEvaluable,
                                      Status::NotExercised,  Status::Stale,      Status::Partial,
                                      Status::Attested,      Status::Addressed,  Status::Supported};

// "not_applicable", "exceptions", ...
std::string_view idOf(Status status);
std::optional<Status> statusFromId(std::string_view id);
// Rank of the monotonicity rule: exceptions 0 < not_evaluable 1 < not_exercised 2 < stale 3 < partial 4 < attested =
// addressed 5 < supported 6. not_applicable has no rank (-1).
int rankOf(Status status);

// Why a status is not plainly Supported. Ids are the enumerators in upper snake case ("NO_SOURCE").
enum class Reason {
    NoSource,
    NoRule,
    NoDirectTest,
    SourceStale,
    CoverageGap,
    LoggingStopped,
    DigestBroken,
    HashMismatch,
    PermissionDenied,
    ParseErrors,
    PopulationUnproven,
    EmptyPopulation,
    MappingUnreviewed,
    SubtestMissing,
    DesignMissing,
    ReviewPending,
    AttestationOnly,
    AttestationExpired,
    AttestationContradicted,
    DecisionMissing,
    WaiverActive,
    WaiverExpired,
    NaJustified,
    NaUnjustified,
    NaReviewDue,
    NaContradicted,
    ReviewIncomplete,
    RevokeNotExecuted,
    SelfReviewed,
    OccurrenceMissing,
    OccurrenceLate,
    ClockSkew,
    CheckFailed,
    CheckError,
    CheckNotRun,
    IdReused,
    SignerUnproven,
    Internal,
};
std::string_view idOf(Reason reason);
std::optional<Reason> reasonFromId(std::string_view id);

// Outcome of one check for one (source, environment, facet).
enum class Outcome { Pass, PassWithExceptions, Fail, Review, NoEvidence, Error, NotRun, NotApplicable };
// "pass", "pass_with_exceptions", "fail", "review", "no_evidence", "error", "not_run", "not_applicable"
std::string_view idOf(Outcome outcome);
std::optional<Outcome> outcomeFromId(std::string_view id);

// Why there is no evidence; None for every other outcome.
enum class NoEvidence { None, SourceAbsent, NotPermitted, Stale, PartialCoverage, PopulationEmpty };
// "", "source_absent", "not_permitted", "stale", "partial_coverage", "population_empty"
std::string_view idOf(NoEvidence cause);
std::optional<NoEvidence> noEvidenceFromId(std::string_view id);

enum class Severity { Low, Medium, High, Critical };
std::string_view idOf(Severity severity);
std::optional<Severity> severityFromId(std::string_view id);

} // namespace proofstead::model
