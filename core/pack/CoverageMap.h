// Covered time as a map: sources down, days (or weeks, or months) across.
#pragma once

#include "pack/Context.h"

#include <vector>

namespace proofstead::pack {

struct CoveredSource {
    const model::DeclaredSource* source = nullptr;
    const model::Coverage* coverage = nullptr; // nullptr: neither the run nor the vault knows anything of it
};
// Every declared source with its coverage as the run saw it; where no test read the source, as the vault has it.
std::vector<CoveredSource> coveredSources(const Context& context);

// Maps of at most 31 columns each, one below the other; none when no source is expected by the hour or day.
std::vector<HeatMap> coverageMaps(Context& context, const std::vector<CoveredSource>& sources);

} // namespace proofstead::pack
