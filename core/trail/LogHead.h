// The head of a vault's evidence log: its tree, the checkpoint over it, and the key that signs it.
// Most callers want addCheckpoint() after appending to the log, and verifierKey() for a pack.
//
// Error codes: those of store/Vault.h, "bad-key" (the stored key is no key), and "vault-damaged" (a stored leaf that is
// no hash).
#pragma once

#include "base/Result.h"
#include "seal/Checkpoint.h"
#include "seal/LogProof.h"
#include "seal/Merkle.h"
#include "seal/PackCheck.h"
#include "store/Vault.h"

#include <optional>
#include <string>

namespace proofstead::trail {

// Name and public key under which the vault's checkpoints are signed.
base::Result<seal::VerifierKey> verifierKey(const store::Vault& vault);

// Signs the log as it is now and keeps the note; returns it. Calling it again without new entries returns the note that
// is there. The caller holds the transaction, if any.
base::Result<std::string> addCheckpoint(store::Vault& vault);

// Signs the manifest of a pack with the log key (content of manifest-signature.txt, seal/PackCheck.h).
base::Result<std::string> signManifest(const store::Vault& vault, std::string_view manifest);

// An entry of the log with the proof that it lies under the newest checkpoint; error code "record-unknown" when there
// is no such entry, or no checkpoint over it.
base::Result<seal::LogProof> entryProof(const store::Vault& vault, model::LogSeq seq);

// Merkle tree over the stored leaf hashes of the first `size` entries (-1: all).
base::Result<seal::MerkleTree> logTree(const store::Vault& vault, std::int64_t size = -1);

} // namespace proofstead::trail
