// Maps the stored bytes of every closed file of a log again, under the definition as it is now. Bytes, leaves and roots
// stay as they are; the evidence log says what was done and what changed.
#pragma once

#include "base/Result.h"
#include "model/Import.h"
#include "source/SourceSet.h"
#include "store/Vault.h"

#include <cstdint>
#include <functional>
#include <string>

namespace proofstead::ingest {

struct RereadJob {
    std::string source, actor, toolVersion;
    // file, records done, records in all; false stops
    std::function<bool(const std::string&, std::int64_t, std::int64_t)> progress;
};

// Error codes "source-unknown", "source-not-a-log", "source-not-imported", "cancelled", those of the vault; the vault
// is then as it was.
base::Result<model::RereadReport> rereadSource(store::Vault& vault, const source::SourceSet& sources,
                                               const RereadJob& job);

} // namespace proofstead::ingest
