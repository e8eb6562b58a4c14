// A framework file -> model::Framework. Every member is known and typed; error code "invalid-framework" with the JSON
// pointer and the path, "duplicate-id" for a control or a link that stands twice.
#pragma once

#include "catalog/Files.h"
#include "model/Framework.h"

namespace proofstead::catalog {

struct FrameworkFile {
    model::Framework framework;
    std::string overrides; // digest of the shipped file that it replaces; "" none
};

// Links of shipped frameworks count as reviewed by the publisher unless they say otherwise; a user's links start as
// proposed.
base::Result<FrameworkFile> readFramework(const FileText& file, bool shipped);

} // namespace proofstead::catalog
