// What every command is given: which vault is meant, where the content lies, how to open both, and how to say what
// happens.
#pragma once

#include "base/Result.h"
#include "cli/Passphrase.h"
#include "cli/Terminal.h"
#include "workspace/Workspace.h"

#include <atomic>
#include <string>

namespace proofstead::cli {

// 0 done, 1 done and something asked for was found (--fail-on, verify), 2 could not run.
inline constexpr int kDone = 0;
inline constexpr int kFound = 1;
inline constexpr int kFailed = 2;

struct Session {
    std::string vault; // as given with --vault; "" not given
    Terminal terminal = Terminal::ofStandardOutput();
    std::atomic<bool>* cancelled = nullptr; // set by Ctrl+C
    bool quiet = false;                     // no progress
    std::string user;                       // as given with --user; "" not given
    PassphraseSource passphrase;            // what opens an encrypted vault

    // --vault, else PROOFSTEAD_VAULT, else the only *.vault of the current folder. Error codes "vault-not-named",
    // "vault-ambiguous" (detail: their names).
    base::Result<std::string> vaultPath() const;
    workspace::OpenOptions options(const std::string& path, bool write) const;
    base::Result<workspace::Workspace> open(bool write) const;
    // --user, else PROOFSTEAD_USER, else the operating-system user.
    std::string userName() const;
    // What opens a vault: asked for when it is encrypted and not known yet, up to three times where somebody types it.
    // None for a plain vault and for a file that is none.
    base::Result<store::VaultKey> keyOf(const std::string& path) const;
};

// A line of text on standard output; an error as one sentence on standard error.
void say(const std::string& line);
void complain(const base::Error& error);
std::string sentence(const base::Error& error);

// Everything that was written has arrived; error code "disk-full" or "file-unwritable".
base::Status flushOutput();

} // namespace proofstead::cli
