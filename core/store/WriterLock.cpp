#include "store/WriterLock.h"

#include "base/Text.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace proofstead::store {

namespace {

std::string hostName() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string("this host");
}

std::string holder(int fd) {
    std::array<char, 300> text{};
    const auto count = ::pread(fd, text.data(), text.size() - 1, 0);
    return count > 0 ? std::string(base::trim(text.data())) : std::string("another process");
}

} // namespace

base::Result<WriterLock> WriterLock::take(const std::string& vaultPath) {
    const std::string path = vaultPath + "-lock";
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return tl::unexpected<base::Error>(base::fileError(errno, path));
    WriterLock lock(fd, {});
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) return base::fail("vault-in-use", holder(fd), vaultPath);
    // The last holder may have removed the file between our open and our lock: then this is no longer the lock.
    struct stat ours {
    }, current{};
    if (::fstat(fd, &ours) != 0 || ::stat(path.c_str(), &current) != 0 || ours.st_ino != current.st_ino)
        return take(vaultPath);
    lock.m_path = path;
    const auto text = fmt::format("pid {} on {}\n", ::getpid(), hostName());
    if (::ftruncate(fd, 0) != 0 || ::pwrite(fd, text.data(), text.size(), 0) < 0)
        return tl::unexpected<base::Error>(base::fileError(errno, path));
    return lock;
}

WriterLock::WriterLock(WriterLock&& other) noexcept
    : m_fd(std::exchange(other.m_fd, -1)), m_path(std::move(other.m_path)) {
    other.m_path.clear();
}

WriterLock& WriterLock::operator=(WriterLock&& other) noexcept {
    std::swap(m_fd, other.m_fd);
    std::swap(m_path, other.m_path);
    return *this;
}

WriterLock::~WriterLock() {
    if (m_fd < 0) return;
    if (!m_path.empty()) ::unlink(m_path.c_str());
    ::close(m_fd);
}

} // namespace proofstead::store
