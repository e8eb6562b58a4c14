// One line on standard error that says how far a long verb has come, how fast it goes and how long it will take;
// nothing at all where standard error is not a terminal. The line is gone when the work is done.
#pragma once

#include "cli/Session.h"

#include <chrono>
#include <string>

namespace proofstead::cli {

class ProgressLine {
public:
    explicit ProgressLine(const Session& session);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    const workspace::Progress& progress() const { return m_progress; }

private:
    using Clock = std::chrono::steady_clock;

    void show(const workspace::ProgressState& state);
    static std::string line(const workspace::ProgressState& state, double seconds);

    workspace::Progress m_progress;
    std::string m_stage;
    Clock::time_point m_started; // of this stage
    Clock::time_point m_shown;
    bool m_visible = false;
};

} // namespace proofstead::cli
