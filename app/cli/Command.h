// One command of the program. A class declares its options, bound to its members, and runs. Its row in Commands.cpp
// gives it a name, one sentence and an example.
#pragma once

#include "base/Result.h"
#include "cli/Listing.h"
#include "cli/Session.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace proofstead::cli {

class Command {
public:
    virtual ~Command() = default;
    virtual void declare(CLI::App& app) = 0;
    // The exit code (Session.h), or what went wrong.
    virtual base::Result<int> run(Session& session) = 0;
    // Whether it draws pages, and so needs fonts and a (windowless) graphics platform.
    virtual bool prints() const { return false; }
};

// --format table|json|csv
void addFormat(CLI::App& app, Format& format);
// A point in time, ISO 8601; a date means its first moment, UTC.
void addTime(CLI::App& app, const std::string& name, std::optional<base::Millis>& time, const std::string& help);

base::Json timeOrNull(const std::optional<base::Millis>& time);

} // namespace proofstead::cli
