// What a log delivered besides its hours, as members of its row and as lines below the table.
#pragma once

#include "cli/Words.h"

#include <string>
#include <vector>

namespace proofstead::cli {

// regions, late_events, longest_delay_ms, late_files, longest_delivery_ms, stops, collection_gaps, logging_gaps,
// digests, unnamed_files; and in each of `missing` its kind.
void addDetail(base::Json& json, const workspace::CoverageRow& row);

// Stops of recording, signed digests, and regions where there are several; empty where there is nothing to say.
std::vector<std::string> detailLines(const std::vector<workspace::CoverageRow>& rows);

} // namespace proofstead::cli
