// Reads stored records once more along the definition of their source and compares what they say with the columns that
// the vault shows: a changed column gives itself away by the bytes beneath it.
#pragma once

#include "base/Result.h"
#include "model/Ids.h"
#include "source/SourceSet.h"
#include "store/EvidenceStore.h"
#include "store/Vault.h"

#include <functional>
#include <optional>

namespace proofstead::ingest {

struct ColumnVerdict {
    bool read = false;                     // false: the definition that the file was read under is not at hand any more
    std::int64_t records = 0;              // compared
    std::int64_t different = 0;            // events that are missing, too many, or say something else
    std::optional<model::RecordId> record; // the first event that says something else
};

// Of one closed file of a log. `go`: asked after each segment's worth of records; false stops with error code
// "cancelled".
base::Result<ColumnVerdict> checkColumns(const store::Vault& vault, const source::SourceSet& sources,
                                         const store::StoredFile& file, const std::function<bool()>& go);

// Of one event; `read` is false for other records, too.
base::Result<ColumnVerdict> checkColumns(const store::Vault& vault, const source::SourceSet& sources,
                                         model::RecordId record);

} // namespace proofstead::ingest
