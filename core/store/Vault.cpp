#include "store/Vault.h"

#include "base/Text.h"
#include "seal/Digest.h"
#include "seal/Keys.h"
#include "store/Blob.h"
#include "store/CipherVfs.h"
#include "store/KeyHolders.h"
#include "store/OwnerOnly.h"
#include "store/Schema.h"
#include "store/VaultSecrets.h"
#include "store/WriterLock.h"

#include <cerrno>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

namespace proofstead::store {

namespace {

constexpr const char* kPragmas = "PRAGMA foreign_keys=OFF; PRAGMA synchronous=FULL; PRAGMA journal_mode=WAL; "
                                 "PRAGMA wal_autocheckpoint=4000;";

// RFC 9562 version 4.
std::string newUuid() {
    auto bytes = seal::randomBytes(16);
    bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0FU) | 0x40U);
    bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3FU) | 0x80U);
    auto hex = base::toHex(base::asBytes(bytes));
    for (const std::size_t pos : {20U, 16U, 12U, 8U})
        hex.insert(pos, "-");
    return hex;
}

base::Status execute(sqlite3* handle, const char* sql) {
    if (const int code = sqlite3_exec(handle, sql, nullptr, nullptr, nullptr); code != SQLITE_OK)
        return tl::unexpected<base::Error>(sqliteError(handle, code, {}));
    return {};
}

} // namespace

struct Vault::Private {
    std::string path;
    std::string uuid;
    VaultKey key; // none: a plain vault
    sqlite3* handle = nullptr;
    std::optional<WriterLock> lock;
    std::vector<RegisterShape> registers;
    int depth = 0;

    ~Private() { sqlite3_close(handle); }

