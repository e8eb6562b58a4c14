// A folder of our own (0700) beside a file to be written; removed with what is left in it.
#pragma once

#include "base/Result.h"

#include <string>

namespace proofstead::sheet {

class PrivateFolder {
public:
    // Error codes of base::fileError().
    static base::Result<PrivateFolder> beside(const std::string& path);

    PrivateFolder(PrivateFolder&& other) noexcept;
    PrivateFolder& operator=(PrivateFolder&&) = delete;
    ~PrivateFolder();

    const std::string& path() const { return m_path; }

private:
    explicit PrivateFolder(std::string path) : m_path(std::move(path)) {}
    std::string m_path; // "" when moved from
};

} // namespace proofstead::sheet
