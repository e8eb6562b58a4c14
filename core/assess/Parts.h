// The parts of a control (design, operation): which it needs, and how far tests and people's word cover each.
#pragma once

#include "assess/Attestations.h"
#include "assess/Links.h"

namespace proofstead::assess {

// Worst first.
enum class PartState { Untested, NotExercised, Stale, Partial, Word, Direct };

struct JudgedPart {
    model::Part part = model::Part::Operation;
    PartState state = PartState::Untested;
    Reasons reasons; // why it is not Direct
    Word word;
};

// Automated controls need the parts that their tests speak to; the others, besides, those that their evidence names.
// Design comes first. Never empty.
std::vector<model::Part> requiredParts(const model::Control& control);

// How tests and word together cover one part; says nothing of nil returns. Word completes a part whose due tests all
// pass or that has none in this content release; beside a test that was due and could not judge it covers in part only.
JudgedPart judgePart(const Facts& facts, const model::Control& control, model::Part part,
                     const std::vector<JudgedLink>& links);

// Whether every test of the part was complete and found nothing to look at.
bool foundNothing(const model::Control& control, model::Part part, const std::vector<JudgedLink>& links);

// How many kinds of source hold nothing that the links ask for.
std::size_t emptySources(const std::vector<JudgedLink>& links);

} // namespace proofstead::assess
