#include "cli/Commands.h"
#include "cli/ProgressLine.h"
#include "cli/Words.h"

#include "base/Text.h"
#include "present/StepText.h"
#include "seal/SignedPack.h"
#include "seal/Zip.h"

namespace proofstead::cli {
namespace {

constexpr std::size_t kLargestPack = std::size_t{4} << 30;
constexpr std::size_t kSmallFile = 1 << 20;

class VerifyCommand : public Command {
public:
    void declare(CLI::App& app) override {
        app.add_option("PACK", m_pack, "an evidence pack (PDF); left out: the vault itself");
        app.add_option("--key", m_key,
                       "the log key that the pack must be signed with, as the organisation published it");
        app.add_option("--trust", m_certificates,
                       "certificate (PEM) of a pack's signer, or of who vouches for it, received by another way")
            ->allow_extra_args(false);
        app.add_option("--trust-time", m_timeCertificates,
                       "the same for the service that stamped the time; it vouches for no signer")
            ->allow_extra_args(false);
        app.add_option("--opened", m_openings, "an opened value (`reveal`) to be checked against the pack")
            ->allow_extra_args(false);
        app.add_flag("--quick", m_quick, "of a vault: do not read the columns of events from the bytes again");
        app.add_option("--format", m_format, "text (default) or json")->check(CLI::IsMember({"text", "json"}));
    }

    base::Result<int> run(Session& session) override {
        return m_pack.empty() ? verifyVault(session) : verifyPack(session);
    }

private:
    base::Result<int> verifyVault(Session& session) const {
        PS_TRY(auto workspace, session.open(false));
        PS_TRY(const auto report, checked(session, workspace));
        if (m_format == "json") {
            auto steps = base::Json::array();
            for (const auto& step : report.steps)
                steps.push_back({{"what", step.what}, {"detail", step.detail}, {"holds", step.holds}});
            say(base::Json{{"holds", report.holds},
                           {"files", report.files},
                           {"columns_read", report.columnsRead},
                           {"records", report.leaves},
                           {"bytes", report.bytes},
                           {"steps", std::move(steps)}}
                    .dump(2));
        } else {
            for (const auto& step : report.steps)
                print(session, present::stepText(step.what).toStdString(), step.detail, step.holds,
                      present::isNote(step.what));
            say("\n" + counted(report.leaves, "record") + " in " + counted(report.files, "file") + " computed again (" +
                grouped(report.bytes) + " bytes).");
            conclude(session, report.holds,
                     report.columnsRead ? "Bytes, leaves, roots, log and columns agree."
                                        : "Bytes, leaves, roots and log agree.",
                     "Something does NOT agree: see the lines marked DIFFERENT.");
            if (!report.columnsRead) say("Normalised columns were not read again from the bytes.");
        }
        return report.holds ? kDone : kFound;
    }

    base::Result<int> verifyPack(Session& session) const {
        auto verdict = checkedPack();
        if (!verdict) return base::climb(std::move(verdict.error()), m_pack);
        PS_CHECK(addOpenings(*verdict));
        const auto& pack = verdict->pack;
        if (m_format == "json") {
            say(seal::toJson(*verdict).dump(2));
        } else {
            for (const auto& step : pack.steps)
                print(session, present::stepText(step.what).toStdString(), step.detail, step.holds, step.note);
            conclude(session, pack.holds, pack.signerProven ? "The pack holds." : "The pack holds; signer not proven.",
                     "The pack does NOT hold.");
        }
        return pack.holds ? kDone : kFound;
    }

    base::Result<seal::SignedPackVerdict> checkedPack() const {
        seal::PackTrust trust;
        if (!m_key.empty()) {
            PS_TRY(trust.key, seal::VerifierKey::parse(m_key));
        }
        for (const auto& [names, kept] :
             {std::pair(&m_certificates, &trust.certificates), std::pair(&m_timeCertificates, &trust.timeCertificates)})
            for (const auto& name : *names) {
                PS_TRY(const auto file, base::readFile(name, kSmallFile));
                PS_TRY(const auto found, seal::readCertificates(file));
                kept->insert(kept->end(), found.begin(), found.end());
            }
        PS_TRY(const auto bytes, base::readFile(m_pack, kLargestPack));
        const auto view = base::asBytes(bytes);
        if (!seal::looksLikeZip(view)) return seal::checkPackFile(view, trust);
        PS_TRY(auto attachments, seal::readTwin(view));
        return seal::checkPackParts(std::move(attachments), trust);
    }

    base::Status addOpenings(seal::SignedPackVerdict& verdict) const {
        std::vector<seal::Opening> openings;
        for (const auto& name : m_openings) {
            PS_TRY(const auto file, base::readFile(name, kSmallFile));
            auto opening = seal::Opening::read(file);
            if (!opening) return base::climb(std::move(opening.error()), name);
            openings.push_back(std::move(*opening));
        }
        seal::addOpenings(openings, verdict);
        return {};
    }

    base::Result<workspace::VerifyReport> checked(const Session& session, workspace::Workspace& workspace) const {
        const ProgressLine line(session);
        return workspace.verify(line.progress(), m_quick);
    }

    static void print(const Session& session, const std::string& what, const std::string& detail, bool holds,
                      bool note) {
        const char* word = !holds ? "DIFFERENT " : note ? "note      " : "holds     ";
        say(session.terminal.toned(word, !holds ? Tone::Bad
                                         : note ? Tone::Warn
                                                : Tone::Good) +
            what + (detail.empty() ? "" : ": " + base::printable(detail)));
    }

    static void conclude(const Session& session, bool holds, const char* yes, const char* no) {
        say(session.terminal.toned(holds ? yes : no, holds ? Tone::Good : Tone::Bad));
    }

    std::string m_pack, m_key, m_format = "text";
    std::vector<std::string> m_certificates, m_timeCertificates, m_openings;
    bool m_quick = false;
};

} // namespace

std::unique_ptr<Command> makeVerify() {
    return std::make_unique<VerifyCommand>();
}

} // namespace proofstead::cli
