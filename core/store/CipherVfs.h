// SQLite's files of an encrypted vault: a VFS of our own, "proofstead", over the default one. Each connection brings
// the keys it opens with; there are none for all. No memory map, and temporary files go through it, too.
//
// It is registered with the first use and stays; connections of one process may be opened in any thread.
#pragma once

#include "base/Result.h"
#include "store/CipherFile.h"
#include "store/VaultKey.h"

#include <memory>
#include <string>

namespace proofstead::store {

// Opens a connection: with a key through the VFS, without one as a plain database. `flags` are SQLITE_OPEN_*; the
// caller closes the handle. Files that it creates are their owner's alone; extended result codes are on, and what does
// not fit in memory goes to temporary files where those are encrypted. Error codes of Statement.h.
base::Result<sqlite3*> connectTo(const std::string& path, int flags, const VaultKey& key);

// "file:…" naming a database of other keys for ATTACH and VACUUM INTO on a connection that was opened here. It holds
// while this object lives; "" keys: the name of a plain database.
class OtherDatabase {
public:
    OtherDatabase(const std::string& path, const std::shared_ptr<const FileKeys>& keys);
    ~OtherDatabase();
    OtherDatabase(const OtherDatabase&) = delete;
    OtherDatabase& operator=(const OtherDatabase&) = delete;
    const std::string& uri() const { return m_uri; }

private:
    std::string m_token, m_uri;
};

// The header's bytes (kHeaderSize) before page 1, read without disturbing the locks that SQLite holds on the file in
// this process, as an open(2) and close(2) of our own would. Shorter when the file is. Error codes as base::fileError.
base::Result<std::string> readHeader(const std::string& path);
// Writes one of the two slots of an open encrypted database and waits for the disk. SQLite's result code.
int writeSlot(sqlite3* handle, int slot, const std::string& bytes);

} // namespace proofstead::store
