#include "cli/Commands.h"

namespace proofstead::cli {
namespace {

class RejectsCommand : public Command {
public:
    void declare(CLI::App& app) override {
        app.add_option("--limit", m_limit, "at most so many (default: all)")->check(CLI::NonNegativeNumber);
        addFormat(app, m_format);
    }

    base::Result<int> run(Session& session) override {
        PS_TRY(const auto workspace, session.open(false));
        PS_TRY(const auto rejects, workspace.rejects(m_limit));
        Listing listing({{.key = "path", .title = "File", .keep = Keep::End},
                         {.key = "line", .title = "Line", .right = true, .whole = true},
                         {.key = "offset", .title = "Byte", .right = true, .whole = true},
                         {.key = "length", .title = "Length", .right = true, .whole = true, .spare = 7},
                         {.key = "reason",
                          .title = "Reason",
                          .spare = 1,
                          .words =
                              [&](const base::Json& reason) {
                                  const auto key = "reject." + reason.get<std::string>();
                                  const auto text = workspace.message(key);
                                  return text == key ? reason.get<std::string>() : text;
                              }},
                         {.key = "detail", .title = "Detail"}},
                        m_format, session.terminal);
        for (const auto& reject : rejects)
            listing.add({{"path", reject.path},
                         {"index", reject.leaf},
                         {"line", reject.line ? base::Json(reject.line) : base::Json()},
                         {"offset", reject.offset},
                         {"length", reject.length},
                         {"reason", reject.reason},
                         {"detail", reject.detail}});
        listing.finish("Nothing was rejected.");
        return kDone;
    }

private:
    std::int64_t m_limit = -1;
    Format m_format = Format::Table;
};

} // namespace

std::unique_ptr<Command> makeRejects() {
    return std::make_unique<RejectsCommand>();
}

} // namespace proofstead::cli
