#include "cli/Commands.h"
#include "terminal/Dashboard.h"

namespace proofstead::cli {
namespace {

class DashCommand : public Command {
public:
    void declare(CLI::App&) override {}

    base::Result<int> run(Session& session) override {
        PS_TRY(const auto workspace, session.open(false));
        return terminal::runDashboard(workspace);
    }
};

} // namespace

std::unique_ptr<Command> makeDash() {
    return std::make_unique<DashCommand>();
}

} // namespace proofstead::cli
