// The demo engagement: an invented clinic, its scope and its files, from <resources>/demo.

#include "workspace/Parts.h"

#include <filesystem>

namespace proofstead::workspace {

namespace {

base::Status importAll(Workspace& workspace, const base::Json& imports, const std::string& folder,
                       const Progress& progress) {
    for (const auto& entry : imports) {
        ImportOptions options;
        options.paths = {folder + "/" + base::stringAt(entry, "path")};
        options.as = base::stringAt(entry, "as");
        options.collectedAt = base::parseTime(base::stringAt(entry, "collected_at"));
        PS_TRY(const auto report, workspace.import(options, progress));
        if (report.cancelled) return base::fail("cancelled");
        for (const auto& problem : report.problems)
            if (problem.code != "truncated" && !problem.code.starts_with("gzip-"))
                return base::fail(problem.code, problem.detail, problem.path);
    }
    return {};
}

} // namespace

base::Result<std::string> createDemo(const std::string& directory, OpenOptions options, const Progress& progress) {
    namespace fs = std::filesystem;
    std::error_code problem;
    fs::create_directories(directory, problem);
    if (problem) return tl::unexpected<base::Error>(base::fileError(problem.value(), directory));
    options.vaultPath = directory + "/demo.vault";
    options.write = true;
    if (fs::exists(options.vaultPath, problem)) return base::fail("file-exists", "", options.vaultPath);
    const auto folder = options.resourcesDir + "/demo";
    PS_TRY(const auto text, base::readFile(folder + "/engagement.json"));
    PS_TRY(auto document, base::parseJson(text));
    const auto imports = document.contains("imports") ? document["imports"] : base::Json::array();
    document.erase("imports");
    PS_TRY(const auto scope, model::scopeFromJson(document));
    const auto build = [&]() -> base::Status {
        PS_CHECK(Workspace::create(options));
        PS_TRY(auto workspace, Workspace::open(options));
        PS_CHECK(workspace.setScope(scope));
        return importAll(workspace, imports, folder, progress);
    };
    if (auto built = build(); !built) {
        // Half a demo would look like a whole one at the next start.
        for (const char* suffix : {"", "-wal", "-shm", "-lock"})
            fs::remove(options.vaultPath + suffix, problem);
        return tl::unexpected<base::Error>(built.error());
    }
    return options.vaultPath;
}

} // namespace proofstead::workspace
