#include "cli/Commands.h"

namespace proofstead::cli {
namespace {

class CertificateCommand : public Command {
public:
    void declare(CLI::App& app) override {
        app.add_option("--out", m_out, "the file to write; left out: standard output");
    }

    base::Result<int> run(Session& session) override {
        PS_TRY(auto workspace, session.open(true));
        PS_TRY(const auto certificate, workspace.ownCertificate());
        const std::string pem = seal::pemOf(certificate);
        if (m_out.empty()) {
            std::fputs(pem.c_str(), stdout);
            return kDone;
        }
        PS_CHECK(base::writeFile(m_out, pem));
        say("Wrote " + m_out + ": " + base::printable(certificate.subject) + ", SHA-256 " +
            seal::toHex(certificate.digest()));
        say("Hand it over by another way than your packs; proofstead-verify PACK --trust " + m_out + " takes it.");
        return kDone;
    }

private:
    std::string m_out;
};

} // namespace

std::unique_ptr<Command> makeCertificate() {
    return std::make_unique<CertificateCommand>();
}

} // namespace proofstead::cli
