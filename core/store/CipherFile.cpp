#include "store/CipherFile.h"

#include "store/PageSeal.h"

#include <algorithm>
#include <cstring>

namespace proofstead::store {

namespace {

constexpr std::int64_t kPage = kPageSize;

// Reads that are no whole page go through a copy of it.
using PageBuffer = std::array<std::uint8_t, kPageSize>;

int shortRead(std::uint8_t* out, std::int64_t size) {
    std::memset(out, 0, static_cast<std::size_t>(size));
    return SQLITE_IOERR_SHORT_READ;
}

// SQLite looks at the first bytes of a database before it has a lock or has replayed a WAL: they may be torn then, and
// what it wants of them never changes (file format, sections 1.3.2 to 1.3.4).
void firstLook(std::uint8_t* out) {
    std::memset(out, 0, 100);
    std::memcpy(out, "SQLite format 3", 16);
    out[16] = kPageSize >> 8;
    out[18] = out[19] = 2; // WAL
    out[20] = kReservedBytes;
    out[21] = 64;
    out[22] = out[23] = 32;
}

bool fitsReserve(const std::uint8_t* page, std::int64_t number) {
    return number > 0 || (page[16] == kPageSize >> 8 && page[17] == 0 && page[20] == kReservedBytes);
}

class DatabaseFile : public CipherFile {
public:
    DatabaseFile(sqlite3_file* real, const FileKeys& keys) : CipherFile(real), m_seal(keys.page) {}

    int read(std::uint8_t* out, std::int64_t bytes, std::int64_t offset) override {
        if (offset == 0 && bytes == 100) return firstLook(out), SQLITE_OK;
        const auto number = offset / kPage;
        if (bytes == kPage && offset % kPage == 0) return readPage(out, number);
        if (offset % kPage + bytes > kPage) return SQLITE_IOERR_READ;
        PageBuffer page;
        const int code = readPage(page.data(), number);
        std::memcpy(out, page.data() + offset % kPage, static_cast<std::size_t>(bytes));
        return code;
    }

    int write(const std::uint8_t* bytes, std::int64_t count, std::int64_t offset) override {
        if (count != kPage || offset % kPage != 0 || !fitsReserve(bytes, offset / kPage)) return SQLITE_IOERR_WRITE;
        if (const int code = fillUpTo(offset); code != SQLITE_OK) return code;
        return writePage(bytes, offset / kPage);
    }

    int truncate(std::int64_t bytes) override {
        if (bytes % kPage != 0) return SQLITE_IOERR_TRUNCATE;
        return real()->pMethods->xTruncate(real(), bytes + kHeaderSize);
    }

    int size(std::int64_t& bytes) override {
        const int code = sizeReal(bytes);
        bytes = std::max<std::int64_t>(bytes - kHeaderSize, 0);
        return code;
    }

private:
    int readPage(std::uint8_t* out, std::int64_t number) {
        if (const int code = readReal(out, kPage, kHeaderSize + number * kPage); code != SQLITE_OK)
            return code == SQLITE_IOERR_SHORT_READ ? shortRead(out, kPage) : code;
        return m_seal.open(out, {'d', number}) ? SQLITE_OK : SQLITE_IOERR_DATA;
    }
    int writePage(const std::uint8_t* page, std::int64_t number) {
        return writeReal(m_seal.sealed(page, {'d', number}), kPage, kHeaderSize + number * kPage);
    }

    // A page far behind the end leaves pages between that nobody wrote; a hole would not open later.
    int fillUpTo(std::int64_t offset) {
        std::int64_t there = 0;
        if (const int code = size(there); code != SQLITE_OK) return code;
        static constexpr PageBuffer kEmpty{};
        for (auto number = there / kPage; number < offset / kPage; ++number)
            if (const int code = writePage(kEmpty.data(), number); code != SQLITE_OK) return code;
        return SQLITE_OK;
    }

