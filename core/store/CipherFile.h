// How the files of an encrypted vault lie on the disk. Each kind takes the reads and writes of SQLite at its own
// offsets and keeps them sealed (AES-256-GCM); what stands beside a seal is its kind and place, so that nothing that
// was sealed elsewhere, or in another file, opens here. CipherVfs hands them out.
//
//   database  16 KiB of header slots (VaultHeader.h), then pages of 8 KiB; nonce and tag lie in the 32 bytes that
//   SQLite
//             reserves at the end of a page
//   WAL       the header of 32 bytes and those of frames (24) each with nonce and tag behind them, pages as above
//   journal   pages as above, bound to the page number before them; that number, counts and check sums are enciphered
//             only: what a rollback restores is still whole pages of this vault
//   scratch   pieces of 8 KiB under a key that is thrown away; for temporary files
//
// A write to database or WAL that is not one whole piece is refused (SQLITE_IOERR_WRITE), never written in clear. What
// does not open is SQLITE_IOERR_DATA. An old page put back at its place does open: the evidence log shows that.
#pragma once

#include "seal/Aead.h"

#include <cstdint>
#include <memory>
#include <sqlite3.h>

namespace proofstead::store {

// One purpose, one key; derived from the vault's master key.
struct FileKeys {
    explicit FileKeys(const seal::Secret& master);
    seal::Secret page, wal, journal, journalFrame;
};

class CipherFile {
public:
    // `real` is an open file of the file system below; closed with this object.
    explicit CipherFile(sqlite3_file* real) : m_real(real) {}
    virtual ~CipherFile() = default;
    CipherFile(const CipherFile&) = delete;
    CipherFile& operator=(const CipherFile&) = delete;

    // SQLite's result codes; a read past the end fills with zeros and says SQLITE_IOERR_SHORT_READ.
    virtual int read(std::uint8_t* out, std::int64_t size, std::int64_t offset) = 0;
    virtual int write(const std::uint8_t* bytes, std::int64_t size, std::int64_t offset) = 0;
    virtual int truncate(std::int64_t size) = 0;
    virtual int size(std::int64_t& size) = 0;
    sqlite3_file* real() const { return m_real; }

protected:
    int readReal(std::uint8_t* out, std::int64_t size, std::int64_t offset) const;
    int writeReal(const std::uint8_t* bytes, std::int64_t size, std::int64_t offset) const;
    int sizeReal(std::int64_t& size) const;

private:
    sqlite3_file* m_real;
};

std::unique_ptr<CipherFile> databaseFile(sqlite3_file* real, const FileKeys& keys);
std::unique_ptr<CipherFile> walFile(sqlite3_file* real, const FileKeys& keys);
std::unique_ptr<CipherFile> journalFile(sqlite3_file* real, const FileKeys& keys);
std::unique_ptr<CipherFile> scratchFile(sqlite3_file* real);

inline constexpr int kReservedBytes = 32;             // at the end of each page, for nonce and tag
inline constexpr std::int64_t kHeaderSize = 2 * 8192; // before page 1

} // namespace proofstead::store
