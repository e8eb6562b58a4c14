#include "cli/Commands.h"
#include "cli/FailOn.h"
#include "cli/Words.h"

#include <algorithm>

namespace proofstead::cli {
namespace {

class GapsCommand : public Command {
public:
    void declare(CLI::App& app) override {
        app.add_option("--framework", m_frameworks, "only these")->delimiter(',');
        app.add_option("--run", m_run, "an earlier assessment (default: the newest)");
        m_failOn.declare(app);
        addFormat(app, m_format);
    }

    base::Result<int> run(Session& session) override {
        PS_TRY(const auto workspace, session.open(false));
        PS_TRY(const auto assessed, workspace.run(m_run));
        PS_CHECK(workspace::mustBeAssessed(workspace.content(), assessed, m_frameworks));
        PS_TRY(const auto gaps, workspace.gaps(assessed));
        Listing listing({{.key = "id", .title = "Control", .whole = true},
                         statusColumn(workspace),
                         severityColumn(),
                         {.key = "exceptions", .title = "Exceptions", .right = true, .spare = 6},
                         reasonsColumn(),
                         {.key = "title", .title = "Title", .spare = 1}},
                        m_format, session.terminal);
        bool found = false;
        std::size_t shown = 0;
        for (const auto& gap : gaps) {
            if (!wanted(gap.framework)) continue;
            found = found || m_failOn.matches(gap.status);
            listing.add(toJson(gap));
            ++shown;
        }
        const bool nothing = workspace::nothingApplies(assessed, m_frameworks);
        listing.finish(nothing ? nothingAppliesText(assessed)
                               : "No gap: every control in scope is supported or does not apply.");
        found = found || (nothing && m_failOn.anyGap());
        if (m_format == Format::Table && shown) say("\n" + counted(shown, "gap") + ". Why: proofstead controls ID");
        return found ? kFound : kDone;
    }

private:
    bool wanted(const std::string& framework) const {
        return m_frameworks.empty() ||
               std::find(m_frameworks.begin(), m_frameworks.end(), framework) != m_frameworks.end();
    }

    std::vector<std::string> m_frameworks;
    std::string m_run;
    FailOn m_failOn;
    Format m_format = Format::Table;
};

} // namespace

std::unique_ptr<Command> makeGaps() {
    return std::make_unique<GapsCommand>();
}

} // namespace proofstead::cli
