#include "base/Text.h"
#include "cli/Commands.h"
#include "store/KeyHolders.h"

namespace proofstead::cli {
namespace {

class KeyCommand : public Command {
public:
    void declare(CLI::App& app) override {
        app.require_subcommand(1);
        m_passphrase = app.add_subcommand("passphrase", "Change your passphrase");
        m_passphrase->add_option("--new-key-file", m_newKeyFile, "a file that opens the vault from now on")
            ->type_name("FILE");
        m_recovery = app.add_subcommand("recovery", "Write a new recovery key; an earlier one opens nothing any more");
        m_rekey = app.add_subcommand("rekey", "Write the vault anew under another key, with the same passphrases");
        m_list = app.add_subcommand("list", "List who can open the vault");
    }

    base::Result<int> run(Session& session) override {
        if (m_rekey->parsed()) return rekey(session);
        PS_TRY(auto workspace, session.open(!m_list->parsed()));
        if (!workspace.vault().key()) return base::fail("vault-not-encrypted", "", workspace.vault().path());
        if (m_passphrase->parsed()) return changePassphrase(session, workspace);
        if (m_recovery->parsed()) return renewRecovery(workspace);
        return list(workspace);
    }

private:
    base::Result<int> changePassphrase(const Session& session, workspace::Workspace& workspace) const {
        const auto& key = workspace.vault().key();
        const auto user = key.byRecovery() ? session.userName() : key.user();
        PS_TRY(const auto secret, newSecret(user));
        PS_CHECK(workspace.setPassphrase(user, secret));
        say("The vault opens for " + user + " with the new passphrase only.");
        say("Copies of the file that were made before still open with the old one: see proofstead key rekey.");
        return kDone;
    }

    base::Result<seal::Secret> newSecret(const std::string& user) const {
        if (m_newKeyFile.empty()) return askUnseen("New passphrase of " + user, Asking::Twice);
        return PassphraseSource{m_newKeyFile}.take({}, Asking::Once);
    }

    static base::Result<int> renewRecovery(workspace::Workspace& workspace) {
        PS_TRY(const auto key, workspace.renewRecoveryKey());
        sayRecoveryKey(key);
        return kDone;
    }

    static base::Result<int> rekey(const Session& session) {
        PS_TRY(const auto path, session.vaultPath());
        auto options = session.options(path, true);
        PS_TRY(options.key, session.keyOf(path));
        PS_CHECK(workspace::Workspace::changeKey(options));
        say("The vault was written anew under another key; every passphrase and the recovery key open it as before.");
        say("Destroy older copies of the file where they must not be opened any more.");
        return kDone;
    }

    static base::Result<int> list(const workspace::Workspace& workspace) {
        PS_TRY(const auto users, store::userNames(workspace.vault()));
        PS_TRY(const bool recovery, store::hasRecoveryKey(workspace.vault()));
        for (const auto& user : users)
            say(base::printable(user));
        say(recovery ? "There is a recovery key." : "There is no recovery key: see proofstead key recovery.");
        return kDone;
    }

    CLI::App *m_passphrase = nullptr, *m_recovery = nullptr, *m_rekey = nullptr, *m_list = nullptr;
    std::string m_newKeyFile;
};

} // namespace

void sayRecoveryKey(const seal::Secret& key) {
    say("Recovery key:  " + std::string(key.text()));
    say("It opens the vault in place of the passphrase. It is shown this once: write it down and lock it away.");
}

std::unique_ptr<Command> makeKey() {
    return std::make_unique<KeyCommand>();
}

} // namespace proofstead::cli
