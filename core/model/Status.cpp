#include "model/Status.h"

#include "model/IdTable.h"

namespace proofstead::model {

namespace {

template <class T>
using Row = std::pair<T, std::string_view>;

constexpr Row<Status> kStatusIds[] = {
    {Status::NotApplicable, "not_applicable"},
    {Status::Exceptions, "exceptions"},
    {Status::NotEvaluable, "not_evaluable"},
    {Status::NotExercised, "not_exercised"},
    {Status::Stale, "stale"},
    {Status::Partial, "partial"},
    {Status::Attested, "attested"},
    {Status::Addressed, "addressed"},
    {Status::Supported, "supported"},
};

constexpr Row<Reason> kReasonIds[] = {
    {Reason::NoSource, "NO_SOURCE"},
    {Reason::NoRule, "NO_RULE"},
    {Reason::NoDirectTest, "NO_DIRECT_TEST"},
    {Reason::SourceStale, "SOURCE_STALE"},
    {Reason::CoverageGap, "COVERAGE_GAP"},
    {Reason::LoggingStopped, "LOGGING_STOPPED"},
    {Reason::DigestBroken, "DIGEST_BROKEN"},
    {Reason::HashMismatch, "HASH_MISMATCH"},
    {Reason::PermissionDenied, "PERMISSION_DENIED"},
    {Reason::ParseErrors, "PARSE_ERRORS"},
    {Reason::PopulationUnproven, "POPULATION_UNPROVEN"},
    {Reason::EmptyPopulation, "EMPTY_POPULATION"},
    {Reason::MappingUnreviewed, "MAPPING_UNREVIEWED"},
    {Reason::SubtestMissing, "SUBTEST_MISSING"},
    {Reason::DesignMissing, "DESIGN_MISSING"},
    {Reason::ReviewPending, "REVIEW_PENDING"},
    {Reason::AttestationOnly, "ATTESTATION_ONLY"},
    {Reason::AttestationExpired, "ATTESTATION_EXPIRED"},
    {Reason::AttestationContradicted, "ATTESTATION_CONTRADICTED"},
    {Reason::DecisionMissing, "DECISION_MISSING"},
    {Reason::WaiverActive, "WAIVER_ACTIVE"},
    {Reason::WaiverExpired, "WAIVER_EXPIRED"},
    {Reason::NaJustified, "NA_JUSTIFIED"},
    {Reason::NaUnjustified, "NA_UNJUSTIFIED"},
    {Reason::NaReviewDue, "NA_REVIEW_DUE"},
    {Reason::NaContradicted, "NA_CONTRADICTED"},
    {Reason::ReviewIncomplete, "REVIEW_INCOMPLETE"},
    {Reason::RevokeNotExecuted, "REVOKE_NOT_EXECUTED"},
    {Reason::SelfReviewed, "SELF_REVIEWED"},
    {Reason::OccurrenceMissing, "OCCURRENCE_MISSING"},
    {Reason::OccurrenceLate, "OCCURRENCE_LATE"},
    {Reason::ClockSkew, "CLOCK_SKEW"},
    {Reason::CheckFailed, "CHECK_FAILED"},
    {Reason::CheckError, "CHECK_ERROR"},
    {Reason::CheckNotRun, "CHECK_NOT_RUN"},
    {Reason::IdReused, "ID_REUSED"},
    {Reason::SignerUnproven, "SIGNER_UNPROVEN"},
    {Reason::Internal, "INTERNAL"},
};

constexpr Row<Outcome> kOutcomeIds[] = {
    {Outcome::Pass, "pass"},
    {Outcome::PassWithExceptions, "pass_with_exceptions"},
    {Outcome::Fail, "fail"},
    {Outcome::Review, "review"},
    {Outcome::NoEvidence, "no_evidence"},
    {Outcome::Error, "error"},
    {Outcome::NotRun, "not_run"},
    {Outcome::NotApplicable, "not_applicable"},
};

constexpr Row<NoEvidence> kCauseIds[] = {
    {NoEvidence::None, ""},
    {NoEvidence::SourceAbsent, "source_absent"},
    {NoEvidence::NotPermitted, "not_permitted"},
    {NoEvidence::Stale, "stale"},
    {NoEvidence::PartialCoverage, "partial_coverage"},
    {NoEvidence::PopulationEmpty, "population_empty"},
};

constexpr Row<Severity> kSeverityIds[] = {
    {Severity::Low, "low"},
    {Severity::Medium, "medium"},
    {Severity::High, "high"},
    {Severity::Critical, "critical"},
};

} // namespace

std::string_view idOf(Status status) {
    return idIn(kStatusIds, status);
}
std::optional<Status> statusFromId(std::string_view id) {
    return valueIn(kStatusIds, id);
}

int rankOf(Status status) {
    switch (status) {
    case Status::NotApplicable:
        return -1;
    case Status::Exceptions:
        return 0;
    case Status::NotEvaluable:
        return 1;
    case Status::NotExercised:
        return 2;
    case Status::Stale:
        return 3;
    case Status::Partial:
        return 4;
    case Status::Attested:
    case Status::Addressed:
        return 5;
    case Status::Supported:
        return 6;
    }
    return -1;
}

std::string_view idOf(Reason reason) {
    return idIn(kReasonIds, reason);
}
std::optional<Reason> reasonFromId(std::string_view id) {
    return valueIn(kReasonIds, id);
}

std::string_view idOf(Outcome outcome) {
    return idIn(kOutcomeIds, outcome);
}
std::optional<Outcome> outcomeFromId(std::string_view id) {
    return valueIn(kOutcomeIds, id);
}

std::string_view idOf(NoEvidence cause) {
    return idIn(kCauseIds, cause);
}
std::optional<NoEvidence> noEvidenceFromId(std::string_view id) {
    return valueIn(kCauseIds, id);
}

std::string_view idOf(Severity severity) {
    return idIn(kSeverityIds, severity);
}
std::optional<Severity> severityFromId(std::string_view id) {
    return valueIn(kSeverityIds, id);
}

} // namespace proofstead::model
