// What an import did, file by file; a defect in the customer's data is a value here, never an error.
#pragma once

#include "base/Time.h"
#include "model/Ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace proofstead::model {

// Byte range of one record in the decompressed stream, with its place in the file.
struct RejectedRecord {
    FileId file;
    std::string path;        // file name and member, as imported
    std::int64_t leaf = 0;   // position in the file, counted from 0 over all records
    std::int64_t line = 0;   // counted from 1; 0 where the container has no lines
    std::int64_t offset = 0; // in the decompressed stream
    std::int64_t length = 0;
    std::string
        reason; // stable id: invalid-json, invalid-utf8, too-deep, too-long, truncated, no-time, not-a-record ...
    std::string detail;
};

// A whole file that could not be read at all, or only in part.
struct FileProblem {
    std::string path;
    std::string code; // error code as in base::Error
    std::string detail;
};

struct FileReport {
    FileId file;
    std::string path;
    std::string source;       // source definition id
    std::string sha256;       // as delivered, hex
    std::int64_t size = 0;    // as delivered
    std::int64_t records = 0; // leaves: accepted + duplicate + rejected count records; events may be more
    std::int64_t events = 0;
    std::int64_t accepted = 0;
    std::int64_t duplicate = 0;
    std::int64_t rejected = 0;
    bool alreadyImported = false; // the same bytes were imported before; nothing was added
    std::string root;             // Merkle root, hex
    LogSeq custody = -1;
};

struct ImportReport {
    ImportId import;
    bool dryRun = false;
    bool cancelled = false;
    std::vector<FileReport> files;
    std::vector<FileProblem> problems;
    std::vector<RejectedRecord> rejected; // at most the first 1,000; `rejects` lists all
    std::int64_t accepted = 0;
    std::int64_t duplicate = 0;
    std::int64_t rejectedCount = 0;
    std::int64_t bytes = 0;
};

// What came of reading the stored bytes of a log again under a corrected definition.
struct RereadReport {
    std::string source, newDefinition;
    std::vector<std::string> oldDefinitions; // digests under which the files were read so far, sorted
    std::int64_t files = 0, records = 0, events = 0;
    std::int64_t changed = 0, gained = 0, lost = 0; // events with other columns, new ones, ones that are gone
    std::int64_t rejected = 0;                      // records
    model::LogSeq seq = -1;                         // its entry in the evidence log
};

} // namespace proofstead::model
