// One command of the program. A class declares its options, bound to its members, and runs. Its row in Commands.cpp
// gives it a name, one sentence and an example.
#pragma once

#include "base/Result.h"
#include "base/Text.h"
#include "cli/Listing.h"
#include "cli/Session.h"

#include <CLI/CLI.hpp>
#include <map>
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
// An option that takes one of a few words, case aside; with any other the sentence names them all.
template <class T>
CLI::Option* addChoice(CLI::App& app, const std::string& name, T& choice, const std::map<std::string, T>& words,
                       const std::string& help) {
    return app
        .add_option_function<std::string>(
            name,
            [name, &choice, words](const std::string& text) {
                const auto found = words.find(base::toLower(text));
                std::string known;
                for (const auto& [word, value] : words)
                    known += (known.empty() ? "" : ", ") + word;
                if (found == words.end())
                    throw CLI::ValidationError(name, "'" + text + "' is none of its words; choose one of: " + known);
                choice = found->second;
            },
            help)
        ->type_name("WORD");
}
// A point in time, ISO 8601; a date means its first moment, UTC.
void addTime(CLI::App& app, const std::string& name, std::optional<base::Millis>& time, const std::string& help);

base::Json timeOrNull(const std::optional<base::Millis>& time);

} // namespace proofstead::cli
