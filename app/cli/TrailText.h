// The trail of a record, for people and for programs.
#pragma once

#include "cli/Session.h"
#include "model/Evidence.h"

namespace proofstead::cli {

// Verdicts of the newest assessment that rest on the record, the record, where it lies, and what was re-computed.
void printTrail(const Session& session, const workspace::Workspace& workspace, const model::Trail& trail,
                const workspace::CitingVerdicts& cited, bool withQuery);
base::Json trailJson(const model::Trail& trail, const workspace::CitingVerdicts& cited);

} // namespace proofstead::cli
