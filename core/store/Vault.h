// The vault: one SQLite file that holds an engagement, encrypted (CipherFile.h) or plain. Opens, creates and locks it,
// and hands out the parts that other rooms use. One writer and many readers; everything it creates is readable by its
// owner only.
#pragma once

#include "base/Json.h"
#include "base/Result.h"
#include "base/Time.h"
#include "model/Evidence.h"
#include "model/Ids.h"
#include "store/Statement.h"
#include "store/VaultKey.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace proofstead::store {

// Columns of one register, as the published view register_<name> shows them.
struct RegisterColumn {
    std::string name;
    std::string type; // text | time | date | integer | boolean | list
};
struct RegisterShape {
    std::string name; // "processing-activity" becomes view register_processing_activity
    std::vector<RegisterColumn> columns;
};

enum class OpenMode { Read, Write };

class Vault {
public:
    // Creates a new file, encrypted when there is a lock. Error codes "vault-exists", and those of KeyHolders.h and
    // Statement.h.
    static base::Result<Vault> create(const std::string& path, const std::string& actor, const NewLock* lock = nullptr);
    // A plain vault needs no key and takes no heed of one. Error codes "file-missing", "not-a-vault", "vault-newer"
    // (detail: its version), "vault-locked" (no key, or that of another vault or time), "vault-header-damaged",
    // "vault-in-use" (detail: "pid 12 on host"), and those of Statement.h.
    static base::Result<Vault> open(const std::string& path, OpenMode mode, const VaultKey& key = {});
    Vault(Vault&&) noexcept;
    Vault& operator=(Vault&&) noexcept;
    ~Vault();

    const std::string& path() const;
    std::string uuid() const;
    std::string origin() const;  // "proofstead/<uuid>", the checkpoint origin
    sqlite3* handle() const;     // for core/store itself
    const VaultKey& key() const; // none: a plain vault; whoever opens it once more takes it from here

    // The shapes decide which register views exist; set once after opening, before any CheckConnection.
    void setRegisters(std::vector<RegisterShape> shapes);
    const std::vector<RegisterShape>& registers() const;

    // Small named texts: "scope" and the like. Empty when never set.
    base::Result<std::string> setting(std::string_view name) const;
    base::Status setSetting(std::string_view name, std::string_view value);

    // Transactions nest: only the outermost commits.
    base::Status begin();
    base::Status commit();
    void rollback();

    // The evidence log. append() adds a leaf SHA-256(0x00 || body) and returns its number; the caller commits.
    base::Result<model::LogSeq> append(std::string_view kind, const std::string& actor, const base::Json& body);
    base::Result<std::int64_t> logSize() const;
    base::Result<std::vector<model::LogEntry>> log(model::LogSeq from = 0) const;
    base::Result<std::vector<model::LogEntry>> logOfKind(std::string_view kind, model::LogSeq from) const;
    base::Result<std::optional<model::LogEntry>> logEntry(model::LogSeq seq) const;
    base::Result<std::vector<std::string>> logLeaves(std::int64_t size) const; // 32-byte leaf hashes in order

    // Ed25519 key that signs checkpoints: 32 raw bytes each; in a plain vault it lies in clear ("unprotected key"). The
    // caller wipes it.
    base::Result<std::string> logPrivateKey() const;
    base::Result<std::string> logPublicKey() const;
    // Secret for masking commitments, 32 raw bytes; never leaves the vault.
    base::Result<std::string> maskingKey() const;

    base::Status addCheckpoint(std::int64_t size, const std::string& note);
    base::Result<std::optional<std::string>> latestCheckpoint() const;

    // Content by digest: frameworks, checks and the like that a run used.
    base::Status keepContent(const std::string& sha256, const std::string& kind, const std::string& id,
                             std::string_view bytes);
    base::Result<std::optional<std::string>> content(const std::string& sha256) const;

    // Runs: canonical JSON by id, newest last.
    base::Status addRun(const std::string& id, model::LogSeq seq, const std::string& canonicalJson);
    base::Result<std::optional<std::string>> run(const std::string& id) const; // "" or "latest": the newest
    base::Result<std::vector<std::string>> runIds() const;

private:
    struct Private;
    explicit Vault(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace proofstead::store
