// Verifies a whole vault: every stored record gives its leaf hash, every file its root, every custody entry its place
// in the log, and the log its signed checkpoint. Most callers want checkVault().
//
// Not seen from here: an old copy of the whole file put back (give `since`, a checkpoint kept elsewhere), and whether
// the normalised columns still say what the records say.
//
// Error codes: "cancelled", those of store/EvidenceStore.h and LogHead.h. What does not hold is a step, never an error.
#pragma once

#include "base/Result.h"
#include "model/Ids.h"
#include "store/Vault.h"

#include <atomic>
#include <functional>
#include <string>
#include <vector>

namespace proofstead::trail {

struct CheckOptions {
    // Called now and then, from the calling thread, with records checked so far and in all, and the file at hand.
    std::function<void(std::int64_t done, std::int64_t total, const std::string& path)> progress;
    const std::atomic<bool>* cancelled = nullptr;
    std::string since; // signed note of an earlier checkpoint, kept outside the vault; "" none
    int threads = 0;   // 0: as many as there are processors, at most four
};

// `what`:
//   verify.log         every log entry gives its leaf hash, and its columns say what its text says
//   verify.checkpoint  the newest checkpoint is signed under the vault's key and has the log's root at its size
//   verify.unsigned    entries that came after the newest checkpoint (always holds)
//   verify.since       the log still begins with the entries of the earlier checkpoint
//   verify.custody     each file has its custody entry and each custody entry its file, and both say the same
//   verify.file        all records of the file give their leaf hashes, and these the root of its custody entry
//   verify.erased      records whose bytes were erased and whose commitment stays (always holds)
//   verify.digest      the provider's own digests of one trail: signatures, chain, log files (DigestCheck.h)
//   verify.digest-broken, verify.digest-unnamed   the same, one by one
// When all of a kind hold there is one step with the count in `detail`; else a step for each that does not, naming it
// and what it touches.
struct CheckStep {
    std::string what;
    std::string detail;
    bool holds = true;
};

struct CheckReport {
    std::vector<CheckStep> steps;
    std::vector<model::FileId> damaged; // for EvidenceStore::markMismatch
    std::int64_t files = 0;
    std::int64_t leaves = 0;
    std::int64_t bytes = 0; // of records, unpacked
    std::int64_t entries = 0;
    bool holds = false;

    const CheckStep* firstFailure() const; // nullptr when everything holds
};

base::Result<CheckReport> checkVault(const store::Vault& vault, const CheckOptions& options = {});

} // namespace proofstead::trail
