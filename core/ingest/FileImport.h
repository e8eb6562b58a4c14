// What the readers of one file have in common: where they read from, where they write to, what they count.
#pragma once

#include "base/Result.h"
#include "ingest/FileStream.h"
#include "model/Import.h"
#include "source/SourceSet.h"
#include "store/ImportWriter.h"

#include <functional>
#include <optional>
#include <vector>

namespace proofstead::ingest {

// Raw bytes after which a batch is committed.
inline constexpr std::int64_t kCommitBytes = std::int64_t{64} << 20;
// Raw bytes of one segment.
inline constexpr std::size_t kSegmentBytes = std::size_t{1} << 20;

struct FileImport {
    store::ImportWriter& writer;
    HashingStream& content;
    const source::Recognised& what;
    const source::Names& lists; // members that wrap records
    model::FileReport& report;
    std::vector<model::RejectedRecord>& rejected; // the first ones, for the report
    store::FileTotals& totals;
    base::Millis collectedAt = 0;
    std::function<bool()> tick;     // after each batch: reports progress; false: stop
    std::string realPath;           // of the file it lies in
    std::optional<base::Json> mark; // how far an interrupted import came; logs only
    std::string readerProblem;      // set when the stream ended where it should not

    base::Status addReject(const model::RejectedRecord& reject);
};

// Error code "cancelled" when tick() said so. importLog() goes on from a mark; error code "prefix-differs" when the
// file no longer begins with what is stored of it.
base::Status importLog(FileImport& job);
base::Status importRegister(FileImport& job);
base::Status importAccess(FileImport& job);

} // namespace proofstead::ingest
