#include "cli/Commands.h"
#include "cli/TrailText.h"

namespace proofstead::cli {
namespace {

class TrailCommand : public Command {
public:
    void declare(CLI::App& app) override {
        app.add_option("EVENT", m_event, "record number (first column of events and findings), or the event's own id")
            ->required();
        app.add_flag("--raw", m_raw, "print the record as it was delivered, and nothing else");
        app.add_flag("--query", m_query, "print the queries of the checks that found it, too");
        app.add_option("--format", m_format, "text (default) or json")->check(CLI::IsMember({"text", "json"}));
    }

    base::Result<int> run(Session& session) override {
        PS_TRY(const auto workspace, session.open(false));
        PS_TRY(const auto record, workspace.findRecord(m_event));
        PS_TRY(const auto trail, workspace.trail(record));
        if (m_raw) {
            std::fwrite(trail.raw.data(), 1, trail.raw.size(), stdout);
            return trail.holds ? kDone : kFound;
        }
        PS_TRY(const auto cited, workspace.verdictsOn(record));
        if (m_format == "json") {
            say(trailJson(trail, cited).dump(2));
        } else {
            printTrail(session, workspace, trail, cited, m_query);
        }
        return trail.holds && cited.holds ? kDone : kFound;
    }

private:
    std::string m_event;
    bool m_raw = false, m_query = false;
    std::string m_format = "text";
};

} // namespace

std::unique_ptr<Command> makeTrail() {
    return std::make_unique<TrailCommand>();
}

} // namespace proofstead::cli
