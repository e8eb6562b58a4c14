#include "PackSource.h"

#include "seal/Zip.h"

#include <cerrno>
#include <filesystem>

namespace proofstead::verify {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFile = std::size_t{2} << 30U;
constexpr std::size_t kMaxFiles = 200'000;

base::Result<seal::Attachments> readFolder(const fs::path& folder) {
    seal::Attachments attachments;
    std::error_code error;
    for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        if (it->is_symlink() || !it->is_regular_file()) continue;
        if (attachments.size() >= kMaxFiles) return base::fail("pdf-too-large", "files in the folder");
        PS_TRY(std::string bytes, base::readFile(it->path().string(), kMaxFile));
        attachments.emplace(it->path().lexically_relative(folder).generic_string(), std::move(bytes));
    }
    if (error) return tl::unexpected<base::Error>(base::fileError(error.value(), folder.string()));
    return attachments;
}

base::Status writeNew(const fs::path& path, const std::string& bytes) {
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (error) return tl::unexpected<base::Error>(base::fileError(error.value(), path.parent_path().string()));
    if (fs::exists(fs::symlink_status(path))) return base::fail("file-exists", "", path.string());
    return base::writeFile(path.string(), bytes);
}

} // namespace

base::Result<CheckedPack> checkPackAt(const std::string& path, const seal::PackTrust& trust) {
    std::error_code error;
    if (fs::is_directory(path, error)) {
        PS_TRY(auto attachments, readFolder(path));
        return CheckedPack{seal::checkPackParts(std::move(attachments), trust), {}};
    }
    PS_TRY(const std::string bytes, base::readFile(path, kMaxFile));
    CheckedPack checked;
    checked.sha256 = seal::sha256Hex(bytes);
    if (seal::looksLikeZip(base::asBytes(bytes))) {
        PS_TRY(auto attachments, seal::readTwin(base::asBytes(bytes)));
        checked.verdict = seal::checkPackParts(std::move(attachments), trust);
        return checked;
    }
    PS_TRY(checked.verdict, seal::checkPackFile(base::asBytes(bytes), trust));
    return checked;
}

base::Status extract(const seal::Attachments& attachments, const std::string& folder) {
    for (const auto& [name, bytes] : attachments)
        if (!seal::isSafeName(name)) return base::fail("bad-name", base::shorten(base::printable(name), 120));
    for (const auto& [name, bytes] : attachments)
        PS_CHECK(writeNew(fs::path(folder) / fs::path(name), bytes));
    return {};
}

} // namespace proofstead::verify
