// What the files of this module share: the parts of an open workspace.
#pragma once

#include "model/Decision.h"
#include "source/SourceSet.h"
#include "workspace/Workspace.h"

#include <memory>
#include <string>
#include <vector>

namespace proofstead::workspace {

struct Workspace::Private {
    OpenOptions options;
    catalog::Catalog content;
    catalog::Texts texts;
    source::SourceSet sources;
    std::optional<store::Vault> vault;
};

// Compiles the catalogue's source definitions.
base::Result<source::SourceSet> compileSources(const catalog::Catalog& content);

// The decision register as values; a row whose kind nobody knows is left out (its register rejects it at import).
base::Result<std::vector<model::Decision>> readDecisions(const store::Vault& vault);

// The id that a run's content gives: the first 16 hex digits of the digest of its canonical JSON without an id.
std::string runIdOf(model::Run run);

// Runs `change` in one transaction and signs the log's new head.
base::Status logged(store::Vault& vault, const std::function<base::Status()>& change);

// What the declared sources of a scope delivered in a period.
base::Result<std::vector<CoverageRow>> coverageIn(const store::Vault& vault, const model::Scope& declared,
                                                  const model::Period& period);

// Under which name everything is logged: the one given, else whose passphrase opened the vault, else the
// operating-system user.
std::string actorOf(const OpenOptions& options);

// A file never replaces a vault, this one or another, nor anything that is no regular file. Error codes "out-is-vault",
// "out-not-regular", "is-a-folder".
base::Status mayWrite(const std::string& out, const std::string& vault);

} // namespace proofstead::workspace
