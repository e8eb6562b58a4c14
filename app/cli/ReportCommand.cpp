#include "cli/Commands.h"
#include "cli/PackFile.h"
#include "cli/Words.h"

namespace proofstead::cli {
namespace {

class ReportCommand : public Command {
public:
    void declare(CLI::App& app) override {
        addChoice<ReportFormat>(app, "--format", m_format,
                                {{"pdf", ReportFormat::Pdf}, {"json", ReportFormat::Json}, {"csv", ReportFormat::Csv}},
                                "pdf (default), json or csv");
        app.add_option("--out", m_out, "the file to write; - is standard output (default for json and csv)");
        app.add_option("--run", m_options.run, "an earlier assessment (default: the newest)");
        app.add_option("--outline", m_options.outline, "which sections in which order (resources/packs)");
        m_unmask = app.add_option("--unmask", m_options.unmaskReason,
                                  "show persons and raw records; say why, it is written into the vault's log")
                       ->type_name("REASON");
    }

    bool prints() const override { return m_format == ReportFormat::Pdf; }

    base::Result<int> run(Session& session) override {
        if (m_out.empty() && m_format == ReportFormat::Pdf) return base::fail("report-needs-out");
        m_options.masked = m_unmask->count() == 0; // an empty reason is none, and refused
        PS_TRY(auto workspace, session.open(true));
        const std::string out = m_out.empty() ? "-" : m_out;
        PS_TRY(const auto written, writeReport(session, workspace, m_options, m_format, out));
        if (out == "-") return kDone;
        say("Wrote " + out + " (" + grouped(written.size) + " bytes) from run " + written.run);
        say("SHA-256 " + written.sha256);
        if (m_format == ReportFormat::Pdf) say("The receiver checks it with: proofstead-verify " + out);
        return kDone;
    }

private:
    ReportFormat m_format = ReportFormat::Pdf;
    CLI::Option* m_unmask = nullptr;
    std::string m_out;
    workspace::ReportOptions m_options;
};

} // namespace

std::unique_ptr<Command> makeReport() {
    return std::make_unique<ReportCommand>();
}

} // namespace proofstead::cli
