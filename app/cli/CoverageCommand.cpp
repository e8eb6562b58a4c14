#include "cli/Commands.h"
#include "cli/Words.h"

namespace proofstead::cli {
namespace {

class CoverageCommand : public Command {
public:
    void declare(CLI::App& app) override {
        addTime(app, "--from", m_options.from, "beginning of the period (default: the scope's)");
        addTime(app, "--until", m_options.until, "end of the period, exclusive");
        addFormat(app, m_format);
    }

    base::Result<int> run(Session& session) override {
        PS_TRY(const auto workspace, session.open(false));
        PS_TRY(const auto scope, workspace.scope());
        const auto period = workspace::effectivePeriod(scope, m_options, base::now());
        PS_TRY(const auto rows, workspace.coverage(period));
        if (m_format == Format::Table)
            say("Period " + base::formatSeconds(period.from) + " to " + base::formatSeconds(period.until) + "\n");
        Listing listing({{.key = "source", .title = "Source", .whole = true},
                         {.key = "environment", .title = "Environment", .whole = true},
                         {.key = "expectation", .title = "Every", .whole = true, .spare = 6},
                         {.key = "expected", .title = "Expected", .right = true, .whole = true},
                         {.key = "delivered", .title = "Delivered", .right = true, .whole = true},
                         {.key = "complete", .title = "Complete", .whole = true, .spare = 1},
                         {.key = "gaps", .title = "Missing", .spare = 1}},
                        m_format, session.terminal);
        for (const auto& row : rows) {
            auto json = toJson(row.coverage);
            json["source"] = row.source;
            json["environment"] = row.environment;
            auto gaps = base::Json::array();
            for (const auto& interval : row.coverage.missing)
                gaps.push_back(base::formatSeconds(interval.from) + "/" + base::formatSeconds(interval.until));
            json["gaps"] = std::move(gaps);
            listing.add(std::move(json));
        }
        listing.finish(
            "No source is declared, so nothing is expected. Declare with: proofstead scope --declare-imported");
        return kDone;
    }

private:
    workspace::AssessOptions m_options;
    Format m_format = Format::Table;
};

} // namespace

std::unique_ptr<Command> makeCoverage() {
    return std::make_unique<CoverageCommand>();
}

} // namespace proofstead::cli
