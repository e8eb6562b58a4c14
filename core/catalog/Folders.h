// Where content lies at run time. Pure but for looking whether a folder is there: the caller passes the values of the
// environment, so that tests need none.
#pragma once

#include "base/Result.h"

#include <string>

namespace proofstead::catalog {

// The resource folder: `environmentValue` (PROOFSTEAD_RESOURCES) where it is set, else
// <executableDir>/../share/proofstead, else `builtInDir`, the source folder that the build was configured from. What
// the user names is taken or refused, never passed over. Error code "resources-missing" with the folder that was looked
// at last.
base::Result<std::string> findResources(const std::string& executableDir, const std::string& environmentValue,
                                        const std::string& builtInDir);

// The user's own content: <XDG_CONFIG_HOME>/proofstead, else <HOME>/.config/proofstead; "" without either. The folder
// need not exist. A relative XDG_CONFIG_HOME counts as unset (XDG Base Directory Specification).
std::string userFolder(const std::string& xdgConfigHome, const std::string& home);

} // namespace proofstead::catalog
