// Reads files and folders into a vault: recognises each from its content, cuts it into records, normalises, seals and
// stores them, and closes every file with a custody entry. A defect in one record costs that record; a defect of a file
// costs what lies behind it; nothing else.
#pragma once

#include "base/Result.h"
#include "model/Import.h"
#include "source/SourceSet.h"
#include "store/Vault.h"

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace proofstead::ingest {

struct ImportJob {
    std::vector<std::string> paths; // files and folders; "-" standard input
    std::string as;                 // source id that the user names; ""
    std::optional<base::Millis> collectedAt;
    bool dryRun = false;
    std::string actor;
    std::string toolVersion;
    // path, bytes done, bytes in all (0 unknown); false stops
    std::function<bool(const std::string&, std::int64_t, std::int64_t)> progress;
};

// Error codes: those of the vault ("disk-full", "vault-busy" ...). What is wrong with single files is in the report.
// After an error or a stop every closed file stays, and nothing of the file at hand.
base::Result<model::ImportReport> importInto(store::Vault& vault, const source::SourceSet& sources,
                                             const ImportJob& job);

} // namespace proofstead::ingest