    PageSeal m_seal;
};

// Offsets of SQLite (header 32, frames of 24 + page) and ours (each header with nonce and tag behind it).
class WalFile : public CipherFile {
public:
    WalFile(sqlite3_file* real, const FileKeys& keys) : CipherFile(real), m_seal(keys.wal) {}

    int read(std::uint8_t* out, std::int64_t bytes, std::int64_t offset) override {
        // Asked for only when the WAL is replayed after a crash: what is torn there ends the WAL, as in a plain one.
        const bool replaying = bytes == kFrame + kPage || (offset == 0 && bytes == kHeader);
        const auto all = bytes;
        for (auto* to = out; bytes > 0;) {
            const Piece piece = pieceAt(offset);
            const auto inside = offset - piece.offset;
            const auto part = std::min(bytes, piece.size - inside);
            if (const int code = readPiece(to, piece, inside, part); code != SQLITE_OK) {
                if (replaying && code == SQLITE_IOERR_DATA) return std::memset(out, 0, all), SQLITE_OK;
                if (code == SQLITE_IOERR_SHORT_READ) std::memset(to, 0, static_cast<std::size_t>(bytes));
                return code;
            }
            to += part;
            offset += part;
            bytes -= part;
        }
        return SQLITE_OK;
    }

    int write(const std::uint8_t* bytes, std::int64_t count, std::int64_t offset) override {
        const Piece piece = pieceAt(offset);
        if (offset != piece.offset || count != piece.size) return SQLITE_IOERR_WRITE;
        const auto size = static_cast<std::size_t>(piece.size);
        if (piece.isPage()) return writeReal(m_seal.sealed(bytes, piece.place()), kPage, piece.realOffset);
        return writeReal(m_seal.sealedPiece(bytes, size, piece.place()), piece.size + kWrap, piece.realOffset);
    }

    int truncate(std::int64_t bytes) override {
        const Piece piece = pieceAt(bytes);
        if (bytes != piece.offset) return SQLITE_IOERR_TRUNCATE;
        return real()->pMethods->xTruncate(real(), piece.realOffset);
    }

    int size(std::int64_t& bytes) override {
        std::int64_t there = 0;
        const int code = sizeReal(there);
        const auto frames = std::max<std::int64_t>(there - kHeader - kWrap, 0) / (kFrame + kWrap + kPage);
        bytes = there < kHeader + kWrap ? 0 : kHeader + frames * (kFrame + kPage);
        return code;
    }

private:
    static constexpr std::int64_t kHeader = 32, kFrame = 24, kWrap = seal::kWrapSize;

    struct Piece {
        char kind;
        std::int64_t index;      // of the frame
        std::int64_t offset;     // as SQLite sees it
        std::int64_t realOffset; // on the disk
        std::int64_t size;
        bool isPage() const { return kind == 'p'; }
        Place place() const { return {kind, index}; }
    };

    static Piece pieceAt(std::int64_t offset) {
        if (offset < kHeader) return {'w', 0, 0, 0, kHeader};
        const auto frame = (offset - kHeader) / (kFrame + kPage);
        const auto start = kHeader + frame * (kFrame + kPage);
        const auto realStart = kHeader + kWrap + frame * (kFrame + kWrap + kPage);
        if (offset < start + kFrame) return {'f', frame, start, realStart, kFrame};
        return {'p', frame, start + kFrame, realStart + kFrame + kWrap, kPage};
    }

    int readPiece(std::uint8_t* out, const Piece& piece, std::int64_t inside, std::int64_t part) {
        const bool direct = piece.isPage() && part == kPage;
        std::uint8_t* to = direct ? out : m_piece.data();
        const auto stored = piece.isPage() ? kPage : piece.size + kWrap;
        if (const int code = readReal(to, stored, piece.realOffset); code != SQLITE_OK) return code;
        const bool holds = piece.isPage() ? m_seal.open(to, piece.place())
                                          : m_seal.openPiece(to, static_cast<std::size_t>(piece.size), piece.place());
        if (!direct) std::memcpy(out, to + inside, static_cast<std::size_t>(part));
        return holds ? SQLITE_OK : SQLITE_IOERR_DATA;
    }

