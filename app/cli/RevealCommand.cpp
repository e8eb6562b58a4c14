#include "cli/Commands.h"
#include "cli/ProgressLine.h"

namespace proofstead::cli {
namespace {

class RevealCommand : public Command {
public:
    void declare(CLI::App& app) override {
        app.add_option("MASK", m_mask, "as the pack shows it: ‹masked:user:1a2b3c4d›, or its eight digits")->required();
        app.add_option("--reason", m_reason, "why; it is written into the vault's log")->required();
        app.add_option("--run", m_run, "an earlier assessment (default: the newest)");
        app.add_option("--out", m_out, "the file to write; left out: standard output");
    }

    base::Result<int> run(Session& session) override {
        PS_TRY(auto workspace, session.open(true));
        PS_TRY(const auto opening, opened(session, workspace));
        if (m_out.empty()) {
            say(opening.write());
            return kDone;
        }
        PS_CHECK(base::writeFile(m_out, opening.write() + "\n"));
        say("Wrote " + m_out + ", with the value behind " + opening.shown);
        say("The receiver checks it with: proofstead-verify PACK --opened " + m_out);
        return kDone;
    }

private:
    base::Result<seal::Opening> opened(const Session& session, workspace::Workspace& workspace) const {
        const ProgressLine line(session);
        return workspace.reveal(m_mask, m_reason, m_run, line.progress());
    }

    std::string m_mask, m_reason, m_run, m_out;
};

} // namespace

std::unique_ptr<Command> makeReveal() {
    return std::make_unique<RevealCommand>();
}

} // namespace proofstead::cli
