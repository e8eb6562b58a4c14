// The charts with which the summary begins.
#pragma once

#include "pack/Context.h"

namespace proofstead::pack {

// One heading, headline and pair of bars for each framework of the run.
void writeCharts(const Context& context, Document& document);

} // namespace proofstead::pack
