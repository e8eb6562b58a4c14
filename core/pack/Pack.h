// What goes to the auditor: the report as a document, and beside it the machine-readable attachments with their
// manifest. Most callers want buildDocument() and attachmentsOf(), or reportJson() and reportCsv() for `report`.
//
// Masking follows PackInput::masked in every one of them. Error codes: "unknown-section" (buildDocument),
// "mask-key-missing" (masked, and the key is not 32 bytes long), "unsafe-attachment" never leaves this module: names
// are made from record numbers.
#pragma once

#include "pack/Document.h"
#include "pack/Masking.h"
#include "pack/Outline.h"
#include "pack/PackInput.h"

#include <map>
#include <string>

namespace proofstead::pack {

base::Result<Document> buildDocument(const PackInput& input, const Outline& outline);

// Attachments in the format of seal/PackCheck.h, manifest.json included: findings.json, run.json, proofs.json,
// checkpoint.txt, records/<n>.masked.json or records/<n>.bin with records/<n>.json. The caller adds
// manifest-signature.txt, since this module holds no key.
base::Result<std::map<std::string, std::string>> attachmentsOf(const PackInput& input);

// What the management asserts and an officer signs off, in the words of the pack.
std::string assertionText(const PackInput& input);
// What stands behind each mask of a pack of this input, by mask: a secret of the vault.
base::Result<std::map<std::string, Commitment>> commitmentsOf(const PackInput& input);

// One JSON document with frameworks, controls, reasons in words, tests, findings and sources (canonical JSON).
base::Result<std::string> reportJson(const PackInput& input);
// The gap table: one row for each control that is neither Supported nor not applicable, gravest first; all = every
// control in the order of the frameworks.
base::Result<std::string> reportCsv(const PackInput& input, bool all = false);

} // namespace proofstead::pack
