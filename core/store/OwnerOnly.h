// While it lives, what this process creates is its owner's alone: SQLite gives the files beside a database its mode,
// but the database itself the umask's.
#pragma once

#include <sys/stat.h>

namespace proofstead::store {

class OwnerOnly {
public:
    OwnerOnly() : m_before(::umask(0077)) {}
    ~OwnerOnly() { ::umask(m_before); }
    OwnerOnly(const OwnerOnly&) = delete;
    OwnerOnly& operator=(const OwnerOnly&) = delete;

private:
    mode_t m_before;
};

} // namespace proofstead::store
