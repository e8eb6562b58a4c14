#include "cli/Commands.h"
#include "cli/ControlText.h"
#include "cli/FailOn.h"
#include "cli/Words.h"

#include <algorithm>

namespace proofstead::cli {
namespace {

class ControlsCommand : public Command {
public:
    void declare(CLI::App& app) override {
        app.add_option("ID", m_id, "one control with everything behind its status (gdpr-30-1-d)");
        app.add_option("--framework", m_frameworks, "only these")->delimiter(',');
        app.add_option("--status", m_statuses, "only these (supported, exceptions, not_evaluable …)")->delimiter(',');
        app.add_option("--run", m_run, "an earlier assessment (default: the newest)");
        m_failOn.declare(app);
        addFormat(app, m_format);
    }

    base::Result<int> run(Session& session) override {
        PS_TRY(const auto workspace, session.open(false));
        PS_TRY(const auto run, workspace.run(m_run));
        const bool known = std::any_of(run.controls.begin(), run.controls.end(),
                                       [&](const auto& control) { return control.control == m_id; });
        PS_CHECK(workspace::mustBeAssessed(workspace.content(), run, m_frameworks));
        PS_CHECK(workspace::mustBeKnown(workspace.content(), workspace::Named::Status, m_statuses));
        if (!m_id.empty() && !known) {
            PS_CHECK(workspace::mustBeKnown(workspace.content(), workspace::Named::Control, {m_id}));
            return base::fail("control-unknown", m_id);
        }
        if (!m_id.empty() && m_format == Format::Table) {
            for (const auto& control : run.controls)
                if (control.control == m_id) printControl(session, workspace, run, control);
        } else {
            list(session, workspace, run);
        }
        const bool found = std::any_of(run.controls.begin(), run.controls.end(), [&](const auto& control) {
            return wanted(control) && m_failOn.matches(control.status);
        });
        const bool nothing = m_id.empty() && workspace::nothingApplies(run, m_frameworks) && m_failOn.anyGap();
        return found || nothing ? kFound : kDone;
    }

private:
    static bool among(const std::vector<std::string>& names, std::string_view name) {
        return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
    }

    bool wanted(const model::ControlResult& control) const {
        return (m_id.empty() || control.control == m_id) && among(m_frameworks, control.framework) &&
               among(m_statuses, model::idOf(control.status));
    }

    void list(const Session& session, const workspace::Workspace& workspace, const model::Run& run) const {
        Listing listing({{.key = "id", .title = "Control", .whole = true},
                         statusColumn(workspace),
                         {.key = "exceptions", .title = "Exceptions", .right = true, .spare = 6},
                         reasonsColumn(),
                         {.key = "citation", .title = "Citation"},
                         {.key = "title", .title = "Title", .spare = 1}},
                        m_format, session.terminal);
        for (const auto& control : run.controls)
            if (wanted(control)) listing.add(controlJson(workspace, control));
        listing.finish("No control matches.");
    }

    std::string m_id;
    std::vector<std::string> m_frameworks, m_statuses;
    std::string m_run;
    FailOn m_failOn;
    Format m_format = Format::Table;
};

} // namespace

std::unique_ptr<Command> makeControls() {
    return std::make_unique<ControlsCommand>();
}

} // namespace proofstead::cli
