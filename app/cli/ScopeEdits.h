// The options of `proofstead scope` as changes to a scope.
#pragma once

#include "workspace/Workspace.h"

#include <optional>
#include <string>
#include <vector>

namespace proofstead::cli {

struct ScopeEdits {
    std::string organisation, timeZone;
    std::vector<std::string> entities;   // id[:name]=role,role
    std::vector<std::string> sources;    // source[/environment]=hour|day|snapshot
    std::vector<std::string> withheld;   // source[/environment]=reason
    std::vector<std::string> conditions; // condition=yes|no|unset; alone: yes
    std::vector<std::string> frameworks;
    std::optional<base::Millis> from, until, asOf;
    bool declareImported = false;

    bool any() const;
};

// Adds what is new and replaces what has the same id. Error codes: "bad-entity", "bad-source" (detail: the text that
// could not be read), "bad-condition", "bad-period" (until is not after from, or only one of them is known).
base::Status applyEdits(model::Scope& scope, const ScopeEdits& edits,
                        const std::vector<workspace::SourceStatus>& imported);

} // namespace proofstead::cli