    PageSeal m_seal;
    PageBuffer m_piece;
};

class JournalFile : public CipherFile {
public:
    JournalFile(sqlite3_file* real, const FileKeys& keys)
        : CipherFile(real), m_seal(keys.journal), m_frames(keys.journalFrame) {}

    int read(std::uint8_t* out, std::int64_t bytes, std::int64_t offset) override {
        if (const int code = readReal(out, bytes, offset); code != SQLITE_OK) return code;
        if (bytes != kPage) return cross(out, bytes, offset), SQLITE_OK;
        std::uint32_t number = 0;
        if (const int code = numberBefore(offset, number); code != SQLITE_OK) return code;
        return m_seal.open(out, {'j', offset, number}) ? SQLITE_OK : SQLITE_IOERR_DATA;
    }

    int write(const std::uint8_t* bytes, std::int64_t count, std::int64_t offset) override {
        if (count == kPage) {
            std::uint32_t number = 0;
            if (const int code = numberBefore(offset, number); code != SQLITE_OK) return code;
            return writeReal(m_seal.sealed(bytes, {'j', offset, number}), kPage, offset);
        }
        if (count > kPage) return SQLITE_IOERR_WRITE;
        PageBuffer piece;
        std::memcpy(piece.data(), bytes, static_cast<std::size_t>(count));
        cross(piece.data(), count, offset);
        return writeReal(piece.data(), count, offset);
    }

    int truncate(std::int64_t bytes) override { return real()->pMethods->xTruncate(real(), bytes); }
    int size(std::int64_t& bytes) override { return sizeReal(bytes); }

private:
    static constexpr std::int64_t kStretch = 512;

    // SQLite writes and reads a page's number right before the page.
    int numberBefore(std::int64_t offset, std::uint32_t& number) {
        std::uint8_t bytes[4];
        if (offset < 4) return SQLITE_IOERR_WRITE;
        if (const int code = readReal(bytes, 4, offset - 4); code != SQLITE_OK) return code;
        cross(bytes, 4, offset - 4);
        number = static_cast<std::uint32_t>(bytes[0]) << 24 | static_cast<std::uint32_t>(bytes[1]) << 16 |
                 static_cast<std::uint32_t>(bytes[2]) << 8 | bytes[3];
        return SQLITE_OK;
    }

    // Enciphers and deciphers: a key stream that hangs on the place alone, for headers, numbers and check sums.
    void cross(std::uint8_t* bytes, std::int64_t count, std::int64_t offset) {
        std::array<std::uint8_t, kStretch> stream;
        std::array<std::uint8_t, seal::kTagSize> tag;
        for (std::int64_t done = 0; done < count;) {
            static constexpr std::array<std::uint8_t, kStretch> kZeros{};
            const auto at = offset + done, inside = at % kStretch;
            std::array<std::uint8_t, seal::kNonceSize> nonce{};
            for (std::size_t i = 0; i < 8; ++i)
                nonce[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(at / kStretch) >> (8 * i));
            m_frames.seal(nonce, {}, kZeros, stream.data(), tag.data());
            for (auto i = inside; i < kStretch && done < count; ++i, ++done)
                bytes[done] ^= stream[static_cast<std::size_t>(i)];
        }
    }

    PageSeal m_seal;
    seal::Aead m_frames;
};

// Belongs to one connection and goes with it: its size is known, and its key is nowhere else.
class ScratchFile : public CipherFile {
public:
    explicit ScratchFile(sqlite3_file* real) : CipherFile(real), m_seal(seal::Secret::random(seal::kKeySize)) {}

