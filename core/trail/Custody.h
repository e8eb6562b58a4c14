// What a custody entry says about a file, compared with the file as the vault shows it. For WalkBack and VaultCheck.
#pragma once

#include "base/Result.h"
#include "model/Evidence.h"
#include "seal/Digest.h"
#include "store/EvidenceStore.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace proofstead::trail {

// Counts that a later reading of the same bytes under a corrected definition gave, by custody entry.
struct RereadCounts {
    std::int64_t accepted = 0, duplicate = 0, rejected = 0;
};
std::map<model::LogSeq, RereadCounts> rereadCounts(const std::vector<model::LogEntry>& log);

// "" when the entry is the file's custody entry and both say the same, else what differs, in the machine's words.
// `later`: what the file's records count as since.
std::string custodyDifference(const model::LogEntry& entry, const store::StoredFile& file,
                              const std::map<model::LogSeq, RereadCounts>& later = {});

// "" when an entry's columns (place, kind, time, actor) are those of its own text, which alone is hashed.
std::string entryDifference(const model::LogEntry& entry);

seal::Hash leafOf(const model::LogEntry& entry);

// 32 bytes each; error code "vault-damaged".
base::Result<seal::Hash> toHash(std::string_view bytes);
base::Result<std::vector<seal::Hash>> toHashes(const std::vector<std::string>& stored);

// "events.json" or "more.zip!in/x.csv", fit for a screen.
std::string nameOf(const store::StoredFile& file);

} // namespace proofstead::trail
