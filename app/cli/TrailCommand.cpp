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
        app.add_option("--format", m_format, "text (default) or json")->check(CLI::IsMember({"text", "json"}));
    }

    base::Result<int> run(Session& session) override {
        PS_TRY(const auto workspace, session.open(false));
        PS_TRY(const auto record, workspace.findRecord(m_event));
        PS_TRY(const auto trail, workspace.trail(record));
        if (m_raw) {
            std::fwrite(trail.raw.data(), 1, trail.raw.size(), stdout);
        } else if (m_format == "json") {
            say(trailJson(trail).dump(2));
        } else {
            printTrail(session, workspace, trail);
        }
        return trail.holds ? kDone : kFound;
    }

private:
    std::string m_event;
    bool m_raw = false;
    std::string m_format = "text";
};

} // namespace

std::unique_ptr<Command> makeTrail() {
    return std::make_unique<TrailCommand>();
}

} // namespace proofstead::cli
