// The visual language that screen and paper share: signs, colours, order, sizes. Pure values, so that print, desktop,
// terminal and pages draw the same thing each in its own way. Most callers want lookOf(status).
//
// Circles say how much the tests could show (full, half, a quarter, nothing), diamonds that people's documents or words
// stand in for a test, the square that the occasion did not arise, the triangle that a test took exception. Each sign
// is one character of DejaVu Sans and DejaVu Sans Mono, differs from the others by shape alone, and means the same
// everywhere.
#pragma once

#include "model/Status.h"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace proofstead::pack {

// The sign that stands beside a status or an outcome. One per status; outcomes share them (markOf).
enum class Mark {
    None,
    Supported,
    Addressed,
    Attested,
    Partial,
    Stale,
    NotExercised,
    NotEvaluable,
    Exceptions,
    NotApplicable,
};
Mark markOf(model::Status status);
Mark markOf(model::Outcome outcome);

namespace look {

struct Rgb {
    std::uint8_t r = 0, g = 0, b = 0;
    constexpr bool operator==(const Rgb&) const = default;
};
constexpr Rgb rgb(std::uint32_t hex) {
    return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8), static_cast<std::uint8_t>(hex)};
}
// WCAG 2 contrast, from 1 to 21.
double contrast(Rgb a, Rgb b);
double luminance(Rgb colour);

enum class Ground { Light, Dark, Paper };

// Text on the ground; a filled area; text and signs on that area.
struct Colours {
    Rgb ink, fill, onFill;
};

// How an area is hatched, so that neighbours can be told apart without colour.
enum class Hatch { None, Rising, Falling, Upright, Level, Cross, Dense };

struct MarkLook {
    Mark mark;
    std::string_view sign; // one character, UTF-8
    char letter;           // where no such character can be shown
    Hatch hatch;
    Colours light, dark, paper;

    constexpr const Colours& on(Ground ground) const {
        return ground == Ground::Light ? light : ground == Ground::Dark ? dark : paper;
    }
};
const MarkLook& lookOf(Mark mark);
const MarkLook& lookOf(model::Status status);
const MarkLook& lookOf(model::Outcome outcome);
std::span<const MarkLook> marks(); // every mark but None

// The one order in bars, legends and counts: best first. Not applicable stands beside a bar, never in it.
inline constexpr std::array kBarOrder{
    model::Status::Supported, model::Status::Addressed,    model::Status::Attested,     model::Status::Partial,
    model::Status::Stale,     model::Status::NotExercised, model::Status::NotEvaluable, model::Status::Exceptions};

// One cell of a coverage map. `sign` is for a terminal; where there is room the number of missing hours says more.
struct ShareLook {
    std::string_view sign;
    Rgb lightFill, lightInk, darkFill, darkInk; // paper is light
};
// share of the expected hours that were delivered, from 0 to 1; negative: none was expected.
const ShareLook& lookOfShare(double share);
inline constexpr std::array kShareSteps{1.0, 0.75, 0.25, 0.01, 0.0, -1.0}; // one share for each look, for a legend

// Everything that is no status.
struct Neutrals {
    Rgb ground, ink, muted, rule, panel, zebra, accent, caution;
};
const Neutrals& neutrals(Ground ground);
// Parts of a bar that are no status: a ramp from dark to light; text on each is white or ink, whichever reads.
Rgb neutralFill(std::size_t index);
Rgb onNeutral(std::size_t index);

// Sizes on paper in points; on screen they are shares of the body size.
struct Type {
    double size, leading;
};
inline constexpr Type kTitle{30, 38}, kHeading1{20, 25}, kHeading2{12.6, 16.5}, kHeading3{10.2, 13.6},
    kLead{10.4, 15.2}, kBody{9.2, 13.4}, kCell{8.2, 11.2}, kSmall{7.9, 11.2}, kColumnTitle{7.3, 10}, kRunning{7.4, 10},
    kCode{6.4, 9.2};

// Steps of space between things, in points.
inline constexpr double kSpace1 = 2, kSpace2 = 4, kSpace3 = 8, kSpace4 = 12, kSpace5 = 20;

// Tables: hairlines between rows, a stronger line under a bold header, no vertical lines; zebra where there are many
// narrow rows. Forms are ruled on all sides.
inline constexpr double kHairline = 0.5, kHeaderLine = 0.8, kRowPad = 3.5, kCellPad = 6;

} // namespace look
} // namespace proofstead::pack
