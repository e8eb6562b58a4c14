#include "cli/Commands.h"
#include "cli/Words.h"

namespace proofstead::cli {
namespace {

class SourcesCommand : public Command {
public:
    void declare(CLI::App& app) override { addFormat(app, m_format); }

    base::Result<int> run(Session& session) override {
        PS_TRY(const auto workspace, session.open(false));
        PS_TRY(const auto sources, workspace.sources());
        Listing listing({{.key = "source", .title = "Source", .whole = true},
                         {.key = "environment", .title = "Environment", .keep = Keep::End, .spare = 0},
                         {.key = "declared", .title = "Declared", .whole = true},
                         {.key = "expectation", .title = "Every", .whole = true},
                         {.key = "files", .title = "Files", .right = true, .whole = true},
                         {.key = "records", .title = "Records", .right = true, .whole = true},
                         {.key = "rejected", .title = "Rejected", .right = true, .whole = true},
                         dayColumn("observed_from", "From"),
                         dayColumn("observed_to", "To")},
                        m_format, session.terminal);
        for (const auto& source : sources)
            listing.add({{"source", source.source},
                         {"environment", source.environment},
                         {"title", source.title},
                         {"declared", source.declared},
                         {"expectation", source.expectation},
                         {"files", source.files},
                         {"records", source.records},
                         {"events", source.events},
                         {"rejected", source.rejected},
                         {"observed_from", timeOrNull(source.observedFrom)},
                         {"observed_to", timeOrNull(source.observedTo)}});
        listing.finish("Nothing is declared and nothing was imported. Begin with: proofstead import PATH…");
        return kDone;
    }

private:
    Format m_format = Format::Table;
};

} // namespace

std::unique_ptr<Command> makeSources() {
    return std::make_unique<SourcesCommand>();
}

} // namespace proofstead::cli
