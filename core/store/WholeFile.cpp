#include "store/WholeFile.h"

#include "store/CipherVfs.h"
#include "store/Statement.h"
#include "store/Vault.h"
#include "store/VaultHeader.h"

#include <algorithm>
#include <memory>
#include <sqlite3.h>
#include <sys/stat.h>

namespace proofstead::store {

namespace {

struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close(handle); }
};

base::Status checkHeaders(const Vault& vault) {
    PS_TRY(const auto bytes, readHeader(vault.path()));
    for (const std::size_t start : {std::size_t{0}, kSlotSize}) {
        const auto found = newestSlot(std::string_view(bytes).substr(std::min(bytes.size(), start), kSlotSize));
        if (!found || !isSignedBy(*found, vault.key().master()))
            return base::fail("vault-header-damaged", start == 0 ? "the first copy" : "the second copy", vault.path());
    }
    return {};
}

base::Status checkEnd(const Vault& vault, sqlite3* handle) {
    PS_TRY(auto pages, Statement::prepare(handle, "SELECT page_count * page_size FROM pragma_page_count(), "
                                                  "pragma_page_size()"));
    PS_TRY(const bool row, pages.step());
    struct stat info {};
    if (row && ::stat(vault.path().c_str(), &info) == 0 && info.st_size > pages.integer(0) + kHeaderSize)
        return base::fail("vault-damaged", "bytes stand behind the last page", vault.path());
    return {};
}

} // namespace

base::Status checkDatabase(sqlite3* handle) {
    PS_TRY(auto statement, Statement::prepare(handle, "PRAGMA integrity_check(1)"));
    PS_TRY(const bool row, statement.step());
    if (!row || statement.text(0) != "ok") return base::fail("vault-damaged", row ? statement.string(0) : "");
    return {};
}

base::Status checkPages(const Vault& vault) {
    if (!vault.key()) return {};
    PS_CHECK(checkHeaders(vault));
    // A connection of its own: what the vault's holds in its cache was read before.
    PS_TRY(sqlite3 * opened, connectTo(vault.path(), SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, vault.key()));
    const std::unique_ptr<sqlite3, Close> handle(opened);
    PS_CHECK(checkDatabase(handle.get()));
    return checkEnd(vault, handle.get());
}

} // namespace proofstead::store
