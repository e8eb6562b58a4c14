// Everything that a pack or a report says, gathered by workspace. Values in, values out: nothing in this module reads a
// file, a clock or a vault.
#pragma once

#include "base/Time.h"
#include "model/Check.h"
#include "model/Decision.h"
#include "model/Evidence.h"
#include "model/Framework.h"
#include "model/Run.h"
#include "pack/Masking.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace proofstead::pack {

struct Field {
    std::string name;
    std::string value;
    FieldClass kind = FieldClass::Plain; // classOfField() gives the usual one
};

// A record that a finding or a decision points at.
struct CitedRecord {
    model::RecordId id;
    std::string source;
    std::string environment;
    std::string label; // one line: "ConsoleLogin by arn:… at 2025-01-05T02:10:00Z"; masked by value when printed
    std::vector<Field> fields; // normalised columns in the view's order
    std::string raw;           // bytes as delivered; "" when erased
    bool erased = false;
    std::vector<model::InclusionProof> proofs; // at least one: where it was delivered
};

struct SourceFile {
    std::string path;
    std::string source;
    std::string environment; // "" several, or none
    std::string sha256;      // as delivered, hex
    std::int64_t size = 0;
    std::int64_t records = 0;
    std::int64_t rejected = 0;
    std::string root; // Merkle root, hex
    base::Millis importedAt = 0;
    std::optional<base::Millis> collectedAt;
    std::optional<base::Millis> observedFrom;
    std::optional<base::Millis> observedTo;
    model::LogSeq custody = -1;
};

// What was expected of one declared source over the period, and what the vault holds of it.
struct SourceCoverage {
    std::string source;
    std::string environment;
    model::Coverage coverage;
};

struct PreviousCounts {
    std::string run;
    base::Millis asOf = 0;
    std::map<std::string, std::map<model::Status, std::int64_t>> byFramework;
    std::map<std::string, model::Status> controls; // "framework/control"
};

// A row of the register of datasets.
struct Dataset {
    std::string name;
    std::string classification;
    std::optional<bool> personal;
};

// Whose signature the PDF around the attachments will bear.
struct Signer {
    std::string subject;
    std::string certificateSha256; // hex
    bool selfSigned = false;       // nobody else vouches for the name
    bool timeStamped = false;      // a time-stamp service will say when
};

// A named officer who stands for the pack, as an entry of the evidence log says.
struct SignOff {
    std::string name;
    std::string role;
    std::string statement; // assertionText() of this pack
    base::Millis at = 0;
    model::LogSeq seq = -1;
    std::string proof; // sign-off.json (seal/LogProof.h)
};

struct PackInput {
    model::Run run;
    std::vector<model::Framework> frameworks; // those of the run, in its order
    std::map<std::string, model::CheckDefinition> checks;
    std::vector<CitedRecord> records; // sorted by id
    std::vector<SourceFile> files;
    std::vector<SourceCoverage> coverage; // of every declared source, whether a test read it or not
    std::vector<model::Decision> decisions;
    std::map<std::string, std::string> sourceTitles; // id -> title; missing: the id is shown
    std::optional<PreviousCounts> previous;
    std::vector<Dataset> datasets;
    std::optional<std::int64_t> changes; // in the period; nullopt: there is no register of changes

    std::string checkpoint;  // signed note, as text
    std::string verifierKey; // "name+hash+base64" of the log key, for `proofstead-verify`
    std::string anchor;      // outside anchor of the log's history in words; "" none

    std::string organisation; // "" takes the scope's
    std::string addressee;    // "" leaves a blank to be filled in
    std::string distribution;
    std::string permittedUse;
    std::string preparedBy;
    std::optional<Signer> signer;   // nullopt: not signed, or no PDF
    std::optional<SignOff> signOff; // nullopt: to be completed by hand

    base::Millis generatedAt = 0;
    std::string toolVersion;
    std::string language = "en";
    std::map<std::string, std::string> messages; // resources/i18n/<lang>.json

    bool masked = true;
    std::string unmaskedReason;                      // why values are shown in clear; printed when not masked
    std::string maskKey;                             // 32 bytes kept in the vault; see Masking.h
    std::map<std::string, FieldClass> knownPersonal; // values to be masked wherever they occur (user and person names)
};

} // namespace proofstead::pack
