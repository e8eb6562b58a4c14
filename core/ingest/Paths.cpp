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

// "exports/2025" and "/data/exports/2025/" are both called "2025".
std::string lastPart(const std::string& path) {
    std::error_code problem;
    auto whole = fs::absolute(path, problem).lexically_normal();
    if (whole.filename().empty()) whole = whole.parent_path();
    return whole.filename().string();
}

void walk(const fs::path& folder, const fs::path& name, const std::string& vaultPath, Inputs& inputs) {
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
        const auto last = entry.path().filename();
        if (last.string().starts_with('.') || belongsToVault(entry.path(), vaultPath)) continue;
        // Links to folders are not followed: they may lead in a circle.
        if (entry.is_directory(problem) && !entry.is_symlink(problem))
            walk(entry.path(), name / last, vaultPath, inputs);
        else if (entry.is_regular_file(problem))
            inputs.files.push_back(
                {entry.path().string(), (name / last).string(), static_cast<std::int64_t>(entry.file_size(problem))});
    }
}

} // namespace

std::string InputFile::realPath() const {
    std::error_code problem;
    return path == "-" ? std::string() : fs::canonical(path, problem).string();
}

Inputs findInputs(const std::vector<std::string>& paths, const std::string& vaultPath) {
    Inputs inputs;
    for (const auto& path : paths) {
        std::error_code problem;
        if (path == "-") {
            inputs.files.push_back({path, "standard input", 0});
        } else if (fs::is_directory(path, problem)) {
            walk(path, lastPart(path), vaultPath, inputs);
        } else if (fs::exists(path, problem)) {
            const auto size = fs::is_regular_file(path, problem) ? fs::file_size(path, problem) : 0;
            inputs.files.push_back({path, lastPart(path), static_cast<std::int64_t>(size)});
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
