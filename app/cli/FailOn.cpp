#include "cli/FailOn.h"

#include <algorithm>

namespace proofstead::cli {

void FailOn::declare(CLI::App& app) {
    std::vector<std::string> allowed{"any"};
    for (const auto status : model::kStatuses)
        allowed.emplace_back(model::idOf(status));
    app.add_option("--fail-on", m_names,
                   "exit with 1 when a control has one of these statuses (exceptions,stale); any: "
                   "when there is a gap")
        ->delimiter(',')
        ->check(CLI::IsMember(allowed).description(""))
        ->type_name("STATUS,…");
}

bool FailOn::anyGap() const {
    return std::find(m_names.begin(), m_names.end(), "any") != m_names.end();
}

bool FailOn::matches(model::Status status) const {
    const auto named = [&](std::string_view name) {
        return std::find(m_names.begin(), m_names.end(), name) != m_names.end();
    };
    const bool gap = status != model::Status::Supported && status != model::Status::NotApplicable;
    return named(model::idOf(status)) || (gap && anyGap());
}

} // namespace proofstead::cli
