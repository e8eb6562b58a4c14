// What a provider's own signed digests say about its log files, as core/trail found it: kept, so that checks can read
// it (views source_digest and source_digest_file), with the log positions between which it was so.
#pragma once

#include "base/Result.h"
#include "base/Time.h"
#include "model/Ids.h"
#include "store/Vault.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace proofstead::store {

// One digest of a provider.
struct SourceDigest {
    model::RecordId record;
    std::string source, environment, region, trail; // source: of the log files it names
    std::string object;                             // its name at the provider
    base::Millis from = 0, until = 0;               // what it speaks about
    std::string signature;                          // signed | not-exported | broken | unknown-key
    std::string link;                               // holds | first | previous-missing | hash-differs | time-hole
    std::optional<base::Millis> linkFrom;           // where the time before it begins that nothing speaks about
    bool newest = false;                            // of its chain
    std::int64_t files = 0, same = 0, missing = 0,
                 other = 0; // log files it names: all, as named, not imported, changed
};

// A log file that is not as its digest says, or that no digest names.
struct SourceDigestFile {
    model::RecordId record; // the digest; none: no digest names the file
    std::string source, environment, region, trail, object;
    std::string state; // not-imported | other-hash | not-named
    model::FileId file;
    std::optional<base::Millis> from, until; // of its events
};

struct SourceDigests {
    std::vector<SourceDigest> digests; // by source, environment, region, trail, time
    std::vector<SourceDigestFile> files;
};

// Documents of a source that closed files hold.
base::Result<bool> hasDocuments(const Vault& vault);
struct StoredDocument {
    model::RecordId record;
    model::FileId file;
    std::int64_t leaf = 0;
};
// In the order of their files.
base::Result<std::vector<StoredDocument>> documentsOf(const Vault& vault, const std::string& source);

// Takes the place of what was found before; nothing is written where it is the same. The caller commits.
base::Status keepSourceDigests(Vault& vault, const SourceDigests& found);
base::Result<SourceDigests> sourceDigests(const Vault& vault); // the newest

} // namespace proofstead::store
