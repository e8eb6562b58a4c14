#include "cli/Commands.h"
#include "cli/FailOn.h"
#include "cli/ProgressLine.h"
#include "cli/Words.h"

#include <algorithm>

namespace proofstead::cli {
namespace {

class AssessCommand : public Command {
public:
    void declare(CLI::App& app) override {
        addTime(app, "--from", m_options.from, "beginning of the period (default: the scope's, else 90 days before)");
        addTime(app, "--until", m_options.until, "end of the period, exclusive");
        addTime(app, "--as-of", m_options.asOf, "the day on which it is looked at");
        app.add_option("--framework", m_options.frameworks, "gdpr, hipaa, ai … (default: the scope's, else all)")
            ->delimiter(',');
        m_failOn.declare(app);
        addFormat(app, m_format);
    }

    base::Result<int> run(Session& session) override {
        PS_TRY(auto workspace, session.open(true));
        PS_TRY(const auto run, runWithProgress(session, workspace));
        if (m_format == Format::Json) {
            say(summary(run).dump(2));
        } else {
            list(session, workspace, run);
        }
        const bool found = std::any_of(run.controls.begin(), run.controls.end(),
                                       [&](const auto& control) { return m_failOn.matches(control.status); });
        return found ? kFound : kDone;
    }

private:
    base::Result<model::Run> runWithProgress(const Session& session, workspace::Workspace& workspace) const {
        const ProgressLine line(session);
        return workspace.assess(m_options, line.progress());
    }

    static base::Json row(const model::FrameworkSummary& summary) {
        auto json = base::Json{{"framework", summary.framework},          {"applicable", summary.applicable},
                               {"machine_tested", summary.machineTested}, {"document_tested", summary.documentTested},
                               {"attested_only", summary.attested},       {"untested", summary.untested}};
        for (const auto status : model::kStatuses) {
            const auto found = summary.byStatus.find(status);
            json[std::string(model::idOf(status))] = found == summary.byStatus.end() ? 0 : found->second;
        }
        return json;
    }

    static base::Json summary(const model::Run& run) {
        auto frameworks = base::Json::array();
        for (const auto& one : run.summaries)
            frameworks.push_back(row(one));
        return {{"run", run.id},
                {"period",
                 {{"from", base::formatSeconds(run.period.from)},
                  {"until", base::formatSeconds(run.period.until)},
                  {"as_of", base::formatSeconds(run.period.asOf)}}},
                {"log_position", run.asOfSeq},
                {"log_root", run.logRoot},
                {"findings", run.findings.size()},
                {"frameworks", std::move(frameworks)}};
    }

    void list(const Session& session, const workspace::Workspace& workspace, const model::Run& run) const {
        std::vector<Column> columns{{.key = "framework", .title = "Framework", .whole = true},
                                    {.key = "applicable", .title = "Applicable", .right = true, .whole = true}};
        for (auto status = model::kStatuses.rbegin(); status != model::kStatuses.rend(); ++status) {
            const std::string id(model::idOf(*status));
            const bool used = std::any_of(run.summaries.begin(), run.summaries.end(), [&](const auto& one) {
                const auto found = one.byStatus.find(*status);
                return found != one.byStatus.end() && found->second > 0;
            });
            if (used || m_format == Format::Csv)
                columns.push_back({.key = id, .title = wordsFor(workspace, "status", id), .right = true});
        }
        columns.push_back({.key = "machine_tested", .title = "Machine-tested", .right = true});
        columns.push_back({.key = "untested", .title = "Untested", .right = true});
        if (m_format == Format::Table)
            say("Run " + run.id + ", " + base::formatSeconds(run.period.from) + " to " +
                base::formatSeconds(run.period.until) + "\n");
        Listing listing(std::move(columns), m_format, session.terminal);
        for (const auto& one : run.summaries)
            listing.add(row(one));
        listing.finish("No framework was assessed.");
        if (m_format == Format::Table)
            say("\n" + grouped(static_cast<std::int64_t>(run.findings.size())) +
                " findings. Next: proofstead gaps, proofstead findings, proofstead report --format pdf --out pack.pdf");
    }

    workspace::AssessOptions m_options;
    FailOn m_failOn;
    Format m_format = Format::Table;
};

} // namespace

std::unique_ptr<Command> makeAssess() {
    return std::make_unique<AssessCommand>();
}

} // namespace proofstead::cli
