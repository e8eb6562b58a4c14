#include "cli/Commands.h"
#include "cli/PackFile.h"
#include "cli/Passphrase.h"
#include "cli/Words.h"
#include "seal/SigningKey.h"
#include "seal/TimeStampService.h"

#include <filesystem>

namespace proofstead::cli {
namespace {

constexpr std::size_t kLargestKeyFile = 1 << 20;

class ReportCommand : public Command {
public:
    void declare(CLI::App& app) override {
        addChoice<ReportFormat>(app, "--format", m_format,
                                {{"pdf", ReportFormat::Pdf},
                                 {"zip", ReportFormat::Zip},
                                 {"json", ReportFormat::Json},
                                 {"csv", ReportFormat::Csv}},
                                "pdf (default), zip (the attachments alone), json or csv");
        app.add_option("--out", m_out, "the file to write; - is standard output (default for json and csv)");
        app.add_option("--sign", m_keyFile,
                       "sign with this key and certificate (PKCS #12: .p12, .pfx) instead of your own certificate");
        app.add_option("--sign-passphrase-file", m_passphraseFile,
                       "the passphrase of that file, on its first line; left out: you are asked");
        app.add_option("--sign-off", m_options.signing.officer,
                       "who stands for the pack; printed, and written into the vault's log")
            ->type_name("\"NAME, ROLE\"");
        app.add_option("--timestamp", m_timeStampUrl,
                       "ask this RFC 3161 time-stamp service (http://…) when it was signed; left out: nobody is asked");
        app.add_flag("--zip", m_twin, "beside a PDF, write its attachments as a ZIP file of the same name");
        app.add_option("--run", m_options.run, "an earlier assessment (default: the newest)");
        app.add_option("--outline", m_options.outline, "which sections in which order (resources/packs)");
        m_unmask = app.add_option("--unmask", m_options.unmaskReason,
                                  "show persons and raw records; say why, it is written into the vault's log")
                       ->type_name("REASON");
    }

    bool prints() const override { return m_format == ReportFormat::Pdf; }

    base::Result<int> run(Session& session) override {
        const bool isPack = m_format == ReportFormat::Pdf || m_format == ReportFormat::Zip;
        const bool signs = !m_keyFile.empty() || !m_options.signing.officer.empty() || !m_timeStampUrl.empty();
        if (signs && m_format != ReportFormat::Pdf) return base::fail("signing-needs-pdf");
        if (isPack && (m_out.empty() || m_out == "-")) return base::fail("report-needs-out");
        m_options.masked = m_unmask->count() == 0; // an empty reason is none, and refused
        PS_CHECK(readSigning());
        PS_TRY(auto workspace, session.open(true));
        if (m_format == ReportFormat::Pdf && m_twin) {
            const std::string zip = std::filesystem::path(m_out).replace_extension(".zip");
            PS_TRY(const auto written, writeWithTwin(session, workspace, m_options, m_out, zip));
            tell(m_out, written.pdf, true);
            tell(zip, written.zip, false);
        } else {
            const std::string out = m_out.empty() ? "-" : m_out;
            PS_TRY(const auto written, writeReport(session, workspace, m_options, m_format, out));
            if (out != "-") tell(out, written, isPack);
        }
        return kDone;
    }

private:
    base::Status readSigning() {
        if (!m_timeStampUrl.empty()) {
            PS_TRY(m_options.signing.stamper, seal::timeStamper(m_timeStampUrl));
        }
        if (m_keyFile.empty()) return {};
        PS_TRY(const auto file, base::readFile(m_keyFile, kLargestKeyFile));
        PS_TRY(const auto secret, m_passphraseFile.empty() ? askUnseen("Passphrase of " + m_keyFile, Asking::Once)
                                                           : firstLineOf(m_passphraseFile));
        std::string passphrase(secret.text());
        auto key = seal::SigningKey::fromPkcs12(file, passphrase);
        seal::cleanse(passphrase);
        if (!key) return base::climb(std::move(key.error()), m_keyFile);
        m_options.signing.key = std::make_shared<const seal::SigningKey>(std::move(*key));
        return {};
    }

    static void tell(const std::string& out, const WrittenReport& written, bool isPack) {
        say("Wrote " + out + " (" + grouped(written.size) + " bytes) from run " + written.run);
        say("SHA-256 " + written.sha256);
        if (!written.signer.empty())
            say("Signed by " + base::printable(written.signer) +
                (written.ownCertificate ? ", with a certificate of your own that nobody else vouches for" : ""));
        if (isPack) say("The receiver checks it with: proofstead-verify " + out);
    }

    ReportFormat m_format = ReportFormat::Pdf;
    CLI::Option* m_unmask = nullptr;
    bool m_twin = false;
    std::string m_out, m_keyFile, m_passphraseFile, m_timeStampUrl;
    workspace::ReportOptions m_options;
};

} // namespace

std::unique_ptr<Command> makeReport() {
    return std::make_unique<ReportCommand>();
}

} // namespace proofstead::cli
