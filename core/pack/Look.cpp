#include "pack/Look.h"

#include <algorithm>
#include <cmath>

namespace proofstead::pack {

using model::Outcome;
using model::Status;

Mark markOf(Status status) {
    switch (status) {
    case Status::NotApplicable:
        return Mark::NotApplicable;
    case Status::Exceptions:
        return Mark::Exceptions;
    case Status::NotEvaluable:
        return Mark::NotEvaluable;
    case Status::NotExercised:
        return Mark::NotExercised;
    case Status::Stale:
        return Mark::Stale;
    case Status::Partial:
        return Mark::Partial;
    case Status::Attested:
        return Mark::Attested;
    case Status::Addressed:
        return Mark::Addressed;
    case Status::Supported:
        return Mark::Supported;
    }
    return Mark::None;
}

Mark markOf(Outcome outcome) {
    switch (outcome) {
    case Outcome::Pass:
    case Outcome::PassWithExceptions:
        return Mark::Supported;
    case Outcome::Fail:
        return Mark::Exceptions;
    case Outcome::Review:
        return Mark::Partial;
    case Outcome::NoEvidence:
    case Outcome::Error:
        return Mark::NotEvaluable;
    case Outcome::NotRun:
        return Mark::NotExercised;
    case Outcome::NotApplicable:
        return Mark::NotApplicable;
    }
    return Mark::None;
}

namespace look {

namespace {

constexpr Rgb kWhite = rgb(0xffffff), kInk = rgb(0x1b222c), kNight = rgb(0x171b22);

constexpr Colours on(std::uint32_t ink, std::uint32_t fill, Rgb onFill) {
    return {rgb(ink), rgb(fill), onFill};
}

// Fills lie either low enough for white or high enough for ink: nothing between.
constexpr std::array kMarks{
    MarkLook{Mark::Supported, "●", 'S', Hatch::None, on(0x176b3f, 0x1c6b45, kWhite), on(0x6fcf97, 0x3c9c66, kNight),
             on(0x1c6b45, 0x14532d, kWhite)},
    MarkLook{Mark::Addressed, "◆", 'D', Hatch::Level, on(0x1d6e6c, 0x2b7a78, kWhite), on(0x7fd1cb, 0x4ba39d, kNight),
             on(0x1d6e6c, 0x2b7a78, kWhite)},
    MarkLook{Mark::Attested, "◇", 'A', Hatch::Upright, on(0x2f5aa8, 0x8fb3e8, kInk), on(0x9dbdf2, 0x6f93cc, kNight),
             on(0x2f5a9e, 0xa9c4ea, kInk)},
    MarkLook{Mark::Partial, "◐", 'P', Hatch::Falling, on(0x855500, 0xe0a42e, kInk), on(0xf0bd5e, 0xc9922f, kNight),
             on(0x855500, 0xe3b04b, kInk)},
    MarkLook{Mark::Stale, "◔", 'O', Hatch::Cross, on(0x75523a, 0xc9a98a, kInk), on(0xd9b899, 0xa98a6c, kNight),
             on(0x75523a, 0xd3b79c, kInk)},
    MarkLook{Mark::NotExercised, "□", 'X', Hatch::None, on(0x56616f, 0xdfe4ea, kInk), on(0xaeb8c6, 0x8b95a3, kNight),
             on(0x56616f, 0xe9edf1, kInk)},
    MarkLook{Mark::NotEvaluable, "○", 'N', Hatch::None, on(0x3c444f, 0x5b6572, kWhite), on(0xc5cdd9, 0x4a5362, kWhite),
             on(0x3c444f, 0x5b6572, kWhite)},
    MarkLook{Mark::Exceptions, "▲", 'E', Hatch::Dense, on(0xb3261e, 0xb3261e, kWhite), on(0xff8f85, 0xd9695f, kNight),
             on(0xa8231c, 0xa8231c, kWhite)},
    MarkLook{Mark::NotApplicable, "–", '-', Hatch::None, on(0x5d6675, 0xeef0f4, kInk), on(0x9aa4b4, 0x262c37, kWhite),
             on(0x5d6675, 0xf4f6f8, kInk)},
};

constexpr MarkLook kNone{Mark::None,
                         " ",
                         ' ',
                         Hatch::None,
                         on(0x1b222c, 0xf4f6f8, kInk),
                         on(0xe4e8ef, 0x262c37, kWhite),
                         on(0x1b222c, 0xf4f6f8, kInk)};

constexpr std::array kShares{
    ShareLook{"█", rgb(0x2f4a66), kWhite, rgb(0x9db3c9), kNight},
    ShareLook{"▓", rgb(0x9db3c9), kInk, rgb(0x7489a0), kNight},
    ShareLook{"▒", rgb(0xc3d0dd), kInk, rgb(0x43576c), kWhite},
    ShareLook{"░", rgb(0xe3e9ef), kInk, rgb(0x2f3c4a), kWhite},
    ShareLook{"×", rgb(0xffffff), rgb(0xa8231c), rgb(0x171b22), rgb(0xff8f85)},
    ShareLook{" ", rgb(0xf4f6f8), rgb(0x5c6673), rgb(0x1e232c), rgb(0x9aa4b4)},
};

constexpr std::array kRamp{rgb(0x2f4a66), rgb(0x55708d), rgb(0x9db3c9), rgb(0xd5dde6)};

double linear(std::uint8_t channel) {
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

} // namespace

double luminance(Rgb colour) {
    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

double contrast(Rgb a, Rgb b) {
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

const MarkLook& lookOf(Mark mark) {
    const auto found =
        std::find_if(kMarks.begin(), kMarks.end(), [&](const MarkLook& one) { return one.mark == mark; });
    return found == kMarks.end() ? kNone : *found;
}

const MarkLook& lookOf(Status status) {
    return lookOf(markOf(status));
}

const MarkLook& lookOf(Outcome outcome) {
    return lookOf(markOf(outcome));
}

std::span<const MarkLook> marks() {
    return kMarks;
}

const ShareLook& lookOfShare(double share) {
    if (share < 0) return kShares[5];
    if (share >= 1) return kShares[0];
    if (share >= 0.75) return kShares[1];
    if (share >= 0.25) return kShares[2];
    return share > 0 ? kShares[3] : kShares[4];
}

const Neutrals& neutrals(Ground ground) {
    static constexpr Neutrals kPaper{kWhite,        kInk,          rgb(0x5c6673), rgb(0xcbd1d8),
                                     rgb(0xf4f6f8), rgb(0xf8f9fb), rgb(0x1f4e79), rgb(0x8f5500)};
    static constexpr Neutrals kLight{rgb(0xf6f7f9), rgb(0x1d2430), rgb(0x5d6675), rgb(0xd5d9e1),
                                     rgb(0xeef0f4), rgb(0xf3f5f8), rgb(0x2458c5), rgb(0x855500)};
    static constexpr Neutrals kDark{rgb(0x171b22), rgb(0xe4e8ef), rgb(0x9aa4b4), rgb(0x3a4250),
                                    rgb(0x262c37), rgb(0x1e232c), rgb(0x7da6ff), rgb(0xf0bd5e)};
    return ground == Ground::Light ? kLight : ground == Ground::Dark ? kDark : kPaper;
}

Rgb neutralFill(std::size_t index) {
    return kRamp[index % kRamp.size()];
}

Rgb onNeutral(std::size_t index) {
    return luminance(neutralFill(index)) > 0.2 ? kInk : kWhite;
}

} // namespace look
} // namespace proofstead::pack
