#include "cli/Commands.h"

namespace proofstead::cli {
namespace {

class InitCommand : public Command {
public:
    void declare(CLI::App& app) override {
        app.add_option("FILE", m_file, "the vault to create, by custom named *.vault")->required();
        app.add_flag("--plain", m_plain, "not encrypted: whoever can read the file can read the evidence");
        app.add_flag("--recovery", m_recovery,
                     "write a recovery key, which opens the vault when the passphrase is lost");
    }

    base::Result<int> run(Session& session) override {
        return m_plain ? createPlain(session) : createEncrypted(session);
    }

private:
    base::Result<int> createPlain(const Session& session) const {
        PS_CHECK(workspace::Workspace::create(session.options(m_file, true)));
        say("Created " + m_file + ", readable by you only and not encrypted: keep it on a protected disk.");
        sayWhatIsNext();
        return kDone;
    }

    base::Result<int> createEncrypted(const Session& session) const {
        PS_TRY(auto secret, session.passphrase.take("New passphrase for " + m_file, Asking::Twice));
        store::NewLock lock{{session.userName(), std::move(secret)}};
        auto options = session.options(m_file, true);
        PS_TRY(options.key, workspace::Workspace::create(options, &lock));
        say("Created " + m_file + ", encrypted and readable by you only; its user is " + lock.first.user + ".");
        if (m_recovery || (session.passphrase.asks() && askYes("Write a recovery key for the safe?"))) {
            PS_TRY(auto workspace, workspace::Workspace::open(options));
            PS_TRY(const auto key, workspace.renewRecoveryKey());
            sayRecoveryKey(key);
        }
        say("Nobody can open the vault without its passphrase" + std::string(m_recovery ? " or recovery key" : "") +
            ", and nobody can restore it for you.");
        sayWhatIsNext();
        return kDone;
    }

    void sayWhatIsNext() const { say("Next: proofstead -v " + m_file + " import PATH…"); }

    std::string m_file;
    bool m_plain = false, m_recovery = false;
};

} // namespace

std::unique_ptr<Command> makeInit() {
    return std::make_unique<InitCommand>();
}

} // namespace proofstead::cli
