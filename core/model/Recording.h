// Events by which a source stops, narrows or resumes its own recording, as its definition names them.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace proofstead::model {

enum class RecordingEffect { Stop, Narrow, Resume };

// All of it together. Attributes are those of event.attributes; patterns know * and ? and no case.
struct RecordingRule {
    using Patterns = std::vector<std::pair<std::string, std::vector<std::string>>>; // attribute -> any of these
    RecordingEffect effect = RecordingEffect::Stop;
    std::string service;              // "" any
    std::vector<std::string> actions; // any of them, as the source writes them
    std::string subject;              // attribute that names what is stopped; "": the target
    Patterns when;                    // any of them fits; none: always
    Patterns unless;                  // none of them fits
};

} // namespace proofstead::model
