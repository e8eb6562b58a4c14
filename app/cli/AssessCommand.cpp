#include "cli/Commands.h"
#include "cli/FailOn.h"
#include "cli/ProgressLine.h"
#include "cli/Text.h"
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
        const bool nothing = workspace::nothingApplies(run);
        if (nothing && m_format == Format::Table) sayWrapped(session.terminal, nothingAppliesText(run));
        return found || (nothing && m_failOn.anyGap()) ? kFound : kDone;
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
        if (m_format == Format::Csv) return listCsv(session, run);
        sayWrapped(session.terminal, "Run " + run.id + ", " + base::formatSeconds(run.period.from) + " to " +
                                         base::formatSeconds(run.period.until));
        say("");
        std::vector<Column> columns{{.key = "what", .title = "Controls", .whole = true}};
        for (const auto& one : run.summaries)
            columns.push_back({.key = one.framework, .title = one.framework, .right = true});
        Listing listing(std::move(columns), Format::Table, session.terminal);
        const auto line = [&](const std::string& what, const std::string& member) {
            base::Json cells{{"what", what}};
            for (const auto& one : run.summaries)
                cells[one.framework] = row(one)[member];
            listing.add(std::move(cells));
        };
        line("applicable", "applicable");
        for (auto status = model::kStatuses.rbegin(); status != model::kStatuses.rend(); ++status) {
            const std::string id(model::idOf(*status));
            line("  " + wordsFor(workspace, "status", id), id);
        }
        line("tested by machine", "machine_tested");
        line("tested by document", "document_tested");
        line("attested only", "attested_only");
        line("untested", "untested");
        listing.finish("No framework was assessed.");
        say("");
        sayWrapped(session.terminal,
                   counted(run.findings.size(), "finding") +
                       ". Next: proofstead gaps, proofstead findings, proofstead report --format pdf --out pack.pdf");
    }

    static void listCsv(const Session& session, const model::Run& run) {
        std::vector<Column> columns{{.key = "framework", .title = ""}, {.key = "applicable", .title = ""}};
        for (auto status = model::kStatuses.rbegin(); status != model::kStatuses.rend(); ++status)
            columns.push_back({.key = std::string(model::idOf(*status)), .title = ""});
        for (const char* share : {"machine_tested", "document_tested", "attested_only", "untested"})
            columns.push_back({.key = share, .title = ""});
        Listing listing(std::move(columns), Format::Csv, session.terminal);
        for (const auto& one : run.summaries)
            listing.add(row(one));
        listing.finish("");
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
