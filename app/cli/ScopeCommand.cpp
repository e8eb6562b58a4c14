#include "cli/Commands.h"
#include "cli/ScopeEdits.h"
#include "cli/Text.h"
#include "cli/Words.h"

#include "base/Text.h"

#include <cstdio>
#include <iostream>
#include <iterator>

namespace proofstead::cli {
namespace {

class ScopeCommand : public Command {
public:
    void declare(CLI::App& app) override {
        app.add_option("--file", m_file, "take the whole scope from a JSON file; - reads standard input");
        app.add_option("--organisation", m_edits.organisation, "whose evidence this is");
        app.add_option("--time-zone", m_edits.timeZone, "for what people read (Europe/Berlin); evidence stays UTC");
        app.add_option("--entity", m_edits.entities,
                       "an entity and its roles: clinic=controller,covered-entity (add a name: \"clinic:St. Anna=…\")");
        app.add_option("--declare", m_edits.sources,
                       "a source and how often it delivers: aws-cloudtrail/111122223333=hour "
                       "(hour, day, snapshot)")
            ->type_name("SOURCE=EVERY");
        app.add_option("--withheld", m_edits.withheld, "a source that exists and is not handed over: SOURCE=reason")
            ->type_name("SOURCE=WHY");
        app.add_flag("--declare-imported", m_edits.declareImported,
                     "declare every source that was imported; sets the period to theirs when none is set");
        app.add_option("--condition", m_edits.conditions,
                       "whether a fact is so on which controls depend: transfers-exist=yes, =no or =unset; until it is "
                       "answered they count as applicable")
            ->type_name("FACT=ANSWER");
        app.add_option("--framework", m_edits.frameworks, "frameworks to assess (default: all)");
        addTime(app, "--from", m_edits.from, "beginning of the period");
        addTime(app, "--until", m_edits.until, "end of the period, exclusive");
        addTime(app, "--as-of", m_edits.asOf, "the day on which it is looked at (default: the end)");
        app.add_option("--format", m_format, "text (default) or json")->check(CLI::IsMember({"text", "json"}));
    }

    base::Result<int> run(Session& session) override {
        const bool changes = !m_file.empty() || m_edits.any();
        PS_TRY(auto workspace, session.open(changes));
        PS_TRY(auto scope, workspace.scope());
        if (!m_file.empty()) {
            PS_TRY(scope, scopeOfFile());
        }
        if (m_edits.any()) {
            PS_TRY(const auto sources, workspace.sources());
            PS_CHECK(applyEdits(scope, m_edits, sources));
        }
        if (changes) PS_CHECK(workspace.setScope(scope));
        if (m_format == "json") {
            say(model::toJson(scope).dump(2));
        } else {
            show(session.terminal, scope);
            showConditions(session.terminal, workspace, scope);
        }
        return kDone;
    }

private:
    base::Result<model::Scope> scopeOfFile() const {
        std::string text;
        if (m_file == "-") {
            text.assign(std::istreambuf_iterator<char>(std::cin), {});
        } else {
            PS_TRY(text, base::readFile(m_file));
        }
        auto document = base::parseJson(text);
        if (!document) return base::climb(std::move(document.error()), m_file);
        auto scope = model::scopeFromJson(*document);
        if (!scope) return base::climb(std::move(scope.error()), m_file);
        return scope;
    }

    static std::string periodText(const model::Scope& scope) {
        if (!scope.period) return "the 90 days before the assessment";
        return base::formatSeconds(scope.period->from) + " to " + base::formatSeconds(scope.period->until) +
               ", as of " + base::formatSeconds(scope.period->asOf);
    }

    static void show(const Terminal& terminal, const model::Scope& scope) {
        const auto line = [&](const std::string& name, const std::string& value, const char* otherwise) {
            sayField(terminal, name, value.empty() ? std::string(otherwise) : value);
        };
        line("Organisation", scope.organisation, "not stated");
        line("Time zone", scope.timeZone, "");
        line("Period", periodText(scope), "");
        line("Frameworks", base::join(scope.frameworks, ", "), "all");
        line("Is so", base::join(scope.conditions, ", "), "");
        line("Is not so", base::join(scope.absentConditions, ", "), "");
        if (scope.entities.empty()) line("Entities", "", "none stated: controls of every role are looked at");
        if (scope.sources.empty()) line("Sources", "", "none declared");
        for (const auto& entity : scope.entities)
            line(&entity == &scope.entities.front() ? "Entities" : "",
                 entity.id + (entity.name.empty() ? "" : " (" + entity.name + ")") + ": " +
                     base::join(entity.roles, ", "),
                 "");
        for (const auto& source : scope.sources)
            line(&source == &scope.sources.front() ? "Sources" : "",
                 source.source + (source.environment.empty() ? "" : "/" + source.environment) + ": every " +
                     std::string(model::idOf(source.expectation)) +
                     (source.withheld.empty() ? "" : ", withheld: " + source.withheld),
                 "");
    }

    static void showConditions(const Terminal& terminal, const workspace::Workspace& workspace,
                               const model::Scope& scope) {
        const auto open = workspace::openConditions(workspace.content(), scope);
        if (open.empty()) return;
        say("");
        sayWrapped(terminal, "Questions to answer; until then the controls behind them count as applicable:");
        for (const auto& one : open) {
            const auto key = "condition." + one.condition;
            const auto text = workspace.message(key);
            sayWrapped(terminal,
                       one.condition + " (" + counted(one.controls, "control") + ")" +
                           (text == key ? std::string() : ": " + text),
                       "    ", "  ");
        }
        sayWrapped(terminal, "Answer with: proofstead scope --condition " + open.front().condition + "=no");
    }

    std::string m_file;
    ScopeEdits m_edits;
    std::string m_format = "text";
};

} // namespace

std::unique_ptr<Command> makeScope() {
    return std::make_unique<ScopeCommand>();
}

} // namespace proofstead::cli
