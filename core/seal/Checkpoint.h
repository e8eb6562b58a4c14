// The signed head of the evidence log, as a C2SP signed note with a tlog-checkpoint body, so that existing transparency
// tools read it. Most callers want signCheckpoint() and openCheckpoint().
//
// The text is, with a line feed behind every line:
//   proofstead/<uuid>                        origin, also the signer's name
//   12                                       how many entries
//   <root, base64>
//   (empty line)
//   — proofstead/<uuid> <base64 of key hash (4) and Ed25519 signature (64)>
// Signed are the bytes up to and including the line feed before the empty line. There is one form only: another number
// of signatures, extension lines, leading zeros or a missing last line feed are errors.
//
// Sources: C2SP signed-note and tlog-checkpoint.
// Error codes: "note-malformed", "note-signer" (signed by another name or key), "note-signature" (does not verify).
#pragma once

#include "base/Result.h"
#include "seal/Keys.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace proofstead::seal {

// Signs any text that ends with a line feed and holds no control character besides; the signer's name goes on the
// signature line.
std::string signNote(std::string_view text, std::string_view name, const LogKey& key);
// The signed text (with its last line feed), after checking form, signer and signature.
base::Result<std::string> openNote(std::string_view note, const VerifierKey& key);
// The name on the signature line, nothing verified.
base::Result<std::string> signerOf(std::string_view note);

struct Checkpoint {
    std::string origin;
    std::int64_t size = 0;
    Hash root{};
    bool operator==(const Checkpoint&) const = default;
};

std::string signCheckpoint(const Checkpoint& checkpoint, const LogKey& key);
// Checks everything; the origin must be the key's name.
base::Result<Checkpoint> openCheckpoint(std::string_view note, const VerifierKey& key);

} // namespace proofstead::seal
