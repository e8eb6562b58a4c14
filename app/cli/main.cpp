#include "cli/Commands.h"

#include <clocale>
#include <cstdio>
#include <exception>
#include <sys/stat.h>

int main(int argc, char** argv) {
    umask(0077); // whatever it writes is for its owner
    std::setlocale(LC_CTYPE, "C.UTF-8");
    try {
        return proofstead::cli::runCommandLine(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "proofstead: something went wrong inside the program: %s\n", error.what());
        return proofstead::cli::kFailed;
    }
}
