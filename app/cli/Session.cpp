#include "cli/Session.h"

#include "base/Text.h"
#include "present/ErrorText.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

namespace proofstead::cli {
namespace fs = std::filesystem;
namespace {

constexpr int kAttempts = 3;

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

// PROOFSTEAD_RESOURCES, else beside the installed program, else the folder that the build was configured from.
std::string resourcesFolder() {
    if (auto named = environment("PROOFSTEAD_RESOURCES"); !named.empty()) return named;
    std::error_code ignored;
    const auto program = fs::read_symlink("/proc/self/exe", ignored);
    if (!ignored) {
        const auto installed = program.parent_path().parent_path() / "share" / "proofstead";
        if (fs::is_directory(installed, ignored)) return installed;
    }
    return PROOFSTEAD_RESOURCES_DIR;
}

std::string userFolder() {
    auto base = environment("XDG_CONFIG_HOME");
    if (base.empty() && !environment("HOME").empty()) base = environment("HOME") + "/.config";
    std::error_code ignored;
    const auto folder = base + "/proofstead";
    return !base.empty() && fs::is_directory(folder, ignored) ? folder : std::string();
}

} // namespace

base::Result<std::string> Session::vaultPath() const {
    if (!vault.empty()) return vault;
    if (auto named = environment("PROOFSTEAD_VAULT"); !named.empty()) return named;
    std::vector<std::string> found;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(".", problem))
        if (entry.path().extension() == ".vault") found.push_back(entry.path().filename());
    if (found.size() == 1) return found.front();
    if (found.empty()) return base::fail("vault-not-named");
    std::sort(found.begin(), found.end());
    return base::fail("vault-ambiguous", base::join(found, ", "));
}

workspace::OpenOptions Session::options(const std::string& path, bool write) const {
    workspace::OpenOptions options;
    options.vaultPath = path;
    options.resourcesDir = resourcesFolder();
    options.userDir = userFolder();
    options.toolVersion = "Proofstead " PROOFSTEAD_VERSION;
    options.write = write;
    return options;
}

base::Result<workspace::Workspace> Session::open(bool write) const {
    PS_TRY(const std::string path, vaultPath());
    auto wanted = options(path, write);
    PS_TRY(wanted.key, keyOf(path));
    return workspace::Workspace::open(wanted);
}

std::string Session::userName() const {
    if (!user.empty()) return user;
    const auto named = environment("PROOFSTEAD_USER");
    return named.empty() ? workspace::operatingSystemUser() : named;
}

base::Result<store::VaultKey> Session::keyOf(const std::string& path) const {
    PS_TRY(const bool encrypted, store::isEncrypted(path));
    // A vault in clear that lies where an encrypted one is expected may have been put there.
    if (!encrypted && !passphrase.keyFile.empty()) return base::fail("vault-not-encrypted", "", path);
    if (!encrypted && !passphrase.asks())
        std::fputs("proofstead: This vault is not encrypted, though a file with a passphrase is named.\n", stderr);
    if (!encrypted) return store::VaultKey();
    const auto name = fs::path(path).filename().string();
    for (int attempt = 1;; ++attempt) {
        PS_TRY(auto secret, passphrase.take("Passphrase of " + name, Asking::Once));
        auto key = store::unlock(path, {userName(), std::move(secret)});
        if (key || key.error().code != "passphrase-wrong" || !passphrase.asks() || attempt == kAttempts) return key;
        complain(key.error());
    }
}

void say(const std::string& line) {
    std::fputs((line + "\n").c_str(), stdout);
}

void complain(const base::Error& error) {
    std::fflush(stdout);
    std::fputs(("proofstead: " + sentence(error) + "\n").c_str(), stderr);
}

std::string sentence(const base::Error& error) {
    return present::errorText(error).toStdString();
}

base::Status flushOutput() {
    if (std::fflush(stdout) == 0 && !std::ferror(stdout)) return {};
    return base::fail(errno == ENOSPC ? "disk-full" : "file-unwritable", "", "standard output");
}

} // namespace proofstead::cli
