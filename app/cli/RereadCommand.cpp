#include "cli/Commands.h"
#include "cli/ProgressLine.h"
#include "cli/Words.h"

namespace proofstead::cli {
namespace {

class RereadCommand : public Command {
public:
    void declare(CLI::App& app) override {
        app.add_option("SOURCE", m_source, "id of the log whose definition was corrected")->required();
        app.add_option("--format", m_format, "text (default) or json")->check(CLI::IsMember({"text", "json"}));
    }

    base::Result<int> run(Session& session) override {
        PS_TRY(auto workspace, session.open(true));
        PS_TRY(const auto report, reread(session, workspace));
        if (m_format == "json") {
            say(base::Json{{"source", report.source},
                           {"old_definitions", report.oldDefinitions},
                           {"new_definition", report.newDefinition},
                           {"files", report.files},
                           {"records", report.records},
                           {"events", report.events},
                           {"changed", report.changed},
                           {"gained", report.gained},
                           {"lost", report.lost},
                           {"rejected", report.rejected},
                           {"seq", report.seq}}
                    .dump(2));
            return kDone;
        }
        say(counted(report.records, "record") + " in " + counted(report.files, "file") + " read again: " +
            counted(report.events, "event") + ", " + grouped(report.changed) + " changed, " + grouped(report.gained) +
            " new, " + grouped(report.lost) + " gone; " + counted(report.rejected, "record") + " rejected.");
        say("Bytes, leaves and roots are as they were. The evidence log says so in entry " +
            std::to_string(report.seq) + ".");
        if (report.changed + report.gained + report.lost > 0)
            say("Earlier assessments rest on the old columns. Assess again with: proofstead assess");
        return kDone;
    }

private:
    base::Result<model::RereadReport> reread(const Session& session, workspace::Workspace& workspace) const {
        const ProgressLine line(session);
        return workspace.reread(m_source, line.progress());
    }

    std::string m_source, m_format = "text";
};

} // namespace

std::unique_ptr<Command> makeReread() {
    return std::make_unique<RereadCommand>();
}

} // namespace proofstead::cli