    base::Status open(int flags) {
        PS_TRY(handle, connectTo(path, flags | SQLITE_OPEN_NOMUTEX, key));
        sqlite3_busy_timeout(handle, 10'000);
        return {};
    }

    // Readable by its owner only from its first byte on.
    base::Status makeFile(const NewLock* wanted) {
        const OwnerOnly guard;
        if (wanted) {
            PS_TRY(key, createLocked(path, *wanted));
        }
        PS_CHECK(open(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
        return createTables();
    }

    // A key is needed where the file asks for one, and must be the one that it asks for.
    base::Status checkKey() {
        PS_TRY(const auto bytes, readHeader(path));
        if (!looksEncrypted(bytes)) {
            key = {};
            return {};
        }
        PS_TRY(const auto header, newestSlot(bytes));
        return key && isSignedBy(header, key.master()) ? base::Status{} : base::fail("vault-locked", "", path);
    }

    base::Result<std::int64_t> number(const char* sql) const {
        PS_TRY(auto statement, Statement::prepare(handle, sql));
        PS_TRY(const bool row, statement.step());
        return row ? statement.integer(0) : 0;
    }

    base::Result<std::string> meta(std::string_view name) const {
        PS_TRY(auto statement, Statement::prepare(handle, "SELECT value FROM meta WHERE name = ?"));
        statement.bind(1, name);
        PS_TRY(const bool row, statement.step());
        const auto value = statement.blob(0);
        return row ? std::string(reinterpret_cast<const char*>(value.data()), value.size()) : std::string();
    }

    base::Status setMeta(std::string_view name, base::Bytes value) const {
        PS_TRY(auto statement, Statement::prepare(handle, "INSERT INTO meta(name, value) VALUES(?, ?)"));
        statement.bind(1, name);
        statement.bindBlob(2, value);
        return statement.run();
    }

    base::Status createTables() {
        const auto head = fmt::format("PRAGMA page_size={}; PRAGMA application_id={}; PRAGMA user_version={};",
                                      kPageSize, kApplicationId, kSchemaVersion);
        PS_CHECK(execute(handle, head.c_str()));
        PS_CHECK(execute(handle, kPragmas));
        PS_CHECK(execute(handle, "BEGIN IMMEDIATE"));
        PS_CHECK(execute(handle, std::string(kSchema).c_str()));
        uuid = newUuid();
        const auto logKey = seal::LogKey::generate();
        auto secretBytes = logKey.privateBytes();
        PS_CHECK(setMeta("uuid", base::asBytes(uuid)));
        PS_CHECK(keepSecret(handle, key, "log_private_key", base::asBytes(secretBytes)));
        PS_CHECK(setMeta("log_public_key", logKey.publicKey()));
        PS_CHECK(keepSecret(handle, key, "masking_key", base::asBytes(seal::randomBytes(32))));
        PS_CHECK(setMeta("fingerprint_seed", base::asBytes(seal::randomBytes(8))));
        seal::cleanse(secretBytes);
        return execute(handle, "COMMIT");
    }

    base::Status checkHeader() {
        const auto application = number("PRAGMA application_id");
        if (!application && application.error().code == "vault-damaged")
            return tl::unexpected<base::Error>(application.error());
        if (!application || *application != kApplicationId)
            return base::fail("not-a-vault", application ? "" : application.error().detail, path);
        PS_TRY(const auto version, number("PRAGMA user_version"));
        if (version > kSchemaVersion)
            return base::fail("vault-newer",
                              fmt::format("format {} (this program reads up to {})", version, kSchemaVersion), path);
        PS_TRY(uuid, meta("uuid"));
        return {};
    }
};

Vault::Vault(std::unique_ptr<Private> d) : m_d(std::move(d)) {}
Vault::Vault(Vault&&) noexcept = default;
Vault& Vault::operator=(Vault&&) noexcept = default;
Vault::~Vault() = default;

base::Result<Vault> Vault::create(const std::string& path, const std::string& actor, const NewLock* lock) {
    struct stat info {};
    if (::stat(path.c_str(), &info) == 0) return base::fail("vault-exists", "", path);
    auto d = std::make_unique<Private>();
    d->path = path;
    PS_TRY(d->lock, WriterLock::take(path));
    if (auto made = d->makeFile(lock); !made) {
        sqlite3_close(std::exchange(d->handle, nullptr));
        for (const char* suffix : {"", "-wal", "-shm"})
            ::unlink((path + suffix).c_str());
        return tl::unexpected<base::Error>(made.error());
    }
    Vault vault(std::move(d));
    const base::Json body{{"origin", vault.origin()}, {"protection", lock ? "encrypted" : "plain"}};
    PS_CHECK(vault.append("vault-created", actor, body));
    return vault;
}

namespace {

// A long import that was killed leaves a journal, which a connection that only reads may not undo. Nothing is done
// while a writer is at work, whose journal it is; what goes wrong here shows when the vault is opened.
void undoInterrupted(const std::string& path, const VaultKey& key) {
    struct stat journal {};
    if (::stat((path + "-journal").c_str(), &journal) != 0 || journal.st_size == 0) return;
    (void)Vault::open(path, OpenMode::Write, key);
}

} // namespace

base::Result<Vault> Vault::open(const std::string& path, OpenMode mode, const VaultKey& key) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return tl::unexpected<base::Error>(base::fileError(errno, path));
    if (!S_ISREG(info.st_mode)) return base::fail("not-a-vault", "", path);
    if (::access(path.c_str(), mode == OpenMode::Write ? R_OK | W_OK : R_OK) != 0)
        return tl::unexpected<base::Error>(base::fileError(errno, path));
    if (mode == OpenMode::Read) undoInterrupted(path, key);
    auto d = std::make_unique<Private>();
    d->path = path;
    d->key = key;
    PS_CHECK(d->checkKey());
    if (mode == OpenMode::Write) {
        PS_TRY(d->lock, WriterLock::take(path));
    }
    PS_CHECK(d->open(mode == OpenMode::Write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY));
    PS_CHECK(d->checkHeader());
    if (mode == OpenMode::Write) PS_CHECK(execute(d->handle, kPragmas));
    return Vault(std::move(d));
}

const std::string& Vault::path() const {
    return m_d->path;
}
std::string Vault::uuid() const {
    return m_d->uuid;
}
std::string Vault::origin() const {
    return "proofstead/" + m_d->uuid;
}
sqlite3* Vault::handle() const {
    return m_d->handle;
}
const VaultKey& Vault::key() const {
    return m_d->key;
}
void Vault::setRegisters(std::vector<RegisterShape> shapes) {
    m_d->registers = std::move(shapes);
}
const std::vector<RegisterShape>& Vault::registers() const {
    return m_d->registers;
}

base::Result<std::string> Vault::setting(std::string_view name) const {
    PS_TRY(auto statement, Statement::prepare(m_d->handle, "SELECT value FROM setting WHERE name = ?"));
    statement.bind(1, name);
    PS_TRY(const bool row, statement.step());
    return row ? statement.string(0) : std::string();
}

base::Status Vault::setSetting(std::string_view name, std::string_view value) {
    PS_TRY(auto statement, Statement::prepare(m_d->handle, "INSERT INTO setting(name, value) VALUES(?, ?) "
                                                           "ON CONFLICT(name) DO UPDATE SET value = excluded.value"));
    statement.bind(1, name);
    statement.bind(2, value);
    return statement.run();
}

base::Status Vault::begin() {
    if (m_d->depth == 0) PS_CHECK(execute(m_d->handle, "BEGIN IMMEDIATE"));
    ++m_d->depth;
    return {};
}

base::Status Vault::commit() {
    if (m_d->depth == 1) {
        if (auto done = execute(m_d->handle, "COMMIT"); !done) {
            rollback();
            return done;
        }
    }
    --m_d->depth;
    return {};
}

void Vault::rollback() {
    if (m_d->depth > 0) sqlite3_exec(m_d->handle, "ROLLBACK", nullptr, nullptr, nullptr);
    m_d->depth = 0;
}

base::Result<std::string> Vault::logPrivateKey() const {
    return secretOf(*this, "log_private_key");
}
base::Result<std::string> Vault::logPublicKey() const {
    return m_d->meta("log_public_key");
}
base::Result<std::string> Vault::maskingKey() const {
    return secretOf(*this, "masking_key");
}

base::Status Vault::keepContent(const std::string& sha256, const std::string& kind, const std::string& id,
                                std::string_view bytes) {
    PS_TRY(auto statement,
           Statement::prepare(m_d->handle, "INSERT OR IGNORE INTO content(sha256, kind, id, packed, size) "
                                           "VALUES(?, ?, ?, ?, ?)"));
    const auto packed = pack(bytes);
    statement.bind(1, std::string_view(sha256));
    statement.bind(2, std::string_view(kind));
    statement.bind(3, std::string_view(id));
    statement.bindBlob(4, base::asBytes(packed));
    statement.bind(5, static_cast<std::int64_t>(bytes.size()));
    return statement.run();
}

namespace {

base::Result<std::optional<std::string>> unpackRow(Statement& statement) {
    PS_TRY(const bool row, statement.step());
    if (!row) return std::optional<std::string>();
    const auto packed = statement.blob(0);
    PS_TRY(auto bytes, unpack({reinterpret_cast<const char*>(packed.data()), packed.size()},
                              static_cast<std::size_t>(statement.integer(1))));
    return std::optional<std::string>(std::move(bytes));
}

} // namespace

base::Result<std::optional<std::string>> Vault::content(const std::string& sha256) const {
    PS_TRY(auto statement, Statement::prepare(m_d->handle, "SELECT packed, size FROM content WHERE sha256 = ?"));
    statement.bind(1, std::string_view(sha256));
    return unpackRow(statement);
}

base::Status Vault::addRun(const std::string& id, model::LogSeq seq, const std::string& canonicalJson) {
    PS_TRY(auto statement, Statement::prepare(m_d->handle, "INSERT INTO run(id, seq, packed, size) VALUES(?, ?, ?, ?) "
                                                           "ON CONFLICT(id) DO UPDATE SET seq = excluded.seq"));
    const auto packed = pack(canonicalJson);
    statement.bind(1, std::string_view(id));
    statement.bind(2, seq);
    statement.bindBlob(3, base::asBytes(packed));
    statement.bind(4, static_cast<std::int64_t>(canonicalJson.size()));
    return statement.run();
}

base::Result<std::optional<std::string>> Vault::run(const std::string& id) const {
    const bool newest = id.empty() || id == "latest";
    PS_TRY(auto statement,
           Statement::prepare(m_d->handle, newest ? "SELECT packed, size FROM run ORDER BY seq DESC LIMIT 1"
                                                  : "SELECT packed, size FROM run WHERE id = ?"));
    if (!newest) statement.bind(1, std::string_view(id));
    return unpackRow(statement);
}

base::Result<std::vector<std::string>> Vault::runIds() const {
    PS_TRY(auto statement, Statement::prepare(m_d->handle, "SELECT id FROM run ORDER BY seq"));
    std::vector<std::string> ids;
    for (;;) {
        PS_TRY(const bool row, statement.step());
        if (!row) return ids;
        ids.push_back(statement.string(0));
    }
}

} // namespace proofstead::store
