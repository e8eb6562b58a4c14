#include "cli/Commands.h"

#include "workspace/Workspace.h"

#include <cstdio>

namespace proofstead::cli {
namespace {

class RegisterCommand : public Command {
public:
    void declare(CLI::App& app) override {
        auto* sub = app.add_subcommand("template", "Prints a CSV with the columns of a register, to be filled in");
        sub->add_option("NAME", m_name, "the register; see `proofstead register` for their names");
        sub->add_flag("--example", m_example, "a second line that shows how it is filled in; an import rejects it");
        addFormat(app, m_format);
    }

    // Needs no vault: registers are filled in before there is one.
    base::Result<int> run(Session& session) override {
        const auto options = session.options({}, false);
        PS_TRY(const auto content, catalog::Catalog::load(options.resourcesDir, options.userDir));
        if (m_name.empty()) return list(session, content);
        PS_TRY(const auto text, workspace::registerTemplate(content, m_name, m_example));
        std::fwrite(text.data(), 1, text.size(), stdout);
        return kDone;
    }

private:
    base::Result<int> list(const Session& session, const catalog::Catalog& content) const {
        Listing listing({{.key = "name", .title = "Register", .whole = true},
                         {.key = "title", .title = "Title"},
                         {.key = "basis", .title = "Basis"}},
                        m_format, session.terminal);
        for (const auto& source : content.sources)
            if (source.kind == "register")
                listing.add({{"name", base::stringAt(source.document["register"], "name")},
                             {"title", source.title},
                             {"basis", base::stringAt(source.document, "basis")}});
        listing.finish("There are no registers.");
        return kDone;
    }

    std::string m_name;
    bool m_example = false;
    Format m_format = Format::Table;
};

} // namespace

std::unique_ptr<Command> makeRegister() {
    return std::make_unique<RegisterCommand>();
}

} // namespace proofstead::cli
