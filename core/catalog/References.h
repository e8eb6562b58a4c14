// Everything that one part of a catalogue says of another must be there. Error code "dangling-reference" with the JSON
// pointer (or the header of a check) and the path; "duplicate-id" for a control id in two frameworks.
#pragma once

#include "catalog/Catalog.h"

namespace proofstead::catalog {

base::Status checkReferences(const Catalog& catalog);

} // namespace proofstead::catalog
