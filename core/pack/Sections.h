// The sections that a report can have, in one table; a pack's outline names them in its own order.
#pragma once

#include "pack/Context.h"

#include <span>
#include <string_view>

namespace proofstead::pack {

struct Section {
    std::string_view id;
    void (*write)(Context& context, Document& document);
};
std::span<const Section> sections();
const Section* sectionOf(std::string_view id); // nullptr: unknown

void writeCover(Context& context, Document& document);
void writeReading(Context& context, Document& document);
void writeCoverage(Context& context, Document& document);
void writeSummary(Context& context, Document& document);
void writeContents(Context& context, Document& document);
void writeControls(Context& context, Document& document);
void writeTests(Context& context, Document& document);
void writeRecords(Context& context, Document& document);
void writeSources(Context& context, Document& document);
void writeLimits(Context& context, Document& document);
void writeCheckpoint(Context& context, Document& document);
void writeSystem(Context& context, Document& document);
void writeDeficiencies(Context& context, Document& document);
void writeEarlier(Context& context, Document& document);
void writeWaivers(Context& context, Document& document);
void writeSubsequent(Context& context, Document& document);
void writeEvidenceIndex(Context& context, Document& document);
void writeControlIndex(Context& context, Document& document);
void writeSignOff(Context& context, Document& document);

} // namespace proofstead::pack
