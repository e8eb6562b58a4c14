#include "cli/Commands.h"

namespace proofstead::cli {
namespace {

class InitCommand : public Command {
public:
    void declare(CLI::App& app) override {
        app.add_option("FILE", m_file, "the vault to create, by custom named *.vault")->required();
        app.add_flag(
            "--plain", m_plain,
            "not encrypted: whoever can read the file can read the evidence. Needed in this release, which writes "
            "no other kind: so nobody takes a vault for an encrypted one");
    }

    base::Result<int> run(Session& session) override {
        if (!m_plain) return base::fail("vault-needs-plain");
        PS_CHECK(workspace::Workspace::create(session.options(m_file, true)));
        say("Created " + m_file + ", readable by you only and not encrypted: keep it on a protected disk.");
        say("Next: proofstead -v " + m_file + " import PATH…");
        return kDone;
    }

private:
    std::string m_file;
    bool m_plain = false;
};

} // namespace

std::unique_ptr<Command> makeInit() {
    return std::make_unique<InitCommand>();
}

} // namespace proofstead::cli
