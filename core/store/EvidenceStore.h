// Reading evidence back: files with their custody, segments with their leaves, and where a record lies.
// For core/trail and core/workspace.
#pragma once

#include "base/Json.h"
#include "base/Result.h"
#include "base/Time.h"
#include "model/Evidence.h"
#include "model/Ids.h"
#include "model/Import.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace proofstead::store {

class Vault;

struct StoredFile {
    model::FileId id;
    std::string source;
    std::string environment; // the only one its records name; "" when several
    std::string path;
    std::string member;
    std::string sha256;        // as delivered, hex
    std::string contentSha256; // decompressed, hex
    std::int64_t size = 0;
    std::int64_t contentSize = 0;
    std::int64_t records = 0;
    std::int64_t events = 0;
    std::int64_t accepted = 0;
    std::int64_t duplicate = 0;
    std::int64_t rejected = 0;
    std::string root; // hex
    model::LogSeq custody = -1;
    base::Millis importedAt = 0;
    std::optional<base::Millis> collectedAt;
    std::optional<base::Millis> observedFrom;
    std::optional<base::Millis> observedTo;
    std::string problem;   // error code of a file that could be read in part only; ""
    bool mismatch = false; // the last verification found other bytes than were imported
};

enum class LeafKind { Accepted, Duplicate, Rejected, Erased };

struct StoredLeaf {
    std::int64_t leaf = 0;   // position in the file
    std::int64_t offset = 0; // in the decompressed stream
    std::int64_t length = 0;
    LeafKind kind = LeafKind::Accepted;
    std::string_view salt;  // 16 bytes
    std::string_view hash;  // 32 bytes, as stored
    std::string_view bytes; // as delivered
};

struct RecordPlace {
    std::string kind; // event | register | document | principal | credential | statement | grant
    std::string source;
    std::vector<std::pair<model::FileId, model::Origin>> origins; // first seen first
    std::vector<std::pair<std::string, std::string>> fields;      // columns of its published view, as text
};

class EvidenceStore {
public:
    explicit EvidenceStore(const Vault& vault) : m_vault(vault) {}

    base::Result<std::vector<StoredFile>> files() const; // closed files, in custody order
    base::Result<StoredFile> file(model::FileId id) const;
    // Files of that name and source which may have been what is now larger than they were, the longest first; only such
    // as were delivered unpacked.
    base::Result<std::vector<StoredFile>> shorter(const std::string& path, const std::string& source,
                                                  std::int64_t size) const;
    // Where a record lies and what it says; error code "record-unknown".
    base::Result<RecordPlace> place(model::RecordId record) const;
    // All leaves of a file in order, segment by segment; stops when the callback returns false.
    base::Status leaves(model::FileId file, const std::function<bool(const StoredLeaf&)>& leaf) const;
    // One leaf with its bytes (copied out).
    struct OneLeaf {
        StoredLeaf info; // views below
        std::string salt, hash, bytes;
    };
    base::Result<OneLeaf> leaf(model::FileId file, std::int64_t number) const;
    // The stored 32-byte leaf hashes of a file, in order, without unpacking any bytes.
    base::Result<std::vector<std::string>> leafHashes(model::FileId file) const;
    base::Result<std::vector<model::RejectedRecord>> rejected(model::FileId file = {}, std::int64_t limit = -1) const;
    base::Status markMismatch(model::FileId file, bool mismatch);

private:
    const Vault& m_vault;
};

} // namespace proofstead::store
