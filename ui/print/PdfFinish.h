// The second pass over a PDF that Qt wrote: outline, named destinations, links, attachments, metadata and output
// intent, as PDF/A-3 asks for them (ISO 19005-3). No validator of that standard exists on this platform, so the claim
// rests on structural tests of our own. The only user of qpdf.
#pragma once

#include "print/Canvas.h"

#include <map>
#include <string>

namespace proofstead::print {

// Writes `outFile` with mode 0600 by way of a temporary neighbour and a rename. Error codes "pdf-unwritable" (detail:
// what qpdf said), "permission-denied", "disk-full", "file-unwritable".
base::Status finishPdf(const DrawnPages& drawn, const Composition& composition, const pack::Document& document,
                       const std::map<std::string, std::string>& attachments, const std::string& outFile);

} // namespace proofstead::print
