// Where a passphrase comes from: a key file, a file named in the environment, or the person at the terminal, who types
// it unseen. It never comes from the command line, where others could read it.
#pragma once

#include "base/Result.h"
#include "seal/Secret.h"

#include <string>

namespace proofstead::cli {

enum class Asking { Once, Twice };

struct PassphraseSource {
    std::string keyFile; // as given with --key-file: its bytes are the secret; "" not given

    // In this order: the key file, the first line of PROOFSTEAD_PASSPHRASE_FILE, the terminal. Error codes
    // "passphrase-missing" (none of them), "passphrases-differ", "file-empty" and those of reading a file.
    base::Result<seal::Secret> take(const std::string& question, Asking asking) const;
    // Whether take() would ask somebody, who may then mistype.
    bool asks() const;
};

// The first line of a file, without its line break.
base::Result<seal::Secret> firstLineOf(const std::string& path);
// Asks at the terminal, whatever files are named; error code "passphrase-missing" where there is none.
base::Result<seal::Secret> askUnseen(const std::string& question, Asking asking);
// A question that is answered with a letter; false without a terminal.
bool askYes(const std::string& question);

} // namespace proofstead::cli
