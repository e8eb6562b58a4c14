#include "catalog/Folders.h"

#include <filesystem>

namespace proofstead::catalog {

namespace {

namespace fs = std::filesystem;

bool holdsContent(const fs::path& folder) {
    std::error_code error;
    return fs::is_directory(folder / "frameworks", error);
}

} // namespace

base::Result<std::string> findResources(const std::string& executableDir, const std::string& environmentValue,
                                        const std::string& builtInDir) {
    if (!environmentValue.empty()) {
        if (holdsContent(environmentValue)) return environmentValue;
        return base::fail("resources-missing", environmentValue, "PROOFSTEAD_RESOURCES");
    }
    const auto installed = (fs::path(executableDir) / ".." / "share" / "proofstead").lexically_normal();
    if (!executableDir.empty() && holdsContent(installed)) return installed.string();
    if (!builtInDir.empty() && holdsContent(builtInDir)) return builtInDir;
    return base::fail("resources-missing", builtInDir.empty() ? installed.string() : builtInDir);
}

std::string userFolder(const std::string& xdgConfigHome, const std::string& home) {
    if (fs::path(xdgConfigHome).is_absolute()) return (fs::path(xdgConfigHome) / "proofstead").string();
    if (home.empty()) return {};
    return (fs::path(home) / ".config" / "proofstead").string();
}

} // namespace proofstead::catalog
