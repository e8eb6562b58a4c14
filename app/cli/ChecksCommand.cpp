#include "cli/Commands.h"

#include "base/Text.h"
#include "catalog/Catalog.h"
#include "cli/Text.h"
#include "workspace/Known.h"

namespace proofstead::cli {
namespace {

class ChecksCommand : public Command {
public:
    void declare(CLI::App& app) override {
        app.add_option("ID", m_id, "one check with its queries");
        addFormat(app, m_format);
    }

    // Needs no vault: the content is the same for all.
    base::Result<int> run(Session& session) override {
        const auto options = session.options({}, false);
        PS_TRY(const auto content, catalog::Catalog::load(options.resourcesDir, options.userDir));
        const auto* one = m_id.empty() ? nullptr : content.check(m_id);
        if (!m_id.empty()) PS_CHECK(workspace::mustBeKnown(content, workspace::Named::Check, {m_id}));
        if (one && m_format == Format::Table) {
            print(session, *one);
            return kDone;
        }
        Listing listing({{.key = "id", .title = "Check", .whole = true},
                         {.key = "severity", .title = "Severity", .whole = true},
                         {.key = "test", .title = "Test", .whole = true},
                         {.key = "needs", .title = "Needs"},
                         {.key = "title", .title = "Title"}},
                        m_format, session.terminal);
        for (const auto& check : content.checks)
            if (!one || check.id == one->id) listing.add(json(check));
        listing.finish("There are no checks in " + options.resourcesDir + ".");
        return kDone;
    }

private:
    static std::vector<std::string> needsOf(const model::CheckDefinition& check) {
        std::vector<std::string> names;
        for (const auto& need : check.needs)
            names.push_back(base::join(need.sources, "|"));
        return names;
    }

    static base::Json json(const model::CheckDefinition& check) {
        auto parameters = base::Json::array();
        for (const auto& parameter : check.parameters)
            parameters.push_back({{"name", parameter.name}, {"value", parameter.value}, {"basis", parameter.basis}});
        return {{"id", check.id},
                {"area", check.area},
                {"title", check.title},
                {"question", check.question},
                {"severity", std::string(model::idOf(check.severity))},
                {"test", std::string(model::idOf(check.type))},
                {"nature", check.nature},
                {"needs", needsOf(check)},
                {"parameters", std::move(parameters)},
                {"exceptions_sql", check.exceptionsSql},
                {"population_sql", check.populationSql},
                {"sha256", check.digest}};
    }

    static void print(const Session& session, const model::CheckDefinition& check) {
        say(session.terminal.toned(check.id, Tone::Strong));
        sayWrapped(session.terminal, check.title);
        sayWrapped(session.terminal, check.question);
        say("");
        sayWrapped(session.terminal, "Severity " + std::string(model::idOf(check.severity)) + ", test " +
                                         std::string(model::idOf(check.type)) + ", needs " +
                                         base::join(needsOf(check), " and "));
        for (const auto& parameter : check.parameters)
            sayWrapped(session.terminal,
                       ":" + parameter.name + " = " + parameter.value +
                           (parameter.basis.empty() ? "" : "  " + parameter.basis),
                       "  ", " ");
        say("\n" + session.terminal.toned("Exceptions", Tone::Strong) + "\n" + check.exceptionsSql);
        say("\n" + session.terminal.toned("Population", Tone::Strong) + "\n" + check.populationSql);
        say("\nSHA-256 of the file");
        sayWrapped(session.terminal, check.digest);
    }

    std::string m_id;
    Format m_format = Format::Table;
};

} // namespace

std::unique_ptr<Command> makeChecks() {
    return std::make_unique<ChecksCommand>();
}

} // namespace proofstead::cli
