// --fail-on: which statuses turn the exit code into 1, for scripts that must stop at a gap.
#pragma once

#include "cli/Command.h"
#include "model/Status.h"

#include <string>
#include <vector>

namespace proofstead::cli {

class FailOn {
public:
    // Adds the option: status ids, comma-separated, or "any" for everything that is a gap.
    void declare(CLI::App& app);
    bool matches(model::Status status) const;
    // Whether every gap was meant: then an assessment in which nothing applies is one.
    bool anyGap() const;
    bool asked() const { return !m_names.empty(); }

private:
    std::vector<std::string> m_names;
};

} // namespace proofstead::cli