    int read(std::uint8_t* out, std::int64_t bytes, std::int64_t offset) override {
        const auto there = std::clamp<std::int64_t>(m_size - offset, 0, bytes);
        for (std::int64_t done = 0; done < there;) {
            const auto inside = (offset + done) % kPage, part = std::min(there - done, kPage - inside);
            if (const int code = load((offset + done) / kPage); code != SQLITE_OK) return code;
            std::memcpy(out + done, m_piece.data() + inside, static_cast<std::size_t>(part));
            done += part;
        }
        return there == bytes ? SQLITE_OK : shortRead(out + there, bytes - there);
    }

    int write(const std::uint8_t* bytes, std::int64_t count, std::int64_t offset) override {
        for (auto gap = (m_size + kPage - 1) / kPage; gap < offset / kPage; ++gap) {
            m_piece.fill(0);
            if (const int code = keep(gap); code != SQLITE_OK) return code;
        }
        for (std::int64_t done = 0; done < count;) {
            const auto at = offset + done, inside = at % kPage, part = std::min(count - done, kPage - inside);
            if (part == kPage || at / kPage * kPage >= m_size)
                m_piece.fill(0);
            else if (const int code = load(at / kPage); code != SQLITE_OK)
                return code;
            std::memcpy(m_piece.data() + inside, bytes + done, static_cast<std::size_t>(part));
            if (const int code = keep(at / kPage); code != SQLITE_OK) return code;
            done += part;
            m_size = std::max(m_size, at + part);
        }
        return SQLITE_OK;
    }

    int truncate(std::int64_t bytes) override {
        m_size = std::min(m_size, bytes);
        return real()->pMethods->xTruncate(real(), (m_size + kPage - 1) / kPage * kStored);
    }
    int size(std::int64_t& bytes) override {
        bytes = m_size;
        return SQLITE_OK;
    }

private:
    static constexpr std::int64_t kStored = kPage + static_cast<std::int64_t>(seal::kWrapSize);

    int load(std::int64_t index) {
        if (const int code = readReal(m_piece.data(), kStored, index * kStored); code != SQLITE_OK)
            return code == SQLITE_IOERR_SHORT_READ ? SQLITE_IOERR_DATA : code;
        return m_seal.openPiece(m_piece.data(), kPage, {'s', index}) ? SQLITE_OK : SQLITE_IOERR_DATA;
    }
    int keep(std::int64_t index) {
        return writeReal(m_seal.sealedPiece(m_piece.data(), kPage, {'s', index}), kStored, index * kStored);
    }

    PageSeal m_seal;
    std::array<std::uint8_t, kStored> m_piece;
    std::int64_t m_size = 0;
};

} // namespace

FileKeys::FileKeys(const seal::Secret& master)
    : page(seal::hkdf(master, "vault page")),
      wal(seal::hkdf(master, "vault wal")),
      journal(seal::hkdf(master, "vault journal")),
      journalFrame(seal::hkdf(master, "vault journal frame")) {}

int CipherFile::readReal(std::uint8_t* out, std::int64_t size, std::int64_t offset) const {
    return m_real->pMethods->xRead(m_real, out, static_cast<int>(size), offset);
}
int CipherFile::writeReal(const std::uint8_t* bytes, std::int64_t size, std::int64_t offset) const {
    return m_real->pMethods->xWrite(m_real, bytes, static_cast<int>(size), offset);
}
int CipherFile::sizeReal(std::int64_t& size) const {
    sqlite3_int64 bytes = 0;
    const int code = m_real->pMethods->xFileSize(m_real, &bytes);
    size = bytes;
    return code;
}

std::unique_ptr<CipherFile> databaseFile(sqlite3_file* real, const FileKeys& keys) {
    return std::make_unique<DatabaseFile>(real, keys);
}
std::unique_ptr<CipherFile> walFile(sqlite3_file* real, const FileKeys& keys) {
    return std::make_unique<WalFile>(real, keys);
}
std::unique_ptr<CipherFile> journalFile(sqlite3_file* real, const FileKeys& keys) {
    return std::make_unique<JournalFile>(real, keys);
}
std::unique_ptr<CipherFile> scratchFile(sqlite3_file* real) {
    return std::make_unique<ScratchFile>(real);
}

} // namespace proofstead::store
