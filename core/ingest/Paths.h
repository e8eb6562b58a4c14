// The files behind what a person names: folders are walked in a fixed order.
#pragma once

#include "model/Import.h"

#include <cstdint>
#include <string>
#include <vector>

namespace proofstead::ingest {

struct InputFile {
    std::string path; // to open it
    std::string name; // kept in the vault: from the last part of what was named on, so that no report tells how the
                      // importing machine is laid out, and the next export of the same name is known as such
    std::int64_t size = 0; // 0 for standard input
    // Absolute and without links, by which an interrupted file is known again; "" for standard input.
    std::string realPath() const;
};

struct Inputs {
    std::vector<InputFile> files;
    std::vector<model::FileProblem> problems; // folders and files that cannot be looked into
    std::int64_t bytes = 0;
};

// The vault and its companions are left out, should they lie in a named folder.
Inputs findInputs(const std::vector<std::string>& paths, const std::string& vaultPath);

} // namespace proofstead::ingest
