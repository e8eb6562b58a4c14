#include "cli/Commands.h"
#include "cli/PackFile.h"
#include "terminal/Dashboard.h"

namespace proofstead::cli {
namespace {

class DashCommand : public Command {
public:
    void declare(CLI::App&) override {}

    bool prints() const override { return true; }

    base::Result<int> run(Session& session) override {
        const auto named = session.vaultPath(); // none: the dashboard offers the demo, and the vaults of before
        const std::string vault = named ? *named : std::string();
        auto options = session.options(vault, false);
        if (named) {
            PS_TRY(options.key, session.keyOf(vault)); // before the screen is taken
        }
        return terminal::runDashboard({options, drawPack, measurePack}, QString::fromStdString(vault));
    }
};

} // namespace

std::unique_ptr<Command> makeDash() {
    return std::make_unique<DashCommand>();
}

} // namespace proofstead::cli
