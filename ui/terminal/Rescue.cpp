#include "terminal/Rescue.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace proofstead::terminal {

namespace {

bool sameModes(const termios& a, const termios& b) {
    return a.c_iflag == b.c_iflag && a.c_oflag == b.c_oflag && a.c_lflag == b.c_lflag &&
           std::memcmp(a.c_cc, b.c_cc, sizeof a.c_cc) == 0;
}

// True when the program ended without a word: end of file, where a byte says that all is well.
bool leftAlone(int pipe) {
    char byte = 0;
    ssize_t count = 0;
    do
        count = ::read(pipe, &byte, 1);
    while (count < 0 && errno == EINTR);
    return count == 0;
}

void keepOnly(int pipe, int terminal) {
    // What else is open belongs to the program: a lock on the vault must not outlive it.
    const int low = pipe < terminal ? pipe : terminal;
    const int high = pipe < terminal ? terminal : pipe;
    if (low > 0) ::close_range(0, static_cast<unsigned>(low) - 1, 0);
    if (high - low > 1) ::close_range(static_cast<unsigned>(low) + 1, static_cast<unsigned>(high) - 1, 0);
    ::close_range(static_cast<unsigned>(high) + 1, ~0U, 0);
}

// A child of a program with threads may call only what a signal handler may.
[[noreturn]] void watch(int pipe, int terminal, const termios& original, const termios& ours,
                        const std::string& restore) {
    ::setpgid(0, 0);                    // what is sent to the program's group, or to the one in front, passes by
    ::prctl(PR_SET_NAME, "tty-rescue"); // nor is it hit by a killing of all that bear the program's name
    sigset_t all;
    sigfillset(&all); // SIGTTOU among them: a process in the background may then set the terminal
    ::sigprocmask(SIG_BLOCK, &all, nullptr);
    keepOnly(pipe, terminal);
    if (leftAlone(pipe)) {
        // A shell with line editing may have been faster: its own settings are left alone.
        termios now{};
        if (::tcgetattr(terminal, &now) == 0 && sameModes(now, ours)) ::tcsetattr(terminal, TCSANOW, &original);
        (void)!::write(terminal, restore.data(), restore.size());
    }
    ::_exit(0);
}

} // namespace

std::unique_ptr<Rescue> Rescue::start(int terminal, const termios& original, const std::string& restore) {
    termios ours{};
    int ends[2] = {-1, -1};
    if (::tcgetattr(terminal, &ours) != 0 || ::pipe2(ends, O_CLOEXEC) != 0) return nullptr;
    const pid_t process = ::fork();
    if (process == 0) {
        ::close(ends[1]);
        watch(ends[0], terminal, original, ours, restore);
    }
    ::close(ends[0]);
    if (process < 0) {
        ::close(ends[1]);
        return nullptr;
    }
    return std::unique_ptr<Rescue>(new Rescue(ends[1], process));
}

Rescue::~Rescue() {
    (void)!::write(m_pipe, "", 1);
    ::close(m_pipe);
    while (::waitpid(m_process, nullptr, 0) < 0 && errno == EINTR) {
    }
}

} // namespace proofstead::terminal
