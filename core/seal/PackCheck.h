// Checks the attachments of an evidence pack: every digest, every proof, the checkpoint, and whose key it is. Works on
// nothing but the attachments, so that an auditor's machine needs no vault. Most callers want checkPack().
//
// Format "proofstead-pack/1" (all hashes are 64 lower-case hex digits; JSON is strict: no duplicate keys; members that
// are not named here are allowed and not judged)
//
// manifest.json
//   { "format": "proofstead-pack/1", "tool": "proofstead 0.1.0", "organisation": "…", "run": "…",
//     "period": { "from": …, "until": …, "as_of": … }, "masked": true | false,
//     "log_key": "<verifier key, Keys.h>", "checkpoint": "checkpoint.txt",
//     "signature": { "certificate_sha256": hex, "subject": "…", "self_signed": true | false },
//     "attachments": [ { "name": "proofs.json", "sha256": hex, "size": bytes }, … ], "content": { … } }
//   `attachments` names every attachment but manifest.json and manifest-signature.txt, each once, sorted by name.
//   `signature`, where it is there, says which certificate the PDF around the attachments is signed with: a signature
//   that was taken away or exchanged shows (SignedPack.h).
//   proofs.json and the checkpoint are always among them. Names: 1 to 200 bytes of UTF-8, relative, '/' between
//   folders, no empty, "." or ".." part, no control character, no '\' and no ':'.
// manifest-signature.txt
//   signManifest() of the bytes of manifest.json with the log key: a signed note (Checkpoint.h) with the text
//   "proofstead-pack/1\n<sha256 of manifest.json>\n". May be absent; then no key can vouch for the manifest, which
//   fails when the caller names a key and is said as a note when not.
// checkpoint.txt
//   signed checkpoint (Checkpoint.h).
// proofs.json
//   { "proofs": [ { "record": n,
//       "origin": { "path", "member", "pointer", "leaf", "index", "offset", "length", "file_sha256", "content_sha256"
//       }, "leaf_hash": hex, "salt": 32 hex digits | null, "attachment": "records/<n>.bin" | null, "file": { "leaves":
//       n, "path": [hex…], "root": hex }, "custody": { "seq": n, "entry": "canonical JSON text" | null, "leaf_hash":
//       hex }, "log": { "size": n, "path": [hex…], "root": hex } }, … ] }
//   One item for each origin of each cited record. `salt` and `attachment` are both given (unmasked, the attachment
//   holds the record's bytes as delivered) or both null (masked or erased: the leaf hash stands alone).
//   `custody.entry` is null where it would name a file whose own name holds a personal value; path and member are
//   masked then, and what the entry says of the file is not proven. `file.path` and `log.path` are RFC 6962 audit
//   paths, leaf to root.
// Custody entry (the text in custody.entry): { "seq": custody.seq, "kind": "custody", "at", "actor", "body": { … } }
// with
//   "sha256" = origin.file_sha256, "content_sha256" = origin.content_sha256, "path" = origin.path, "member" =
//   origin.member (absent when ""), "records" = file.leaves and "root" = file.root among the members of "body".
//
// Error codes: none; whatever is wrong with a pack is a step that does not hold.
#pragma once

#include "base/Json.h"
#include "seal/Keys.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace proofstead::seal {

using Attachments = std::map<std::string, std::string>; // name -> bytes

inline constexpr const char* kPackFormat = "proofstead-pack/1";
inline constexpr const char* kManifestName = "manifest.json";
inline constexpr const char* kManifestSignatureName = "manifest-signature.txt";
inline constexpr const char* kProofsName = "proofs.json";
inline constexpr const char* kCheckpointName = "checkpoint.txt";

// One thing that was looked at. `what` is one of the keys below; `detail` names the attachment, record or value (when
// it holds: how many were looked at). A note is true and worth saying, and proves nothing ("signer not proven").
//   pack.manifest            manifest.json is there and well formed
//   pack.attachments         every attachment that the manifest names is there with its size and digest
//   pack.unlisted            nothing is attached that the manifest does not name
//   pack.checkpoint          the checkpoint is signed under the manifest's log key
//   pack.proofs              proofs.json is there and well formed
//   pack.leaf                each attached record gives its leaf hash, and each records/….bin has a proof (absent
//                            when no record is attached)
//   pack.masked        note  how many records are masked: position proven, content not shown
//   pack.file-root           each leaf hash lies in its file's root
//   pack.withheld      note  how many custody entries are withheld, since they name a file by a personal value
//   pack.custody             each custody entry names that file, root and number of records, and gives its leaf hash
//   pack.log-root            each custody entry lies in the log root of the checkpoint
//   pack.sign-off            the sign-off of a named officer lies in the log root, and is about this run (absent
//                            without sign-off.json; format in LogProof.h)
//   pack.manifest-signature  the manifest is signed under its log key (note when absent and no key was given)
//   pack.signer              the log key is the one that the caller trusts (note "signer not proven" without one)
struct PackStep {
    std::string what;
    std::string detail;
    bool holds = true;
    bool note = false;
};

struct PackVerdict {
    std::vector<PackStep> steps; // in the order of the keys above; failures of one kind each have a step of their own
    bool holds = false;          // every step holds
    bool signerProven = false;   // a trusted key signed checkpoint and manifest
    bool masked = false;
    std::string signedWith; // SHA-256 of the certificate that the manifest names, hex; "" none
    std::string tool, organisation, run, logKey;
    std::int64_t logSize = 0;
    std::int64_t proofs = 0;

    const PackStep* firstFailure() const; // nullptr when everything holds
};

// `trusted`: the log key that the caller got from elsewhere (--key); nullopt: the pack's own key is used, and said so.
PackVerdict checkPack(const Attachments& attachments, const std::optional<VerifierKey>& trusted = std::nullopt);

// A name that may be attached and written below a folder (see above).
bool isSafeName(std::string_view name);

// Content of manifest-signature.txt. `origin` is the checkpoint's origin ("proofstead/<uuid>").
std::string signManifest(std::string_view manifest, std::string_view origin, const LogKey& key);

// The verdict for machines: { "holds", "signer_proven", "masked", "organisation", "run", "tool", "log_key", "log_size",
// "proofs", "steps": [ { "what", "detail", "holds", "note" } ] }.
base::Json toJson(const PackVerdict& verdict);

} // namespace proofstead::seal
