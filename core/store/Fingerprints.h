// Decides whether an event was seen before: by the source's own id across files, or by its content within one file
// (DECISIONS: same source, same id, same content is one event; same id with other content is two, flagged).
// On disk the fingerprints of a batch lie sorted in chunks of their own; nothing is ever merged or moved.
#pragma once

#include "base/Result.h"
#include "store/EventBlocks.h"
#include "store/FingerprintSet.h"
#include "store/Statement.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace proofstead::store {

// Keyed 64-bit hashes (XXH3): fast enough to run over every record, and unpredictable without the vault's seed.
std::uint64_t keyedHash(std::uint64_t seed, std::string_view bytes);

base::Result<std::uint64_t> fingerprintSeed(sqlite3* handle);
// Of an event with an id of its own; `source` is the number of the term that names its source.
std::uint64_t fingerprintOf(std::uint64_t seed, std::int64_t source, std::string_view nativeId);
// Records whose fingerprint begins like this one, from disk; some may only look alike or be gone.
base::Result<std::vector<std::int64_t>> recordsNoted(sqlite3* handle, std::uint64_t fingerprint);

class Fingerprints {
public:
    struct Match {
        std::int64_t duplicateOf = 0; // record with the same id and content; 0 none
        std::int64_t reusedFrom = 0;  // first record with the same id and other content; 0 none
    };
    struct Event {
        std::int64_t source = 0;
        std::span<const std::int64_t> files; // that it lies in: one, after those which that one was when shorter
        std::string_view nativeId;
        std::uint64_t content = 0;
    };

    // Reads the fingerprints of the vault into memory.
    base::Status load(sqlite3* handle);
    // What the event matches, if anything; it is noted under `record` when it is no duplicate. `pending`, whose first
    // row is record `firstPending`, holds the events that are in no block yet.
    base::Result<Match> match(const Event& event, std::int64_t record, EventBlocks& blocks, const BlockBuilder& pending,
                              std::int64_t firstPending);
    // Writes what was noted since the last time.
    base::Status flush();

private:
    struct Noted {
        std::uint32_t tag, record;
    };
    struct Look; // at one earlier event

    base::Result<std::int64_t> find(std::uint64_t fingerprint, const Event& event, bool sameContent,
                                    EventBlocks& blocks, const BlockBuilder& pending, std::int64_t firstPending) const;
    void note(std::uint64_t fingerprint, std::int64_t record);

    std::uint64_t m_seed = 0;
    FingerprintSet m_seen;
    std::vector<Noted> m_new;
    std::int64_t m_batch = 0;
    Statement m_insert;
};

} // namespace proofstead::store
