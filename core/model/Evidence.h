// The trail from one record back to a line in a file, and the proof that it has not changed since it was read.
#pragma once

#include "base/Time.h"
#include "model/Ids.h"

#include <cstdint>
#include <string>
#include <vector>

namespace proofstead::model {

// Where a record lies: file, member, position and byte range in the decompressed stream.
struct Origin {
    FileId file;
    std::string path;
    std::string member;      // inside an archive; ""
    std::string pointer;     // JSON pointer of an item in a document; ""
    std::int64_t leaf = 0;   // position among all records of the file, from 0
    std::int64_t index = 0;  // event number in the file, from 0
    std::int64_t offset = 0; // in the decompressed stream
    std::int64_t length = 0;
    std::string fileSha256;    // as delivered, hex
    std::string contentSha256; // decompressed, hex
};

// event -> leaf -> file root -> log entry -> checkpoint. Hashes are lower-case hex.
struct InclusionProof {
    Origin origin;
    std::string salt;     // 16 bytes; "" where it is withheld (masked pack) or erased
    std::string leafHash; // SHA-256(0x00 || salt || bytes)
    std::int64_t fileLeaves = 0;
    std::vector<std::string> filePath; // RFC 6962 audit path from leaf to file root
    std::string fileRoot;
    LogSeq custody = -1;      // log entry of the file
    std::string custodyEntry; // its canonical JSON
    std::int64_t logSize = 0;
    std::vector<std::string> logPath;
    std::string logRoot;
};

struct TrailStep {
    std::string what; // message key: "trail.leaf", "trail.file-root", ...
    std::string value;
    bool holds = true; // re-computed and equal
};

struct Trail {
    RecordId record;
    std::string kind; // event | register | document | principal | credential | grant | statement
    std::string source;
    std::vector<std::pair<std::string, std::string>> fields; // normalised columns, in the view's order
    std::string raw;                                         // bytes as delivered
    bool erased = false;
    std::vector<InclusionProof> proofs; // one for each origin
    std::string checkpoint;             // signed note
    std::vector<TrailStep> steps;
    bool columnsRead = false; // whether the record was normalised again and compared with `fields`
    bool holds = false;       // every step holds
};

// One line of the evidence log.
struct LogEntry {
    LogSeq seq = -1;
    std::string kind; // vault-created, custody, scope, assessment, decision, export, ...
    base::Millis at = 0;
    std::string actor;
    std::string body; // canonical JSON; the leaf is SHA-256(0x00 || body)
};

} // namespace proofstead::model
