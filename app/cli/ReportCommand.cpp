#include "cli/Commands.h"
#include "cli/PackFile.h"
#include "cli/Words.h"

namespace proofstead::cli {
namespace {

class ReportCommand : public Command {
public:
    void declare(CLI::App& app) override {
        const std::map<std::string, ReportFormat> names{
            {"pdf", ReportFormat::Pdf}, {"json", ReportFormat::Json}, {"csv", ReportFormat::Csv}};
        app.add_option("--format", m_format, "pdf (default), json or csv")
            ->transform(CLI::CheckedTransformer(names, CLI::ignore_case).description(""))
            ->type_name("FORMAT");
        app.add_option("--out", m_out, "the file to write; - is standard output (default for json and csv)");
        app.add_option("--run", m_options.run, "an earlier assessment (default: the newest)");
        app.add_option("--outline", m_options.outline, "which sections in which order (resources/packs)");
        app.add_option("--unmask", m_options.unmaskReason,
                       "show persons and raw records; say why, it is written into the vault's log")
            ->type_name("REASON");
    }

    bool prints() const override { return m_format == ReportFormat::Pdf; }

    base::Result<int> run(Session& session) override {
        if (m_out.empty() && m_format == ReportFormat::Pdf) return base::fail("report-needs-out");
        m_options.masked = m_options.unmaskReason.empty();
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
    std::string m_out;
    workspace::ReportOptions m_options;
};

} // namespace

std::unique_ptr<Command> makeReport() {
    return std::make_unique<ReportCommand>();
}

} // namespace proofstead::cli
