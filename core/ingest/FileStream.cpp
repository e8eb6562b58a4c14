#include "ingest/FileStream.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace proofstead::ingest {

base::Result<std::unique_ptr<FileStream>> FileStream::open(const std::string& path) {
    const bool standard = path == "-";
    const int fd = standard ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) return tl::unexpected<base::Error>(base::fileError(errno, path));
    std::unique_ptr<FileStream> stream(new FileStream(fd, standard ? "standard input" : path));
    struct stat info {};
    if (::fstat(fd, &info) != 0) return tl::unexpected<base::Error>(base::fileError(errno, path));
    if (S_ISDIR(info.st_mode)) return base::fail("is-a-folder", "", path);
    if (S_ISREG(info.st_mode)) {
        stream->m_modified = std::int64_t{info.st_mtim.tv_sec} * 1'000 + info.st_mtim.tv_nsec / 1'000'000;
        ::posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    }
    return stream;
}

FileStream::~FileStream() {
    ::close(m_fd);
}

base::Result<std::size_t> FileStream::read(char* target, std::size_t size) {
    for (;;) {
        const auto count = ::read(m_fd, target, size);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return tl::unexpected<base::Error>(base::fileError(errno, m_path));
        m_bytes.fetch_add(count, std::memory_order_relaxed);
        m_digest.update(std::string_view(target, static_cast<std::size_t>(count)));
        return static_cast<std::size_t>(count);
    }
}

base::Result<std::string> FileStream::finish() {
    std::string rest(65'536, '\0');
    for (;;) {
        PS_TRY(const auto count, read(rest.data(), rest.size()));
        if (count == 0) return seal::toHex(m_digest.finish());
    }
}

base::Result<std::string_view> HashingStream::peek(std::size_t size) {
    while (m_ahead.size() - m_used < size) {
        const auto before = m_ahead.size();
        m_ahead.resize(before + std::max<std::size_t>(size - (before - m_used), 65'536));
        auto count = m_inner.read(m_ahead.data() + before, m_ahead.size() - before);
        m_ahead.resize(before + (count ? *count : 0));
        if (!count) return tl::unexpected<base::Error>(count.error());
        if (*count == 0) break;
    }
    return std::string_view(m_ahead).substr(m_used, size);
}

base::Result<std::size_t> HashingStream::read(char* target, std::size_t size) {
    std::size_t count = 0;
    if (m_used < m_ahead.size()) {
        count = m_ahead.copy(target, size, m_used);
        m_used += count;
        if (m_used == m_ahead.size()) {
            m_ahead = std::string();
            m_used = 0;
        }
    } else {
        PS_TRY(count, m_inner.read(target, size));
    }
    m_bytes += static_cast<std::int64_t>(count);
    if (m_hashing == Hashing::Yes) m_digest.update(std::string_view(target, count));
    return count;
}

base::Status HashingStream::drain() {
    std::string rest(65'536, '\0');
    for (;;) {
        PS_TRY(const auto count, read(rest.data(), rest.size()));
        if (count == 0) return {};
    }
}

base::Result<std::string> digestOfBeginning(const std::string& path, std::int64_t size) {
    PS_TRY(auto stream, FileStream::open(path));
    HashingStream hashed(*stream);
    std::string piece(std::size_t{1} << 20, '\0');
    while (size > 0) {
        PS_TRY(const auto count,
               hashed.read(piece.data(), std::min<std::size_t>(piece.size(), static_cast<std::size_t>(size))));
        if (count == 0) return std::string();
        size -= static_cast<std::int64_t>(count);
    }
    return hashed.digest();
}

base::Result<std::string> digestOfFile(const std::string& path) {
    PS_TRY(auto stream, FileStream::open(path));
    return stream->finish();
}

} // namespace proofstead::ingest
