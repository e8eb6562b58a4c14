// Sections of the coverage page beyond the hours: stops of recording, the provider's own digests, regions.
#pragma once

#include "present/Pages.h"

#include <vector>

namespace proofstead::present {

std::vector<Section> coverageDetails(const PageData& data);

} // namespace proofstead::present
