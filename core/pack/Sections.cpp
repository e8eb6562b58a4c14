#include "pack/Sections.h"

#include <algorithm>
#include <array>

namespace proofstead::pack {

std::span<const Section> sections() {
    static constexpr std::array kSections{
        Section{"cover", writeCover},
        Section{"contents", writeContents},
        Section{"reading", writeReading},
        Section{"coverage", writeCoverage},
        Section{"summary", writeSummary},
        Section{"controls", writeControls},
        Section{"tests", writeTests},
        Section{"records", writeRecords},
        Section{"sources", writeSources},
        Section{"limits", writeLimits},
        Section{"checkpoint", writeCheckpoint},
        Section{"sign-off", writeSignOff},
        Section{"system", writeSystem},
        Section{"deficiencies", writeDeficiencies},
        Section{"earlier", writeEarlier},
        Section{"waivers", writeWaivers},
        Section{"subsequent", writeSubsequent},
        Section{"evidence-index", writeEvidenceIndex},
        Section{"control-index", writeControlIndex},
    };
    return kSections;
}

const Section* sectionOf(std::string_view id) {
    const auto all = sections();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Section& section) { return section.id == id; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace proofstead::pack
