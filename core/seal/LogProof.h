// An entry of the evidence log that a pack brings along with its proof: today the sign-off of a named officer.
//
// sign-off.json
//   { "seq": n, "entry": "canonical JSON text", "leaf_hash": hex, "log": { "size": n, "path": [hex…], "root": hex } }
//   The entry: { "seq", "kind": "sign-off", "at", "actor", "body": { "name", "role", "run", "statement" } }.
//
// Error code "pack-proof": a member is missing or of the wrong form.
#pragma once

#include "base/Json.h"
#include "seal/Checkpoint.h"

#include <string>
#include <vector>

namespace proofstead::seal {

inline constexpr const char* kSignOffName = "sign-off.json";

struct LogProof {
    std::int64_t seq = 0;
    std::string entry;
    Hash leaf{};
    std::int64_t size = 0;
    std::vector<Hash> path;
    Hash root{};

    static base::Result<LogProof> read(std::string_view json);
    std::string write() const;
    // "" when the entry lies in the checkpoint's log, else what is wrong in the machine's words.
    std::string check(const Checkpoint& checkpoint) const;
};

struct SignOff {
    std::string name, role, run, statement, at;

    // "" in every member where the entry is no sign-off.
    static SignOff of(const LogProof& proof);
};

} // namespace proofstead::seal
