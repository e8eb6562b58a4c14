// Findings and runs as JSON with personal values masked: the one place from which every machine format takes them.
#pragma once

#include "pack/Context.h"

namespace proofstead::pack {

base::Json findingJson(Context& context, const model::Finding& finding);
// The run in its canonical members. A masked one carries "masked": true, since its id is the digest of the unmasked
// run.
base::Json runJson(Context& context);
// { mask: commitment } for everything that the context has masked so far.
base::Json commitmentsJson(const Context& context);

} // namespace proofstead::pack
