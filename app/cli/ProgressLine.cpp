#include "cli/ProgressLine.h"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace proofstead::cli {
namespace {

using namespace std::chrono_literals;

int widthOfError() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::string bytes(double count) {
    static constexpr const char* kUnits[] = {"B", "kB", "MB", "GB", "TB"};
    std::size_t unit = 0;
    for (; count >= 1000 && unit + 1 < std::size(kUnits); ++unit)
        count /= 1000;
    return unit == 0 ? fmt::format("{:.0f} B", count) : fmt::format("{:.1f} {}", count, kUnits[unit]);
}

std::string amount(double count, const std::string& unit) {
    return unit == "bytes" ? bytes(count) : fmt::format("{:.0f} {}", count, unit);
}

std::string duration(double seconds) {
    const auto whole = static_cast<long>(seconds + 0.5);
    if (whole < 60) return fmt::format("{} s", whole);
    if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
    return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

} // namespace

ProgressLine::ProgressLine(const Session& session) {
    m_progress.cancelled = session.cancelled;
    if (isatty(STDERR_FILENO) == 1 && !session.quiet)
        m_progress.report = [this](const workspace::ProgressState& state) { show(state); };
}

ProgressLine::~ProgressLine() {
    if (m_visible) std::fputs("\r\x1b[K", stderr);
}

void ProgressLine::show(const workspace::ProgressState& state) {
    const auto now = Clock::now();
    if (state.stage != m_stage) {
        m_stage = state.stage;
        m_started = now;
    } else if (now - m_shown < 100ms) {
        return;
    }
    m_shown = now;
    m_visible = true;
    const double seconds = std::chrono::duration<double>(now - m_started).count();
    std::fputs(("\r\x1b[K" + fit(line(state, seconds), widthOfError() - 1)).c_str(), stderr);
    std::fflush(stderr);
}

std::string ProgressLine::line(const workspace::ProgressState& state, double seconds) const {
    const auto done = static_cast<double>(state.done);
    std::string text = state.stage + "  " + amount(done, state.unit);
    if (state.total > 0)
        text += fmt::format(" of {} ({:.0f} %)", amount(static_cast<double>(state.total), state.unit),
                            std::min(100.0, 100.0 * done / static_cast<double>(state.total)));
    const double rate = seconds > 0.5 ? done / seconds : 0;
    if (rate > 0) text += fmt::format("  {}/s", amount(rate, state.unit));
    if (rate > 0 && state.total > state.done)
        text += "  " + duration((static_cast<double>(state.total) - done) / rate) + " left";
    return state.item.empty() ? text : text + "  " + state.item;
}

} // namespace proofstead::cli
