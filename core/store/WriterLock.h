// One writer at a time: an flock(2) on "<vault>-lock" that says who holds it. It goes with the process, however it
// ends.
#pragma once

#include "base/Result.h"

#include <string>

namespace proofstead::store {

class WriterLock {
public:
    // Error code "vault-in-use" with "pid N on HOST" as detail, or a file error.
    static base::Result<WriterLock> take(const std::string& vaultPath);
    WriterLock(WriterLock&& other) noexcept;
    WriterLock& operator=(WriterLock&& other) noexcept;
    ~WriterLock();

private:
    WriterLock(int fd, std::string path) : m_fd(fd), m_path(std::move(path)) {}
    int m_fd = -1;
    std::string m_path;
};

} // namespace proofstead::store
