#include "terminal/Colours.h"

#include <termpaint.h>

namespace proofstead::terminal {

using present::Tone;

namespace {

struct Shade {
    unsigned sixteen, many, full;
};

// Grey is left to the terminal where it has sixteen colours: themes put their background there.
Shade shadeOf(Tone tone) {
    switch (tone) {
    case Tone::Good:
        return {TERMPAINT_COLOR_GREEN, TERMPAINT_INDEXED_COLOR + 34, TERMPAINT_RGB_COLOR(0x2a, 0x96, 0x57)};
    case Tone::Warn:
        return {TERMPAINT_COLOR_YELLOW, TERMPAINT_INDEXED_COLOR + 136, TERMPAINT_RGB_COLOR(0xb0, 0x7c, 0x10)};
    case Tone::Bad:
        return {TERMPAINT_COLOR_BRIGHT_RED, TERMPAINT_INDEXED_COLOR + 167, TERMPAINT_RGB_COLOR(0xdc, 0x4b, 0x40)};
    case Tone::Muted:
        return {TERMPAINT_DEFAULT_COLOR, TERMPAINT_INDEXED_COLOR + 244, TERMPAINT_RGB_COLOR(0x80, 0x87, 0x92)};
    case Tone::Plain:
        break;
    }
    return {TERMPAINT_DEFAULT_COLOR, TERMPAINT_DEFAULT_COLOR, TERMPAINT_DEFAULT_COLOR};
}

// Between the shades for light and for dark ground: the terminal does not say which it has.
Shade shadeOf(pack::Mark mark) {
    const auto& look = pack::look::lookOf(mark);
    const auto mean = [](int a, int b) { return (a + b) / 2; };
    const auto full =
        TERMPAINT_RGB_COLOR(mean(look.light.ink.r, look.dark.ink.r), mean(look.light.ink.g, look.dark.ink.g),
                            mean(look.light.ink.b, look.dark.ink.b));
    switch (mark) {
    case pack::Mark::Supported:
        return {TERMPAINT_COLOR_GREEN, TERMPAINT_INDEXED_COLOR + 71, full};
    case pack::Mark::Addressed:
        return {TERMPAINT_COLOR_CYAN, TERMPAINT_INDEXED_COLOR + 73, full};
    case pack::Mark::Attested:
        return {TERMPAINT_COLOR_BLUE, TERMPAINT_INDEXED_COLOR + 68, full};
    case pack::Mark::Partial:
        return {TERMPAINT_COLOR_YELLOW, TERMPAINT_INDEXED_COLOR + 136, full};
    case pack::Mark::Stale:
        return {TERMPAINT_COLOR_MAGENTA, TERMPAINT_INDEXED_COLOR + 137, full};
    case pack::Mark::Exceptions:
        return {TERMPAINT_COLOR_BRIGHT_RED, TERMPAINT_INDEXED_COLOR + 167, full};
    case pack::Mark::NotExercised:
    case pack::Mark::NotEvaluable:
    case pack::Mark::NotApplicable:
        return {TERMPAINT_DEFAULT_COLOR, TERMPAINT_INDEXED_COLOR + 245, full};
    case pack::Mark::None:
        break;
    }
    return {TERMPAINT_DEFAULT_COLOR, TERMPAINT_DEFAULT_COLOR, TERMPAINT_DEFAULT_COLOR};
}

unsigned pick(const Shade& shade, Depth depth) {
    switch (depth) {
    case Depth::Full:
        return shade.full;
    case Depth::Many:
        return shade.many;
    case Depth::Sixteen:
        return shade.sixteen;
    case Depth::None:
        break;
    }
    return TERMPAINT_DEFAULT_COLOR;
}

} // namespace

Depth depthOf(std::string_view colorTerm, std::string_view term, std::string_view noColor) {
    if (!noColor.empty() || term == "dumb") return Depth::None;
    if (colorTerm == "truecolor" || colorTerm == "24bit" || term.ends_with("-direct")) return Depth::Full;
    return term.find("256color") != std::string_view::npos ? Depth::Many : Depth::Sixteen;
}

unsigned colourOf(Tone tone, Depth depth) {
    return pick(shadeOf(tone), depth);
}

unsigned colourOf(pack::Mark mark, Depth depth) {
    return pick(shadeOf(mark), depth);
}

} // namespace proofstead::terminal
