// Recomputes every record of every file, on several threads. For VaultCheck.
#pragma once

#include "base/Result.h"
#include "store/EvidenceStore.h"
#include "trail/VaultCheck.h"

#include <string>
#include <vector>

namespace proofstead::trail {

struct FileVerdict {
    std::int64_t leaves = 0;
    std::int64_t erased = 0;
    std::int64_t bytes = 0;
    std::string problem; // the first thing wrong, in the machine's words; ""
};

// One verdict for each file, in the same order. A file that cannot be read is a verdict. Error code "cancelled".
base::Result<std::vector<FileVerdict>>
checkFiles(const store::Vault& vault, const std::vector<store::StoredFile>& files, const CheckOptions& options);

} // namespace proofstead::trail
