// One control of a run: as JSON, and as a page of text with everything behind its status.
#pragma once

#include "cli/Session.h"
#include "model/Run.h"

namespace proofstead::cli {

base::Json controlJson(const workspace::Workspace& workspace, const model::ControlResult& control);
void printControl(const Session& session, const workspace::Workspace& workspace, const model::Run& run,
                  const model::ControlResult& control);

} // namespace proofstead::cli
