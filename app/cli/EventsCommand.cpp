#include "cli/Commands.h"

#include "base/Text.h"
#include "cli/Text.h"
#include "workspace/Known.h"

#include <algorithm>

namespace proofstead::cli {
namespace {

const std::vector<std::string> kShortTable{"record_id", "time", "actor", "action", "outcome", "src_ip", "target"};

// These belong to a place where the event was delivered: with one of them there is a row for each place.
bool isOfOrigin(const std::string& column) {
    static const std::vector<std::string> names{"source_file", "index", "leaf", "offset", "length"};
    return std::find(names.begin(), names.end(), column) != names.end();
}

class EventsCommand : public Command {
public:
    void declare(CLI::App& app) override {
        addTime(app, "--from", m_filter.from, "not before");
        addTime(app, "--until", m_filter.until, "before");
        app.add_option("--actor", m_filter.actor, "who (ARN or name; * and ? are wildcards)");
        app.add_option("--action", m_filter.action, "what (DeleteTrail, Put*; * and ? are wildcards)");
        app.add_option("--outcome", m_filter.outcome, "success or failure")
            ->check(CLI::IsMember({"success", "failure"}));
        app.add_option("--source", m_filter.source, "as in the list of sources (aws-cloudtrail)");
        app.add_option("--environment", m_filter.environment, "account");
        app.add_option("--limit", m_limit, "at most so many; 0 for all (default: 200 in a table, else all)")
            ->check(CLI::NonNegativeNumber);
        app.add_flag("--newest", m_filter.newestFirst, "newest first");
        app.add_option("--columns", m_columns, "comma-separated, of: " + base::join(workspace::eventColumns(), " "))
            ->delimiter(',')
            ->check(CLI::IsMember(workspace::eventColumns()).description(""))
            ->type_name("COLUMN,…");
        addFormat(app, m_format);
    }

    base::Result<int> run(Session& session) override {
        PS_TRY(const auto workspace, session.open(false));
        if (!m_filter.source.empty())
            PS_CHECK(workspace::mustBeKnown(workspace.content(), workspace::Named::Source, {m_filter.source}));
        const auto names = columns();
        m_filter.perOrigin = std::any_of(names.begin(), names.end(), isOfOrigin);
        m_filter.limit = m_limit ? (*m_limit == 0 ? -1 : *m_limit) : m_format == Format::Table ? 200 : -1;
        std::vector<Column> shown;
        for (const auto& name : names)
            shown.push_back({.key = name, .title = name, .whole = isWhole(name), .keep = keepOf(name)});
        Listing listing(std::move(shown), m_format, session.terminal);
        PS_CHECK(workspace.events(m_filter, names, [&](const std::vector<std::string>& values) {
            auto row = base::Json::object();
            for (std::size_t i = 0; i < names.size(); ++i)
                row[names[i]] = values[i];
            listing.add(std::move(row));
            return !session.cancelled->load();
        }));
        const auto count = listing.finish("No event matches.");
        if (m_format == Format::Table && static_cast<std::int64_t>(count) == m_filter.limit)
            sayWrapped(session.terminal,
                       "These are the first " + std::to_string(count) + "; more with --limit N, all with --limit 0.");
        return kDone;
    }

private:
    std::vector<std::string> columns() const {
        if (!m_columns.empty()) return m_columns;
        if (m_format == Format::Table) return kShortTable;
        std::vector<std::string> names;
        for (const auto& name : workspace::eventColumns())
            if (!isOfOrigin(name)) names.push_back(name);
        return names;
    }

    // Ids, places and points in time are of no use in part.
    static bool isWhole(const std::string& name) {
        static const std::vector<std::string> cut{"actor",       "actor_principal", "action", "target",
                                                  "source_file", "user_agent",      "error",  "attributes"};
        return std::find(cut.begin(), cut.end(), name) == cut.end();
    }

    static Keep keepOf(const std::string& name) {
        return name == "actor" || name == "target" || name == "source_file" ? Keep::End : Keep::Start;
    }

    workspace::EventFilter m_filter;
    std::optional<std::int64_t> m_limit;
    std::vector<std::string> m_columns;
    Format m_format = Format::Table;
};

} // namespace

std::unique_ptr<Command> makeEvents() {
    return std::make_unique<EventsCommand>();
}

} // namespace proofstead::cli
