#include "cli/Commands.h"
#include "cli/Graphics.h"

#include <csignal>
#include <cstdio>
#include <QCoreApplication>

namespace proofstead::cli {
namespace {

// The one thing that a signal handler can reach.
std::atomic<bool> g_cancelled{false};

// The first Ctrl+C asks for an orderly end, the second ends at once.
void onInterrupt(int signal) {
    g_cancelled = true;
    std::signal(signal, SIG_DFL);
}

int exitCodeOf(const CLI::App& app, const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kFailed; // help and version are no errors
}

int runCommand(Command& command, Session& session, int argc, char** argv) {
    const auto graphics = command.prints() ? startGraphics(argc, argv) : nullptr;
    auto code = command.run(session);
    if (code) {
        if (auto flushed = flushOutput(); !flushed) code = tl::unexpected<base::Error>(std::move(flushed.error()));
    }
    if (code) return *code;
    complain(code.error());
    return kFailed;
}

} // namespace

int runCommandLine(int argc, char** argv) {
    CLI::App app{
        "Reads an organisation's own audit logs, data-usage records and access policies and says, control by "
        "control,\nwhat is proven, what fails and what nobody can tell yet, with a trail back to a line in a file.",
        "proofstead"};
    Session session;
    session.cancelled = &g_cancelled;
    app.add_option("-v,--vault", session.vault,
                   "the vault (else PROOFSTEAD_VAULT, else the only *.vault of the current folder)")
        ->type_name("FILE");
    app.add_option("-u,--user", session.user,
                   "who you are in an encrypted vault (else PROOFSTEAD_USER, else the name you are logged in with)")
        ->type_name("NAME");
    app.add_option("--key-file", session.passphrase.keyFile,
                   "a file that opens an encrypted vault in place of a passphrase (else the first line of the file in "
                   "PROOFSTEAD_PASSPHRASE_FILE, else you are asked)")
        ->type_name("FILE");
    app.add_flag("-q,--quiet", session.quiet, "no progress line");
    app.set_version_flag("-V,--version", "proofstead " PROOFSTEAD_VERSION);
    app.require_subcommand(1);
    app.fallthrough(); // `proofstead gaps -v FILE` and `proofstead -v FILE gaps` mean the same

    std::vector<std::pair<CLI::App*, std::unique_ptr<Command>>> offered;
    for (const CommandRow& row : commands()) {
        auto command = row.make();
        auto* sub = app.add_subcommand(row.name, row.summary);
        sub->footer(std::string("Example:\n  ") + row.example);
        command->declare(*sub);
        offered.emplace_back(sub, std::move(command));
    }
    if (argc < 2) {
        std::fputs(app.help().c_str(), stderr);
        return kFailed;
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return exitCodeOf(app, error);
    }
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
    for (auto& [sub, command] : offered)
        if (sub->parsed()) return runCommand(*command, session, argc, argv);
    return kFailed;
}

} // namespace proofstead::cli
