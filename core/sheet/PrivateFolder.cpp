#include "sheet/PrivateFolder.h"

#include "base/Text.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>

namespace proofstead::sheet {

base::Result<PrivateFolder> PrivateFolder::beside(const std::string& path) {
    std::string folder = std::filesystem::path(path).parent_path().string();
    if (folder.empty()) folder = ".";
    std::string pattern = folder + "/.proofstead-XXXXXX";
    if (!::mkdtemp(pattern.data())) return tl::unexpected<base::Error>(base::fileError(errno, folder));
    return PrivateFolder(std::move(pattern));
}

PrivateFolder::PrivateFolder(PrivateFolder&& other) noexcept : m_path(std::exchange(other.m_path, {})) {}

PrivateFolder::~PrivateFolder() {
    std::error_code ignored;
    if (!m_path.empty()) std::filesystem::remove_all(m_path, ignored);
}

} // namespace proofstead::sheet
