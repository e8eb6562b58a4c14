// How far long work has come, as one line.
#pragma once

#include "workspace/Workspace.h"

#include <QString>

namespace proofstead::present {

// "Importing: 12.0 MB of 40.0 MB (30 %), 3.1 MB/s, 9 s left". `seconds`: since this stage of the work began.
QString progressText(const workspace::ProgressState& state, double seconds);
// "Importing"
QString stageText(const workspace::ProgressState& state);

} // namespace proofstead::present
