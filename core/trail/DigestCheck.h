// The digests that a vault holds, with their keys and signatures, verified again from the stored bytes. Most callers
// want verifyDigests(); after an import refreshDigests(), so that checks see what was found.
#pragma once

#include "base/Result.h"
#include "store/SourceDigests.h"
#include "trail/VaultCheck.h"

#include <vector>

namespace proofstead::trail {

base::Result<store::SourceDigests> verifyDigests(const store::Vault& vault);
// The caller commits.
base::Status refreshDigests(store::Vault& vault);

// One trail of one account and region, added up.
struct ChainSummary {
    std::string source, environment, region, trail;
    base::Millis from = 0, until = 0;
    std::int64_t digests = 0, isSigned = 0, notExported = 0, broken = 0, unknownKey = 0; // by signature
    std::int64_t hashDiffers = 0, holes = 0, previousMissing = 0;                        // by link
    std::int64_t files = 0, same = 0, missing = 0, other = 0;                            // log files that they name
    // Nothing but a signature of the provider makes a chain more than a list that anybody can write.
    bool isVerified() const { return isSigned > 0 && unknownKey == 0 && !fails(); }
    bool fails() const { return broken + hashDiffers + holes + other > 0; }
};
std::vector<ChainSummary> summaries(const store::SourceDigests& found);

// "verify.digest": one for each trail; "verify.digest-broken": each digest or log file that does not agree;
// "verify.digest-unnamed": imported log files that no digest names.
void addDigestSteps(const store::SourceDigests& found, std::vector<CheckStep>& steps);

} // namespace proofstead::trail
