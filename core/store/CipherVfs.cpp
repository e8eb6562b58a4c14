#include "store/CipherVfs.h"

#include "base/Text.h"
#include "store/OwnerOnly.h"
#include "store/Schema.h"
#include "store/Statement.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <map>
#include <mutex>
#include <new>

namespace proofstead::store {

namespace {

constexpr const char* kName = "proofstead";
constexpr const char* kToken = "keys"; // URI parameter that names a row of KeyTable
constexpr int kWriteSlot = 0x50665374; // file control of our own; SQLite's are small numbers

struct SlotWrite {
    int slot;
    const std::string* bytes;
};

// Keys on their way from connect() to the VFS, which SQLite gives no other way to hand them over.
class KeyTable {
public:
    std::string add(std::shared_ptr<const FileKeys> keys) {
        const std::lock_guard guard(m_lock);
        auto token = std::to_string(++m_last);
        m_rows.emplace(token, std::move(keys));
        return token;
    }
    void remove(const std::string& token) {
        const std::lock_guard guard(m_lock);
        m_rows.erase(token);
    }
    std::shared_ptr<const FileKeys> find(const char* token) const {
        const std::lock_guard guard(m_lock);
        const auto row = token ? m_rows.find(token) : m_rows.end();
        return row == m_rows.end() ? nullptr : row->second;
    }

private:
    mutable std::mutex m_lock;
    std::map<std::string, std::shared_ptr<const FileKeys>> m_rows;
    std::uint64_t m_last = 0;
};

KeyTable& keyTable() {
    static KeyTable table;
    return table;
}

sqlite3_vfs* below() {
    return sqlite3_vfs_find(nullptr);
}

// A file of the file system below, whose size only that one knows.
struct RealFile {
    void operator()(sqlite3_file* file) const {
        if (file->pMethods) file->pMethods->xClose(file);
        std::free(file);
    }
};
using RealFilePointer = std::unique_ptr<sqlite3_file, RealFile>;

RealFilePointer newFile() {
    return RealFilePointer(static_cast<sqlite3_file*>(std::calloc(1, static_cast<std::size_t>(below()->szOsFile))));
}

// What SQLite holds of an open file.
struct OpenFile : sqlite3_file {
    RealFilePointer real;
    std::shared_ptr<const FileKeys> keys; // of a database; its WAL and journal take them from here
    std::unique_ptr<CipherFile> cipher;
};

OpenFile& of(sqlite3_file* file) {
    return *static_cast<OpenFile*>(file);
}
sqlite3_file* realOf(sqlite3_file* file) {
    return of(file).real.get();
}
const sqlite3_io_methods& methodsOf(sqlite3_file* file) {
    return *realOf(file)->pMethods;
}

int closeFile(sqlite3_file* file) {
    of(file).~OpenFile();
    return SQLITE_OK;
}
int readFile(sqlite3_file* file, void* out, int size, sqlite3_int64 offset) {
    return of(file).cipher->read(static_cast<std::uint8_t*>(out), size, offset);
}
int writeFile(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    return of(file).cipher->write(static_cast<const std::uint8_t*>(bytes), size, offset);
}
int truncateFile(sqlite3_file* file, sqlite3_int64 size) {
    return of(file).cipher->truncate(size);
}
int syncFile(sqlite3_file* file, int flags) {
    return methodsOf(file).xSync(realOf(file), flags);
}
int sizeOfFile(sqlite3_file* file, sqlite3_int64* size) {
    std::int64_t bytes = 0;
    const int code = of(file).cipher->size(bytes);
    *size = bytes;
    return code;
}
int lockFile(sqlite3_file* file, int level) {
    return methodsOf(file).xLock(realOf(file), level);
}
int unlockFile(sqlite3_file* file, int level) {
    return methodsOf(file).xUnlock(realOf(file), level);
}
int checkReserved(sqlite3_file* file, int* reserved) {
    return methodsOf(file).xCheckReservedLock(realOf(file), reserved);
}

int keepSlot(sqlite3_file* file, const SlotWrite& wanted) {
    const auto* bytes = wanted.bytes->data();
    const int size = static_cast<int>(wanted.bytes->size());
    if (!of(file).keys || size * 2 != kHeaderSize) return SQLITE_MISUSE;
    const int code = methodsOf(file).xWrite(realOf(file), bytes, size, sqlite3_int64{size} * wanted.slot);
    return code == SQLITE_OK ? syncFile(file, SQLITE_SYNC_FULL) : code;
}

int control(sqlite3_file* file, int operation, void* argument) {
    switch (operation) {
    case kWriteSlot:
        return keepSlot(file, *static_cast<const SlotWrite*>(argument));
    case SQLITE_FCNTL_SIZE_HINT: // sizes of ours are not those that SQLite means
    case SQLITE_FCNTL_CHUNK_SIZE:
    case SQLITE_FCNTL_MMAP_SIZE:
        return SQLITE_NOTFOUND;
    default:
        return methodsOf(file).xFileControl(realOf(file), operation, argument);
    }
}
int sectorSize(sqlite3_file* file) {
    return methodsOf(file).xSectorSize ? methodsOf(file).xSectorSize(realOf(file)) : 4096;
}
// A page takes more than one sector and has a seal: it is never written atomically.
int characteristics(sqlite3_file* file) {
    constexpr int kKept = SQLITE_IOCAP_POWERSAFE_OVERWRITE | SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN;
    return methodsOf(file).xDeviceCharacteristics(realOf(file)) & kKept;
}
int mapShared(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
    return methodsOf(file).xShmMap(realOf(file), page, size, extend, memory);
}
int lockShared(sqlite3_file* file, int offset, int count, int flags) {
    return methodsOf(file).xShmLock(realOf(file), offset, count, flags);
}
void fenceShared(sqlite3_file* file) {
    methodsOf(file).xShmBarrier(realOf(file));
}
int unmapShared(sqlite3_file* file, int remove) {
    return methodsOf(file).xShmUnmap(realOf(file), remove);
}

// Version 2: WAL's shared memory, and no memory map of the file.
constexpr sqlite3_io_methods kMethods = {2,           closeFile,   readFile,        writeFile,  truncateFile,
                                         syncFile,    sizeOfFile,  lockFile,        unlockFile, checkReserved,
                                         control,     sectorSize,  characteristics, mapShared,  lockShared,
                                         fenceShared, unmapShared, nullptr,         nullptr};

std::unique_ptr<CipherFile> cipherFor(const char* name, int flags, sqlite3_file* real,
                                      std::shared_ptr<const FileKeys>& keys) {
    if (flags & SQLITE_OPEN_MAIN_DB) {
        keys = keyTable().find(sqlite3_uri_parameter(name, kToken));
        return keys ? databaseFile(real, *keys) : nullptr;
    }
    if (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) {
        const auto& database = of(sqlite3_database_file_object(name));
        return flags & SQLITE_OPEN_WAL ? walFile(real, *database.keys) : journalFile(real, *database.keys);
    }
    constexpr int kScratch =
        SQLITE_OPEN_TEMP_DB | SQLITE_OPEN_TRANSIENT_DB | SQLITE_OPEN_TEMP_JOURNAL | SQLITE_OPEN_SUBJOURNAL;
    return flags & kScratch ? scratchFile(real) : nullptr; // a super-journal would list names in clear
}

int openFile(sqlite3_vfs*, const char* name, sqlite3_file* place, int flags, int* opened) {
    place->pMethods = nullptr;
    auto real = newFile();
    if (!real) return SQLITE_NOMEM;
    if (const int code = below()->xOpen(below(), name, real.get(), flags, opened); code != SQLITE_OK) return code;
    std::shared_ptr<const FileKeys> keys;
    auto cipher = cipherFor(name, flags, real.get(), keys);
    if (!cipher) return SQLITE_CANTOPEN;
    auto* file = new (place) OpenFile{{}, std::move(real), std::move(keys), std::move(cipher)};
    file->pMethods = &kMethods;
    return SQLITE_OK;
}

int removeFile(sqlite3_vfs*, const char* name, int sync) {
    return below()->xDelete(below(), name, sync);
}
int accessFile(sqlite3_vfs*, const char* name, int flags, int* result) {
    return below()->xAccess(below(), name, flags, result);
}
int fullName(sqlite3_vfs*, const char* name, int size, char* out) {
    return below()->xFullPathname(below(), name, size, out);
}

void registerVfs() {
    static const bool once = [] {
        sqlite3_initialize();
        static sqlite3_vfs vfs = *below(); // clock, sleep and chance stay those of the default one
        vfs.zName = kName;
        vfs.pNext = nullptr;
        vfs.szOsFile = sizeof(OpenFile);
        vfs.xOpen = openFile;
        vfs.xDelete = removeFile;
        vfs.xAccess = accessFile;
        vfs.xFullPathname = fullName;
        return sqlite3_vfs_register(&vfs, 0) == SQLITE_OK;
    }();
    static_cast<void>(once);
}

// https://www.sqlite.org/uri.html, section 3.1.
std::string uriOf(const std::string& path) {
    std::string uri = path.starts_with('/') ? "file://" : "file:";
    for (const char c : path)
        if (c == '%' || c == '?' || c == '#')
            uri += fmt::format("%{:02x}", static_cast<unsigned char>(c));
        else
            uri += c;
    return uri;
}

} // namespace

OtherDatabase::OtherDatabase(const std::string& path, const std::shared_ptr<const FileKeys>& keys)
    : m_uri(uriOf(path)) {
    if (!keys) {
        m_uri += fmt::format("?vfs={}", below()->zName);
        return;
    }
    registerVfs();
    m_token = keyTable().add(keys);
    m_uri += fmt::format("?vfs={}&{}={}", kName, kToken, m_token);
}

OtherDatabase::~OtherDatabase() {
    keyTable().remove(m_token);
}

base::Result<sqlite3*> connectTo(const std::string& path, int flags, const VaultKey& key) {
    const OwnerOnly guard;
    sqlite3* handle = nullptr;
    int code = SQLITE_OK;
    if (key) {
        const OtherDatabase database(path, key.files());
        code = sqlite3_open_v2(database.uri().c_str(), &handle, flags | SQLITE_OPEN_URI, kName);
    } else {
        code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    }
    if (code != SQLITE_OK) {
        auto error = sqliteError(handle, code, path);
        sqlite3_close(handle);
        return tl::unexpected<base::Error>(std::move(error));
    }
    sqlite3_extended_result_codes(handle, 1);
    const char* store = key ? "PRAGMA cache_size=-65536; PRAGMA temp_store=FILE;"
                            : "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;";
    sqlite3_exec(handle, store, nullptr, nullptr, nullptr);
    return handle;
}

base::Result<std::string> readHeader(const std::string& path) {
    sqlite3_initialize();
    const auto real = newFile();
    struct FreeName {
        void operator()(const char* name) const { sqlite3_free_filename(name); }
    };
    const std::unique_ptr<const char, FreeName> name(sqlite3_create_filename(path.c_str(), "", "", 0, nullptr));
    int opened = 0;
    const int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;
    if (below()->xOpen(below(), name.get(), real.get(), flags, &opened) != SQLITE_OK)
        return tl::unexpected<base::Error>(base::fileError(errno, path));
    std::string bytes(static_cast<std::size_t>(kHeaderSize), '\0');
    sqlite3_int64 size = 0;
    const int code = real->pMethods->xRead(real.get(), bytes.data(), static_cast<int>(kHeaderSize), 0);
    if ((code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ) ||
        real->pMethods->xFileSize(real.get(), &size) != SQLITE_OK)
        return base::fail("file-unreadable", "", path);
    bytes.resize(static_cast<std::size_t>(std::min<sqlite3_int64>(size, kHeaderSize)));
    return bytes;
}

int writeSlot(sqlite3* handle, int slot, const std::string& bytes) {
    SlotWrite wanted{slot, &bytes};
    return sqlite3_file_control(handle, "main", kWriteSlot, &wanted);
}

} // namespace proofstead::store
