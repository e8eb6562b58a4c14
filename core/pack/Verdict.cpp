#include "pack/Verdict.h"

#include <algorithm>
#include <fmt/format.h>

namespace proofstead::pack {

using model::Reason;
using model::Status;

namespace {

// About the quality of evidence: said wherever a test met it, and never what decides.
bool isQuality(Reason reason) {
    return reason == Reason::ParseErrors || reason == Reason::PopulationUnproven || reason == Reason::ClockSkew ||
           reason == Reason::IdReused || reason == Reason::SignerUnproven;
}

bool isAgainst(Reason reason) {
    static constexpr std::array kAgainst{
        Reason::CheckFailed,       Reason::LoggingStopped,    Reason::DigestBroken,
        Reason::HashMismatch,      Reason::NaContradicted,    Reason::AttestationContradicted,
        Reason::RevokeNotExecuted, Reason::OccurrenceMissing, Reason::OccurrenceLate,
        Reason::WaiverActive,      Reason::WaiverExpired,     Reason::SelfReviewed,
        Reason::ReviewIncomplete};
    return std::find(kAgainst.begin(), kAgainst.end(), reason) != kAgainst.end();
}

bool decides(Status status, Reason reason) {
    if (isQuality(reason)) return false;
    switch (status) {
    case Status::Exceptions:
        return isAgainst(reason);
    case Status::Stale:
        return reason == Reason::SourceStale;
    case Status::NotExercised:
        return reason == Reason::EmptyPopulation;
    case Status::Attested:
    case Status::Addressed:
        return reason == Reason::AttestationOnly;
    default:
        return true;
    }
}

// Tests that count, how many of them took exception, and what they looked at.
struct Tally {
    std::int64_t tests = 0, objecting = 0, population = 0;
};
Tally tallyOf(const model::ControlResult& result) {
    Tally tally;
    for (const model::LinkResult& link : result.links) {
        if (link.link.kind == model::LinkKind::Indicator) continue;
        ++tally.tests;
        tally.objecting += link.outcome == model::Outcome::Fail ? 1 : 0;
        tally.population += link.population;
    }
    return tally;
}

} // namespace

ReasonGroups groupReasons(const model::ControlResult& result) {
    ReasonGroups groups;
    for (const Reason reason : Context::byGravity(result.reasons))
        (decides(result.status, reason) ? groups.deciding : groups.noted).push_back(reason);
    if (groups.deciding.empty() && !groups.noted.empty()) {
        groups.deciding.push_back(groups.noted.front());
        groups.noted.erase(groups.noted.begin());
    }
    return groups;
}

std::string verdictText(const Context& context, const model::ControlResult& result) {
    const Messages& words = context.words;
    const Tally tally = tallyOf(result);
    const std::string status = context.statusText(result);
    if (result.status == Status::Exceptions && tally.objecting > 0)
        return words.text("report.verdict.exceptions",
                          {{"status", status},
                           {"objecting", words.number(tally.objecting)},
                           {"tests", words.count("report.verdict.tests", tally.tests)},
                           {"items", words.count("report.verdict.items", result.exceptions)}});
    if (result.status == Status::Supported)
        return words.text("report.verdict.supported",
                          {{"status", status},
                           {"tests", words.count("report.verdict.tests", tally.tests)},
                           {"items", words.count("report.verdict.items", tally.population)}});
    const ReasonGroups groups = groupReasons(result);
    if (groups.deciding.empty()) return status + ".";
    return words.text("report.verdict.because",
                      {{"status", status}, {"reason", context.reasonText(groups.deciding.front())}});
}

} // namespace proofstead::pack
