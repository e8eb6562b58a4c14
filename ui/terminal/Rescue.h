// Gives the terminal back when the program cannot do it any more: a small process of our own waits for the other end of
// a pipe to close, which happens however the program ends, and then restores modes and screen.
// termpaint has such a helper, which restored the modes in about three of four kills only: it sets them from a process
// group that the shell may just have sent to the background, and leaves them when the shell was faster.
#pragma once

#include <memory>
#include <string>
#include <sys/types.h>
#include <termios.h>

namespace proofstead::terminal {

class Rescue {
public:
    // `original` is what the terminal was set to before the program changed it; `restore` is the sequence that leaves
    // the alternate screen. Call when the terminal is set as the program needs it. Null when no process can be started.
    static std::unique_ptr<Rescue> start(int terminal, const termios& original, const std::string& restore);
    ~Rescue(); // all is well: the process ends without a word
    Rescue(const Rescue&) = delete;
    Rescue& operator=(const Rescue&) = delete;

private:
    Rescue(int pipe, pid_t process) : m_pipe(pipe), m_process(process) {}
    int m_pipe;
    pid_t m_process;
};

} // namespace proofstead::terminal
