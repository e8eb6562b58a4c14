// A recovery key: 160 random bits for paper and safe, written as eight groups of five letters and digits (base32 of RFC
// 4648), of which the last 40 bits check the rest, so that a slip of the pen is told from a wrong key.
#pragma once

#include "seal/Secret.h"

#include <optional>
#include <string_view>

namespace proofstead::seal {

struct RecoveryKey {
    Secret bits;
    Secret text; // "ABCDE-FGHIJ-…"
};

RecoveryKey newRecoveryKey();
// The bits of a recovery key as somebody typed it: case, spaces and dashes do not matter. Nothing: it is none.
std::optional<Secret> readRecoveryKey(std::string_view text);

} // namespace proofstead::seal
