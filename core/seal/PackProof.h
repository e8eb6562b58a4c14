// One proof of proofs.json and what can be checked about it alone; the format is in PackCheck.h. For PackCheck.
//
// Each check returns "" when it holds, else what is wrong in the machine's words.
#pragma once

#include "base/Json.h"
#include "seal/Checkpoint.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace proofstead::seal {

struct PackProof {
    std::int64_t record = 0;
    std::string path, member;
    std::string fileSha256, contentSha256;
    std::int64_t leaf = 0;
    Hash leafHash{};
    std::optional<std::string> salt;       // raw bytes
    std::optional<std::string> attachment; // name
    std::int64_t fileLeaves = 0;
    std::vector<Hash> filePath;
    Hash fileRoot{};
    std::int64_t custody = 0;
    std::optional<std::string> custodyEntry; // nullopt: withheld, since it names a file by a personal value
    Hash custodyLeaf{};
    std::int64_t logSize = 0;
    std::vector<Hash> logPath;
    Hash logRoot{};

    // Error code "pack-proof" with the member that is missing or of the wrong form.
    static base::Result<PackProof> read(const base::Json& item);

    std::string label() const; // "record 12 (events.json, leaf 4)"
    std::string checkLeaf(std::string_view bytes) const;
    std::string checkFileRoot() const;
    std::string checkCustody() const;
    std::string checkLogRoot(const Checkpoint& checkpoint) const;
};

} // namespace proofstead::seal
