#include "catalog/Files.h"

#include "base/Text.h"
#include "seal/Digest.h"

#include <algorithm>
#include <filesystem>

namespace proofstead::catalog {

namespace {

namespace fs = std::filesystem;

base::Result<std::vector<std::string>> entriesOf(const std::string& folder, bool folders,
                                                 const std::string& extension) {
    std::vector<std::string> paths;
    std::error_code error;
    if (!fs::is_directory(folder, error)) return paths;
    fs::directory_iterator entry(folder, error);
    for (const fs::directory_iterator end; !error && entry != end; entry.increment(error)) {
        const auto name = entry->path().filename().string();
        std::error_code ignored;
        const bool wanted =
            folders ? entry->is_directory(ignored) : entry->is_regular_file(ignored) && name.ends_with(extension);
        if (wanted && !name.starts_with('.')) paths.push_back(entry->path().string());
    }
    if (error) return tl::unexpected<base::Error>(base::fileError(error.value(), folder));
    std::sort(paths.begin(), paths.end());
    return paths;
}

} // namespace

base::Result<std::vector<std::string>> filesIn(const std::string& folder, const std::string& extension) {
    return entriesOf(folder, false, extension);
}

base::Result<std::vector<std::string>> foldersIn(const std::string& folder) {
    return entriesOf(folder, true, {});
}

base::Result<FileText> readText(const std::string& path) {
    constexpr std::size_t kLimit = std::size_t{16} << 20;
    PS_TRY(std::string text, base::readFile(path, kLimit));
    FileText file{path, fs::path(path).stem().string(), std::move(text), {}};
    file.digest = seal::sha256Hex(file.text);
    return file;
}

base::Result<base::Json> parseDocument(const FileText& file) {
    auto document = base::parseJson(file.text);
    if (!document) return base::climb(std::move(document.error()), file.path);
    return std::move(*document);
}

bool isContentId(const std::string& id) {
    const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !id.empty() && std::all_of(id.begin(), id.end(), allowed) && id.front() != '-' && id.back() != '-' &&
           id.find("--") == std::string::npos;
}

} // namespace proofstead::catalog
