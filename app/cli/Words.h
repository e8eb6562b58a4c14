// Words and tones for the ids that lists show. The ids themselves stay in JSON and CSV.
#pragma once

#include "cli/Listing.h"
#include "workspace/Known.h"
#include "workspace/Workspace.h"

#include <concepts>
#include <string>

namespace proofstead::cli {

// The catalogue's text for "<kind>.<id>" ("status.partial"), else the id in plain words.
std::string wordsFor(const workspace::Workspace& workspace, const std::string& kind, const std::string& id);

// Ready-made columns: a status in words and tone, a severity in its tone.
Column statusColumn(const workspace::Workspace& workspace);
Column severityColumn();
// Reasons; the table begins with what a test found.
Column reasonsColumn();
// A point in time; the table shows its day.
Column dayColumn(const std::string& key, const std::string& title);

Tone toneOf(model::Status status);
std::string grouped(std::int64_t number); // 1,234,567
// "1 file", "2,000 files"
std::string counted(std::integral auto number, const std::string& noun) {
    return grouped(static_cast<std::int64_t>(number)) + " " + noun + (number == 1 ? "" : "s");
}

// The sentence for an assessment in which no control applies.
std::string nothingAppliesText(const model::Run& run);

base::Json ids(const std::vector<model::Reason>& reasons);
base::Json toJson(const workspace::Gap& gap);
base::Json toJson(const model::Coverage& coverage);

} // namespace proofstead::cli
