// How far the import of a log came, as it is kept with each batch: where the splitter stands, what was counted, under
// which definition it was read.
#pragma once

#include "ingest/FileImport.h"
#include "source/readers/RecordSplitter.h"

namespace proofstead::ingest {

struct LogMark {
    source::SplitMark split;
    std::int64_t leaf = 0, index = 0; // the next ones
    std::string definition;           // digest
    std::string realPath;             // of the file, as long as it is not closed

    base::Json toJson(const store::FileTotals& totals) const;
    // Counts go back into `totals`.
    static LogMark fromJson(const base::Json& json, store::FileTotals& totals);
};

// Reads what was read before and compares it, record by record, with what is stored. Error code "prefix-differs".
base::Status passStored(FileImport& job, const LogMark& mark);

} // namespace proofstead::ingest
