#include "cli/Command.h"

namespace proofstead::cli {

void addFormat(CLI::App& app, Format& format) {
    addChoice<Format>(app, "--format", format, {{"table", Format::Table}, {"json", Format::Json}, {"csv", Format::Csv}},
                      "table (default), json or csv");
}

void addTime(CLI::App& app, const std::string& name, std::optional<base::Millis>& time, const std::string& help) {
    app.add_option_function<std::string>(
           name,
           [name, &time](const std::string& text) {
               time = base::parseTime(text);
               if (!time)
                   throw CLI::ValidationError(name, "'" + text +
                                                        "' is no time; write 2025-01-31 or "
                                                        "2025-01-31T08:00:00Z");
           },
           help)
        ->type_name("TIME");
}

base::Json timeOrNull(const std::optional<base::Millis>& time) {
    return time ? base::Json(base::formatSeconds(*time)) : base::Json();
}

} // namespace proofstead::cli
