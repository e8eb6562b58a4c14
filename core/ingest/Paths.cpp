#include "ingest/Paths.h"

#include "base/Text.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>

namespace proofstead::ingest {

namespace fs = std::filesystem;

namespace {

bool belongsToVault(const fs::path& path, const std::string& vaultPath) {
    std::error_code problem;
    const auto name = path.filename().string(), vault = fs::path(vaultPath).filename().string();
    if (!name.starts_with(vault)) return false;
    return fs::equivalent(path.parent_path().empty() ? "." : path.parent_path(),
                          fs::path(vaultPath).parent_path().empty() ? "." : fs::path(vaultPath).parent_path(), problem);
}

void walk(const fs::path& folder, const std::string& vaultPath, Inputs& inputs) {
    std::error_code problem;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator it(folder, problem), end; !problem && it != end; it.increment(problem))
        entries.push_back(*it);
    if (problem) {
        const auto error = base::fileError(problem.value(), folder.string());
        inputs.problems.push_back({folder.string(), error.code, error.detail});
    }
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.path() < b.path(); });
    for (const auto& entry : entries) {
        if (entry.path().filename().string().starts_with('.') || belongsToVault(entry.path(), vaultPath)) continue;
        // Links to folders are not followed: they may lead in a circle.
        if (entry.is_directory(problem) && !entry.is_symlink(problem))
            walk(entry.path(), vaultPath, inputs);
        else if (entry.is_regular_file(problem))
            inputs.files.push_back({entry.path().string(), static_cast<std::int64_t>(entry.file_size(problem))});
    }
}

} // namespace

Inputs findInputs(const std::vector<std::string>& paths, const std::string& vaultPath) {
    Inputs inputs;
    for (const auto& path : paths) {
        std::error_code problem;
        if (path == "-") {
            inputs.files.push_back({path, 0});
        } else if (fs::is_directory(path, problem)) {
            walk(path, vaultPath, inputs);
        } else if (fs::exists(path, problem)) {
            const auto size = fs::is_regular_file(path, problem) ? fs::file_size(path, problem) : 0;
            inputs.files.push_back({path, static_cast<std::int64_t>(size)});
        } else {
            const auto error = base::fileError(problem ? problem.value() : ENOENT, path);
            inputs.problems.push_back({path, error.code, error.detail});
        }
    }
    for (const auto& file : inputs.files)
        inputs.bytes += file.size;
    return inputs;
}

} // namespace proofstead::ingest
