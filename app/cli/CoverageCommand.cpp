#include "cli/Commands.h"
#include "cli/CoverageText.h"
#include "cli/Text.h"
#include "cli/Words.h"

namespace proofstead::cli {
namespace {

// How many of them: a table has no room for more.
std::string countOf(const base::Json& list) {
    return list.is_array() && !list.empty() ? std::to_string(list.size()) : std::string();
}

std::string noZero(const base::Json& number) {
    return number == 0 ? std::string() : number.dump();
}

std::string signedIn(const base::Json& chains) {
    std::int64_t all = 0, sound = 0;
    bool holds = true;
    for (const auto& chain : chains.is_array() ? chains : base::Json::array()) {
        all += base::intAt(chain, "digests");
        sound += base::intAt(chain, "signed");
        holds = holds && base::boolAt(chain, "holds");
    }
    if (all == 0) return {};
    return std::to_string(sound) + " of " + std::to_string(all) + (holds ? "" : ", broken");
}

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
                         {.key = "logging_gaps", .title = "Not recorded", .right = true, .spare = 2, .words = noZero},
                         {.key = "late_events", .title = "Late", .right = true, .spare = 5, .words = noZero},
                         {.key = "stops", .title = "Stops", .right = true, .spare = 3, .words = countOf},
                         {.key = "digests", .title = "Signed", .spare = 4, .words = signedIn},
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
            addDetail(json, row);
            listing.add(std::move(json));
        }
        listing.finish(
            "No source is declared, so nothing is expected. Declare with: proofstead scope --declare-imported");
        if (m_format == Format::Table)
            for (const auto& line : detailLines(rows))
                sayWrapped(session.terminal, line);
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
