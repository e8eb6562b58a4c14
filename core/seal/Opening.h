// A masked value that its organisation has opened: what stands behind one mask of a pack. Anybody can check it against
// the commitment in the pack. Most callers want checkOpening().
//
// Format "proofstead-opening/1":
//   { "format", "shown": "‹masked:user:1a2b3c4d›", "class": "user", "value": "alice", "salt": 32 hex digits,
//     "commitment": SHA-256(0x00 || salt || value), hex }
// In a pack, findings.json lists all commitments: { "commitments": { shown: commitment } }.
//
// Error code "opening-malformed" (detail: which member).
#pragma once

#include "base/Json.h"
#include "seal/PackCheck.h"

#include <string>

namespace proofstead::seal {

inline constexpr const char* kOpeningFormat = "proofstead-opening/1";
inline constexpr const char* kFindingsName = "findings.json";

struct Opening {
    std::string shown, kind, value, salt, commitment; // salt and commitment as hex

    static base::Result<Opening> read(std::string_view json);
    std::string write() const;
    // The commitment that salt and value give, hex; "" for a salt that is none.
    std::string computed() const;
};

// Step pack.opened: value and salt give the commitment that the pack shows for this mask. The detail names mask and
// value.
PackStep checkOpening(const Opening& opening, const Attachments& attachments);

} // namespace proofstead::seal
