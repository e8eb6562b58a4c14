// The member "recording" of a log definition: which events stop, narrow or resume recording. resources/README.md
// describes it. Error code "invalid-source" with the JSON pointer.
#pragma once

#include "base/Json.h"
#include "base/Result.h"
#include "model/Recording.h"

#include <vector>

namespace proofstead::catalog {

base::Result<std::vector<model::RecordingRule>> recordingRules(const base::Json& document);

} // namespace proofstead::catalog
