#include "cli/Commands.h"

namespace proofstead::cli {
namespace {

class VaultCommand : public Command {
public:
    void declare(CLI::App& app) override {
        app.require_subcommand(1);
        auto* exporting = app.add_subcommand("export", "Write the vault as a SQLite file for other tools");
        exporting->add_flag("--plain", m_plain, "not encrypted: whoever can read the file can read the evidence")
            ->required();
        exporting->add_option("FILE", m_file, "the file to write; must not exist")->required();
    }

    base::Result<int> run(Session& session) override {
        PS_TRY(auto workspace, session.open(true));
        PS_CHECK(workspace.exportPlain(m_file));
        say("Wrote " + m_file + ", readable by you only and NOT encrypted; the export is noted in the evidence log.");
        say("The keys that sign and mask are not in it: it can be read, but not carried on as a vault.");
        return kDone;
    }

private:
    std::string m_file;
    bool m_plain = false;
};

} // namespace

std::unique_ptr<Command> makeVault() {
    return std::make_unique<VaultCommand>();
}

} // namespace proofstead::cli
