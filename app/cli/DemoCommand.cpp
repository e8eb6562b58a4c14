#include "cli/Commands.h"
#include "cli/PackFile.h"
#include "cli/ProgressLine.h"
#include "cli/Words.h"

namespace proofstead::cli {
namespace {

class DemoCommand : public Command {
public:
    void declare(CLI::App& app) override {
        app.add_option("DIR", m_folder, "where vault and pack go; created when missing")->required();
    }

    bool prints() const override { return true; }

    base::Result<int> run(Session& session) override {
        PS_TRY(const auto vault, vaultIn(session));
        session.vault = vault;
        PS_TRY(auto workspace, session.open(true));
        PS_CHECK(assess(session, workspace));
        const auto pack = m_folder + "/demo-pack.pdf";
        PS_TRY(const auto written, writeReport(session, workspace, {}, ReportFormat::Pdf, pack));
        PS_TRY(const auto assessed, workspace.run(written.run));
        PS_TRY(const auto gaps, workspace.gaps(assessed));
        say("Assessed " + counted(assessed.controls.size(), "control") + " of " + assessed.scope.organisation + ": " +
            counted(gaps.size(), "gap") + ", " + counted(assessed.findings.size(), "finding") + ".");
        say("Vault  " + vault);
        say("Pack   " + pack);
        say("Look around: proofstead -v " + vault + " gaps");
        return kDone;
    }

private:
    base::Result<std::string> vaultIn(const Session& session) const {
        const ProgressLine line(session);
        auto made = workspace::createDemo(m_folder, session.options({}, true), line.progress());
        if (made || made.error().code != "file-exists") return made;
        return m_folder + "/demo.vault"; // from an earlier run
    }

    static base::Status assess(const Session& session, workspace::Workspace& workspace) {
        const ProgressLine line(session);
        PS_CHECK(workspace.assess({}, line.progress()));
        return {};
    }

    std::string m_folder;
};

} // namespace

std::unique_ptr<Command> makeDemo() {
    return std::make_unique<DemoCommand>();
}

} // namespace proofstead::cli
