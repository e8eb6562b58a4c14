#include "cli/ProgressLine.h"

#include "present/ProgressText.h"

#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace proofstead::cli {
namespace {

using namespace std::chrono_literals;

int widthOfError() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
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

std::string ProgressLine::line(const workspace::ProgressState& state, double seconds) {
    const auto text = present::progressText(state, seconds).toStdString();
    return state.item.empty() ? text : text + "  " + state.item;
}

} // namespace proofstead::cli
