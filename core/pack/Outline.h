// Which sections a pack has, in which order, and how much of each: resources/packs/<id>.json.
#pragma once

#include "base/Json.h"
#include "base/Result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace proofstead::pack {

struct Outline {
    std::string id;
    std::string kindKey = "report.kind.full"; // message key of what the document calls itself
    std::vector<std::string> sections;        // ids of Sections.h
    std::int64_t exceptionsPerControl = 5;    // the rest is in findings.json, and said so
    std::int64_t exceptionsPerTest = 25;
    std::int64_t worstGaps = 15;
    bool brief = false;  // legend, sources and content in short
    bool flow = false;   // sections go on below one another where there is room
    bool queries = true; // print the SQL of every test
};

// Error code "invalid-outline" (detail: what), unknown sections included.
base::Result<Outline> outlineFromJson(const base::Json& document);

} // namespace proofstead::pack
