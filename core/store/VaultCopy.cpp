#include "store/VaultCopy.h"

#include "base/Text.h"
#include "store/CipherVfs.h"
#include "store/KeyHolders.h"
#include "store/OwnerOnly.h"
#include "store/Statement.h"
#include "store/Vault.h"
#include "store/VaultSecrets.h"
#include "store/WholeFile.h"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

namespace proofstead::store {

namespace {

struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close(handle); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

// Removed again unless it is kept.
class NewFile {
public:
    explicit NewFile(std::string path) : m_path(std::move(path)) {}
    ~NewFile() {
        if (!m_kept) remove();
    }
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;
    const std::string& path() const { return m_path; }
    void remove() const {
        for (const char* suffix : {"", "-wal", "-shm", "-journal"})
            ::unlink((m_path + suffix).c_str());
    }
    void keep() { m_kept = true; }

private:
    std::string m_path;
    bool m_kept = false;
};

base::Status syncPath(const std::string& path, int flags) {
    const int file = ::open(path.c_str(), flags | O_CLOEXEC);
    const bool done = file >= 0 && ::fsync(file) == 0;
    const int reason = errno;
    if (file >= 0) ::close(file);
    return done ? base::Status{} : tl::unexpected<base::Error>(base::fileError(reason, path));
}

base::Result<Handle> openDatabase(const std::string& path, const VaultKey& key) {
    PS_TRY(sqlite3 * handle, connectTo(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, key));
    return Handle(handle);
}

base::Status execute(sqlite3* handle, std::string_view sql) {
    PS_TRY(auto statement, Statement::prepare(handle, sql));
    return statement.run();
}

base::Status copyPages(sqlite3* from, sqlite3* to) {
    auto* backup = sqlite3_backup_init(to, "main", from, "main");
    if (!backup) return tl::unexpected<base::Error>(sqliteError(to, sqlite3_errcode(to), {}));
    sqlite3_backup_step(backup, -1);
    if (const int code = sqlite3_backup_finish(backup); code != SQLITE_OK)
        return tl::unexpected<base::Error>(sqliteError(to, code, {}));
    return {};
}

// Alone with the file until it is closed: in journal mode DELETE nobody else has it open, and there is no WAL beside
// it. The lock outlasts the transaction that takes it, since pages cannot be copied out of one.
base::Status takeAlone(sqlite3* handle, const std::string& path) {
    sqlite3_busy_timeout(handle, 1'000);
    PS_TRY(auto mode, Statement::prepare(handle, "PRAGMA journal_mode=DELETE"));
    const auto row = mode.step();
    const bool alone = row && *row && mode.text(0) == "delete";
    mode.reset();
    if (!alone) return base::fail("vault-being-read", "", path);
    for (const char* sql : {"PRAGMA locking_mode=EXCLUSIVE", "BEGIN EXCLUSIVE", "COMMIT"})
        if (!execute(handle, sql)) return base::fail("vault-being-read", "", path);
    return {};
}

base::Status copyUnder(const Vault& vault, const VaultKey& key, const std::string& out) {
    PS_TRY(const auto bytes, readHeader(vault.path()));
    PS_TRY(const auto found, newestSlot(bytes));
    // Read anew: the new key is sealed for those alone whom a holder of the present one wrote down.
    if (!isSignedBy(found, vault.key().master())) return base::fail("vault-header-damaged", "", vault.path());
    PS_CHECK(writeNewFile(out, headerBytes(resealed(found.header, vault.key().master(), key.master()), key.master())));
    PS_TRY(const auto copy, openDatabase(out, key));
    PS_CHECK(copyPages(vault.handle(), copy.get()));
    PS_CHECK(rewrapSecrets(copy.get(), vault.key(), key));
    return checkDatabase(copy.get());
}

std::string quoted(const std::string& text) {
    return "'" + base::replaceAll(text, "'", "''") + "'";
}

} // namespace

base::Status exportPlain(const Vault& vault, const std::string& out) {
    if (!vault.key()) return base::fail("vault-not-encrypted", "", vault.path());
    struct stat info {};
    if (::lstat(out.c_str(), &info) == 0) return base::fail("file-exists", "", out);
    NewFile file(out);
    {
        const OwnerOnly guard;
        const OtherDatabase plain(out, nullptr);
        PS_CHECK(execute(vault.handle(), "VACUUM INTO " + quoted(plain.uri())));
    }
    PS_TRY(auto copy, openDatabase(out, {}));
    // What is left of them in free space is wrapped under a key that stays in the vault.
    PS_CHECK(execute(copy.get(), "DELETE FROM secret"));
    PS_CHECK(checkDatabase(copy.get()));
    copy.reset();
    PS_CHECK(syncPath(out, O_RDONLY));
    file.keep();
    return {};
}

base::Result<VaultKey> changeKey(const std::string& path, const VaultKey& key,
                                 const std::function<base::Status(Vault&)>& note) {
    PS_TRY(const auto vault, Vault::open(path, OpenMode::Write, key));
    if (!vault.key()) return base::fail("vault-not-encrypted", "", path);
    PS_CHECK(takeAlone(vault.handle(), path));
    VaultKey changed(seal::Secret::random(seal::kKeySize), key.user(), key.byRecovery());
    NewFile file(path + ".rekey");
    file.remove(); // of an attempt that was cut off
    PS_CHECK(copyUnder(vault, changed, file.path()));
    {
        PS_TRY(auto copy, Vault::open(file.path(), OpenMode::Write, changed));
        PS_CHECK(note(copy));
    }
    PS_CHECK(syncPath(file.path(), O_RDONLY));
    if (::rename(file.path().c_str(), path.c_str()) != 0)
        return tl::unexpected<base::Error>(base::fileError(errno, path));
    file.keep();
    const auto folder = std::filesystem::path(path).parent_path();
    PS_CHECK(syncPath(folder.empty() ? "." : folder.string(), O_RDONLY | O_DIRECTORY));
    return changed;
}

} // namespace proofstead::store
