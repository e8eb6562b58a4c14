// Which colours a terminal can show, and which of them stands for a tone.
#pragma once

#include "present/Page.h"

#include <string_view>

namespace proofstead::terminal {

enum class Depth { None, Sixteen, Many, Full }; // Many: the palette of 256

// From the environment variables COLORTERM, TERM and NO_COLOR.
Depth depthOf(std::string_view colorTerm, std::string_view term, std::string_view noColor);

// A colour as termpaint takes it. Full and Many are readable on black and on white (at least 3.5 to 1).
unsigned colourOf(present::Tone tone, Depth depth);
unsigned colourOf(pack::Mark mark, Depth depth);

} // namespace proofstead::terminal
