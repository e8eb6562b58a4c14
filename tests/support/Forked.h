// Work that must not happen in the test's own process: dying, hitting a limit, having no rights.
#pragma once

#include <csignal>
#include <exception>
#include <functional>
#include <grp.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace proofstead::test {

// Exit code of the child, or minus the signal that ended it.
inline int inChild(const std::function<int()>& work) {
    const auto child = ::fork();
    if (child == 0) {
        int code = 99;
        try {
            code = work();
        } catch (const std::exception& problem) {
            ::write(STDERR_FILENO, problem.what(), __builtin_strlen(problem.what())) < 0 ? code = 98 : code = 97;
        }
        ::_exit(code);
    }
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child) return 96;
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

// Root reads everything: tests of permissions run as nobody. false: this process may not change its user.
inline bool becomeNobody() {
    if (::geteuid() != 0) return true;
    return ::setgroups(0, nullptr) == 0 && ::setgid(65534) == 0 && ::setuid(65534) == 0;
}

// From now on no file grows past `bytes`; writing fails instead.
inline void limitFiles(std::size_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, bytes};
    ::setrlimit(RLIMIT_FSIZE, &limit);
}

} // namespace proofstead::test
