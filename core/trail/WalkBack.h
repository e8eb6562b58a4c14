// From a record back to its bytes in a file and up to the signed checkpoint, every hash computed anew.
// Most callers want WalkBack::open() once and then trail() for each record: it keeps the trees of the files it meets.
//
// Steps of a trail, in this order for each origin (model::TrailStep::what):
//   trail.leaf        salt and bytes give the leaf hash          value: leaf hash
//   trail.erased      the bytes were erased, the commitment stays (instead of trail.leaf)
//   trail.file-root   the leaf lies in the file's Merkle tree     value: root
//   trail.custody     the file's custody entry names that root, number of records and digests, and gives its own leaf
//   hash trail.log-root    the custody entry lies in the log           value: root trail.checkpoint  the log root is
//   signed under the vault's key   value: "size root"; last, once for all origins
//
// Error codes: "record-unknown", those of store/EvidenceStore.h and LogHead.h. A hash that does not agree is no error:
// the step does not hold.
#pragma once

#include "base/Result.h"
#include "model/Evidence.h"
#include "store/EvidenceStore.h"
#include "trail/LogHead.h"

#include <map>
#include <memory>
#include <string>

namespace proofstead::trail {

class WalkBack {
public:
    // Takes the newest checkpoint and the log under it. A record whose custody entry is younger than the checkpoint has
    // its proof against the log as it is, and the step trail.checkpoint does not hold.
    static base::Result<WalkBack> open(const store::Vault& vault);
    WalkBack(WalkBack&&) noexcept;
    WalkBack& operator=(WalkBack&&) noexcept;
    ~WalkBack();

    // `raw` holds the bytes of the first origin that still has them.
    base::Result<model::Trail> trail(model::RecordId record);

    const std::string& checkpoint() const; // signed note; "" when the vault has none
    const seal::VerifierKey& key() const;

private:
    struct Private;
    explicit WalkBack(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace proofstead::trail
