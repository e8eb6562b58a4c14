#include "cli/Commands.h"
#include "cli/PackFile.h"
#include "cli/Words.h"

#include <filesystem>

namespace proofstead::cli {
namespace {

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
        if (isPack && (m_out.empty() || m_out == "-")) return base::fail("report-needs-out");
        m_options.masked = m_unmask->count() == 0; // an empty reason is none, and refused
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
    static void tell(const std::string& out, const WrittenReport& written, bool isPack) {
        say("Wrote " + out + " (" + grouped(written.size) + " bytes) from run " + written.run);
        say("SHA-256 " + written.sha256);
        if (isPack) say("The receiver checks it with: proofstead-verify " + out);
    }

    ReportFormat m_format = ReportFormat::Pdf;
    CLI::Option* m_unmask = nullptr;
    bool m_twin = false;
    std::string m_out;
    workspace::ReportOptions m_options;
};

} // namespace

std::unique_ptr<Command> makeReport() {
    return std::make_unique<ReportCommand>();
}

} // namespace proofstead::cli
