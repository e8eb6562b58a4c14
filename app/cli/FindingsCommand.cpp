#include "cli/Commands.h"
#include "cli/Words.h"

#include <algorithm>

namespace proofstead::cli {
namespace {

class FindingsCommand : public Command {
public:
    void declare(CLI::App& app) override {
        app.add_option("--check", m_checks, "only of these checks")->delimiter(',');
        app.add_option("--control", m_control, "only of checks that speak to this control");
        app.add_option("--severity", m_severity, "this severity or worse")
            ->check(CLI::IsMember({"low", "medium", "high", "critical"}));
        app.add_option("--run", m_run, "an earlier assessment (default: the newest)");
        app.add_flag("--fail-on-any", m_failOnAny, "exit with 1 when a finding is listed");
        addFormat(app, m_format);
    }

    base::Result<int> run(Session& session) override {
        PS_TRY(const auto workspace, session.open(false));
        PS_TRY(const auto run, workspace.run(m_run));
        PS_CHECK(workspace::mustBeKnown(workspace.content(), workspace::Named::Check, m_checks));
        if (!m_control.empty())
            PS_CHECK(workspace::mustBeKnown(workspace.content(), workspace::Named::Control, {m_control}));
        Listing listing({{.key = "record", .title = "Record", .right = true, .whole = true},
                         {.key = "at", .title = "At", .whole = true, .spare = 6},
                         severityColumn(),
                         {.key = "check", .title = "Check", .whole = true, .spare = 1},
                         {.key = "subject", .title = "Subject", .keep = Keep::End},
                         {.key = "detail", .title = "Detail"}},
                        m_format, session.terminal);
        for (const auto& finding : run.findings)
            if (wanted(workspace, run, finding)) listing.add(json(workspace, run, finding));
        const auto count = listing.finish("No finding.");
        if (m_format == Format::Table && count)
            say("\n" + counted(count, "finding") + ". Evidence: proofstead trail RECORD");
        return m_failOnAny && count ? kFound : kDone;
    }

private:
    static model::Severity severityOf(const workspace::Workspace& workspace, const std::string& check) {
        const auto* definition = workspace.content().check(check);
        return definition ? definition->severity : model::Severity::Medium;
    }

    static std::vector<std::string> controlsOf(const model::Run& run, const model::Finding& finding) {
        std::vector<std::string> names;
        for (const auto& control : run.controls)
            for (const auto& result : control.links)
                if (result.link.check == finding.check &&
                    (result.link.facet.empty() || result.link.facet == finding.facet)) {
                    names.push_back(control.control);
                    break;
                }
        return names;
    }

    bool wanted(const workspace::Workspace& workspace, const model::Run& run, const model::Finding& finding) const {
        if (!m_checks.empty() && std::find(m_checks.begin(), m_checks.end(), finding.check) == m_checks.end())
            return false;
        if (const auto least = model::severityFromId(m_severity);
            least && severityOf(workspace, finding.check) < *least)
            return false;
        if (m_control.empty()) return true;
        const auto controls = controlsOf(run, finding);
        return std::find(controls.begin(), controls.end(), m_control) != controls.end();
    }

    static base::Json json(const workspace::Workspace& workspace, const model::Run& run,
                           const model::Finding& finding) {
        const auto* check = workspace.content().check(finding.check);
        return {{"record", finding.record ? base::Json(finding.record.value) : base::Json()},
                {"at", timeOrNull(finding.at)},
                {"check", finding.check},
                {"title", check ? check->title : std::string()},
                {"severity", std::string(model::idOf(severityOf(workspace, finding.check)))},
                {"source", finding.source},
                {"environment", finding.environment},
                {"facet", finding.facet},
                {"subject", finding.subject},
                {"detail", finding.detail},
                {"controls", controlsOf(run, finding)}};
    }

    std::vector<std::string> m_checks;
    std::string m_control, m_severity, m_run;
    bool m_failOnAny = false;
    Format m_format = Format::Table;
};

} // namespace

std::unique_ptr<Command> makeFindings() {
    return std::make_unique<FindingsCommand>();
}

} // namespace proofstead::cli
