// Decides whether an event was seen before: by the source's own id across files, or by its content within one file.
// New fingerprints are held back and written in key order, so that a batch touches each page of their table once.
#pragma once

#include "base/Result.h"
#include "store/FingerprintSet.h"
#include "store/Statement.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace proofstead::store {

class Fingerprints {
public:
    struct Match {
        std::int64_t duplicateOf = 0;     // record with the same id and content; 0 none
        std::vector<std::int64_t> reused; // records with the same id and other content
    };

    // Reads all fingerprints of the vault into memory.
    base::Status load(sqlite3* handle);
    // Notes the fingerprint; what it matches, if anything. `file`: that of the event, for sources without ids.
    base::Result<Match> match(std::uint64_t fingerprint, std::string_view nativeId, std::uint64_t content,
                              std::int64_t file);
    void add(std::uint64_t fingerprint, std::int64_t record, std::uint64_t content);
    base::Status flush();
    void forgetPending() { m_pending.clear(); }

private:
    struct Pending {
        std::uint64_t fingerprint;
        std::int64_t record;
        std::uint64_t content;
    };

    FingerprintSet m_seen;
    std::vector<Pending> m_pending;
    Statement m_insert, m_find;
};

} // namespace proofstead::store
