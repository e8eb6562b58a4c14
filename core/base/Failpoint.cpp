#include "base/Failpoint.h"

#include "base/Text.h"

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>

namespace proofstead::base {

namespace {

constexpr std::array kNames{"segment-written", "before-commit",  "after-commit",     "before-closing",
                            "custody-written", "closed-in-part", "before-checkpoint"};

using Left = std::array<std::atomic<int>, kNames.size()>;

void readEnvironment(Left& left) {
    const char* wanted = std::getenv("PROOFSTEAD_FAILPOINT");
    if (!wanted) return;
    const std::string_view text(wanted);
    const auto colon = text.find(':');
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if (text.substr(0, colon) == kNames[i]) left[i] = colon == text.npos ? 1 : std::atoi(wanted + colon + 1);
}

// Passings that each point has left; 0: it is not armed.
Left& left() {
    static Left counts = {};
    static const bool once = (readEnvironment(counts), true);
    static_cast<void>(once);
    return counts;
}

} // namespace

const char* nameOf(Failpoint point) {
    return kNames[static_cast<std::size_t>(point)];
}

void armFailpoint(Failpoint point, int passing) {
    left()[static_cast<std::size_t>(point)] = passing;
}

void passFailpoint(Failpoint point) {
    auto& count = left()[static_cast<std::size_t>(point)];
    if (count.load(std::memory_order_relaxed) > 0 && --count == 0) std::raise(SIGKILL);
}

} // namespace proofstead::base
