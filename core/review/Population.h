// The population of an access review: every effective grant of one environment at one moment, frozen, so that what was
// reviewed can be shown later to be all that there was. Most callers want freezePopulation().
#pragma once

#include "base/Json.h"
#include "base/Result.h"
#include "base/Time.h"
#include "model/Ids.h"
#include "store/CheckConnection.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace proofstead::review {

// One thing to decide about: who may do what, where, by which policy and on which way.
struct ReviewItem {
    model::RecordId record; // leads back to the line it was read from; not part of the digest
    std::string principal;
    std::string principalKind; // user | role
    std::string effect;        // Allow | Deny
    std::string action;
    std::string resource;
    std::string condition; // canonical JSON; "" none
    std::string policy;
    std::string policyName;
    std::string via;
    std::int64_t paths = 1; // how many records say the very same
};

struct Population {
    std::string source;
    std::string environment;
    std::optional<base::Millis> snapshotAt; // of the newest snapshot it was drawn from
    std::vector<ReviewItem> items;          // sorted; each once
    std::string digest;                     // SHA-256 (hex) of the canonical JSON of populationJson()
    std::int64_t principals = 0;            // how many different ones hold a grant
};

// Reads the newest snapshot that the connection sees. The same grants give the same digest, in whatever order and under
// whatever record ids they were stored. Error codes: "no-snapshot" (nothing was imported for that environment), and
// those of store/CheckConnection.h.
base::Result<Population> freezePopulation(store::CheckConnection& connection, const std::string& source,
                                          const std::string& environment);

// {"source", "environment", "snapshot_at", "items": [{"principal", ...}]} without record ids.
base::Json populationJson(const Population& population);

} // namespace proofstead::review
