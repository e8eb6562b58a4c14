#include "cli/Commands.h"
#include "cli/ProgressLine.h"
#include "cli/Words.h"

#include <fmt/format.h>

#include "base/Text.h"

namespace proofstead::cli {
namespace {

class ImportCommand : public Command {
public:
    void declare(CLI::App& app) override {
        app.add_option("PATH", m_options.paths, "files and folders; - reads standard input");
        app.add_flag("--dry-run", m_options.dryRun, "read and report, but keep nothing");
        app.add_flag("--abandon", m_abandon, "remove what an interrupted import left behind");
        app.add_option("--as", m_options.as, "what the files are, where it cannot be seen (register-incident)")
            ->type_name("SOURCE");
        addTime(app, "--collected-at", m_options.collectedAt,
                "when the extract was made (default: the file's own time)");
        addFormat(app, m_format);
    }

    base::Result<int> run(Session& session) override {
        if (!m_abandon && m_options.paths.empty()) return base::fail("nothing-to-import");
        PS_TRY(auto workspace, session.open(true));
        if (m_abandon) {
            PS_TRY(const auto files, workspace.abandonImport());
            say(files ? "Removed " + counted(files, "file") + " of an interrupted import."
                      : "There is no interrupted import.");
            if (m_options.paths.empty()) return kDone;
        }
        PS_TRY(const auto report, runWithProgress(session, workspace));
        if (report.cancelled && report.files.empty()) return base::fail("import-cancelled");
        list(session, report);
        complainOf(report.problems);
        if (m_format == Format::Table) summarise(report);
        if (report.cancelled) return base::fail("import-cancelled");
        const bool nothingRead = report.files.empty() && !report.problems.empty();
        if (nothingRead) return kFailed;
        return workspace::namedPathWasMissed(m_options, report) ? kFound : kDone;
    }

private:
    static void complainOf(const std::vector<model::FileProblem>& problems) {
        for (std::size_t i = 0; i < problems.size() && i < kShownFiles; ++i)
            complain(base::Error{problems[i].code, problems[i].detail, {problems[i].path}});
        if (problems.size() > kShownFiles)
            fmt::print(stderr,
                       "proofstead: {} could not be read either; import their folders one by one to see them.\n",
                       counted(static_cast<std::int64_t>(problems.size() - kShownFiles), "file"));
    }

    base::Result<model::ImportReport> runWithProgress(const Session& session, workspace::Workspace& workspace) {
        const ProgressLine line(session);
        return workspace.import(m_options, line.progress());
    }

    void list(const Session& session, const model::ImportReport& report) const {
        Listing listing({{.key = "path", .title = "File", .keep = Keep::End},
                         {.key = "source", .title = "Source", .whole = true},
                         {.key = "accepted", .title = "Accepted", .right = true, .whole = true},
                         {.key = "duplicate", .title = "Known", .right = true, .whole = true},
                         {.key = "rejected", .title = "Rejected", .right = true, .whole = true},
                         {.key = "sha256", .title = "SHA-256", .whole = true}},
                        m_format, session.terminal);
        std::size_t shown = 0;
        for (const auto& file : report.files) {
            if (m_format == Format::Table && ++shown > kShownFiles) break;
            listing.add({{"path", file.path},
                         {"source", file.source},
                         {"sha256", file.sha256},
                         {"size", file.size},
                         {"records", file.records},
                         {"events", file.events},
                         {"accepted", file.accepted},
                         {"duplicate", file.duplicate},
                         {"rejected", file.rejected},
                         {"already_imported", file.alreadyImported},
                         {"root", file.root}});
        }
        listing.finish("No file was read.");
        if (shown > kShownFiles)
            say("… and " + counted(report.files.size() - kShownFiles, "file") + " more (--format csv lists all)");
    }

    static void summarise(const model::ImportReport& report) {
        std::int64_t known = 0;
        for (const auto& file : report.files)
            known += file.alreadyImported ? 1 : 0;
        say("");
        say((report.dryRun ? "Would import " : "Imported ") + counted(report.accepted, "record") + " from " +
            counted(report.files.size(), "file") + "; " + grouped(report.duplicate) + " known, " +
            grouped(report.rejectedCount) + " rejected.");
        if (known) say(counted(known, "file") + " imported before, which added nothing.");
        if (report.rejectedCount && !report.dryRun) say("See them with: proofstead rejects");
    }

    static constexpr std::size_t kShownFiles = 30;

    workspace::ImportOptions m_options;
    bool m_abandon = false;
    Format m_format = Format::Table;
};

} // namespace

std::unique_ptr<Command> makeImport() {
    return std::make_unique<ImportCommand>();
}

} // namespace proofstead::cli
