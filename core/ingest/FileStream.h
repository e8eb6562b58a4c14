// A file or standard input, read front to back with read(2) and hashed on the way.
#pragma once

#include "seal/Digest.h"
#include "source/ByteStream.h"

#include <atomic>
#include <memory>
#include <optional>
#include <string>

namespace proofstead::ingest {

class FileStream : public source::ByteStream {
public:
    // "-" is standard input. Error codes of base::fileError(), "is-a-folder".
    static base::Result<std::unique_ptr<FileStream>> open(const std::string& path);
    ~FileStream() override;
    FileStream(const FileStream&) = delete;
    FileStream& operator=(const FileStream&) = delete;

    base::Result<std::size_t> read(char* target, std::size_t size) override;
    std::int64_t bytes() const { return m_bytes.load(std::memory_order_relaxed); }
    // Reads what is left, so that the digest covers the whole file; then the digest in hex.
    base::Result<std::string> finish();
    std::optional<std::int64_t> modified() const { return m_modified; } // ms; regular files only

private:
    FileStream(int fd, std::string path) : m_fd(fd), m_path(std::move(path)) {}
    int m_fd;
    std::string m_path;
    std::atomic<std::int64_t> m_bytes = 0;
    std::optional<std::int64_t> m_modified;
    seal::Sha256 m_digest;
};

enum class Hashing { No, Yes };

// Hands on another stream and hashes what passes; peek() looks ahead without consuming.
class HashingStream : public source::ByteStream {
public:
    explicit HashingStream(source::ByteStream& inner, Hashing hashing = Hashing::Yes)
        : m_inner(inner), m_hashing(hashing) {}
    base::Result<std::size_t> read(char* target, std::size_t size) override;
    std::string problem() const override { return m_inner.problem(); }
    // Reads what is left, so that the digest covers the whole.
    base::Status drain();
    // The next `size` bytes, or fewer at the end.
    base::Result<std::string_view> peek(std::size_t size);
    std::int64_t bytes() const { return m_bytes; }
    std::string digest() { return seal::toHex(m_digest.finish()); }

private:
    source::ByteStream& m_inner;
    Hashing m_hashing;
    std::string m_ahead;
    std::size_t m_used = 0;
    std::int64_t m_bytes = 0;
    seal::Sha256 m_digest;
};

// SHA-256 (hex) of a whole file.
base::Result<std::string> digestOfFile(const std::string& path);
// Of its first `size` bytes; "" when it is shorter.
base::Result<std::string> digestOfBeginning(const std::string& path, std::int64_t size);

} // namespace proofstead::ingest
