// What the vault holds of each declared source: imported or not, which hours, up to when. Read once, used by every
// check.
#pragma once

#include "base/Result.h"
#include "model/Check.h"
#include "model/Scope.h"
#include "store/CheckConnection.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace proofstead::check {

// The provider's own signed digests of a source's files, where they were handed over as well.
struct DigestState {
    bool there = false;        // at least one speaks about the period
    bool broken = false;       // a signature that does not fit, or a chain that does not join
    bool otherContent = false; // a log file is not the one that was signed
    bool filesMissing = false; // they name log files or digests of the period that were not handed over
    bool unproven = false;     // of a trail no signature, or not every one, could be checked; the last may lack its own
    bool uncovered = false;    // they do not speak about the whole period
};

struct SourceState {
    model::DeclaredSource declared;
    bool inPeriod = true;    // in use during some of the period
    bool imported = false;   // at least one record, or a readable file without any
    bool unreadable = false; // at least one record of its files was rejected
    bool idReused = false;   // two events of the period bear one id and differ
    bool undated = false;    // an event bears no readable time: it may belong to the period
    bool clockSkew = false;  // an event of the period is dated after it was collected
    DigestState digests;     // what the provider's own digests of the period say
    model::Coverage coverage;

    bool isInterval() const { return declared.expectation != model::Expectation::Snapshot; }
    bool isThere() const { return inPeriod && imported && declared.withheld.empty(); }
};

class SourceStates {
public:
    // Error codes are those of store::CheckConnection::rows.
    static base::Result<SourceStates> read(store::CheckConnection& connection, const model::Scope& scope,
                                           const model::Period& period);

    // Declared sources of the given kinds, sorted by source and environment; pointers into this object.
    std::vector<const SourceState*> of(const std::vector<std::string>& sources) const;

private:
    std::vector<SourceState> m_states;
};

} // namespace proofstead::check
