#include "cli/Words.h"

#include "base/Text.h"
#include "cli/Command.h"

namespace proofstead::cli {

std::string wordsFor(const workspace::Workspace& workspace, const std::string& kind, const std::string& id) {
    if (id.empty()) return id;
    const auto key = kind + "." + id;
    const auto text = workspace.message(key);
    return text == key ? base::replaceAll(id, "_", " ") : text;
}

Tone toneOf(model::Status status) {
    switch (status) {
    case model::Status::Supported:
    case model::Status::Addressed:
    case model::Status::Attested:
        return Tone::Good;
    case model::Status::Exceptions:
        return Tone::Bad;
    case model::Status::NotApplicable:
        return Tone::Muted;
    default:
        return Tone::Warn;
    }
}

Column statusColumn(const workspace::Workspace& workspace) {
    Column column{.key = "status", .title = "Status"};
    column.words = [&workspace](const base::Json& value) {
        return wordsFor(workspace, "status", plainText(value, ""));
    };
    column.tone = [](const base::Json& row) {
        const auto status = model::statusFromId(base::stringAt(row, "status"));
        return status ? toneOf(*status) : Tone::Plain;
    };
    return column;
}

Column severityColumn() {
    Column column{.key = "severity", .title = "Severity", .whole = true};
    column.tone = [](const base::Json& row) {
        const auto severity = base::stringAt(row, "severity");
        return severity == "critical" || severity == "high" ? Tone::Bad : Tone::Plain;
    };
    return column;
}

Column reasonsColumn() {
    Column column{.key = "reasons", .title = "Reasons"};
    column.words = [](const base::Json& value) {
        const std::string found(model::idOf(model::Reason::CheckFailed));
        std::string text;
        for (const auto& reason : value)
            if (reason == found) text = found;
        for (const auto& reason : value)
            if (reason != found) text += (text.empty() ? "" : ", ") + plainText(reason, "");
        return text;
    };
    return column;
}

Column dayColumn(const std::string& key, const std::string& title) {
    Column column{.key = key, .title = title, .whole = true};
    column.words = [](const base::Json& value) { return plainText(value, "").substr(0, 10); };
    return column;
}

std::string grouped(std::int64_t number) {
    auto digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > (number < 0 ? 1 : 0); at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::string nothingAppliesText(const model::Run& run) {
    const auto roles = model::rolesOf(run.scope);
    return "Nothing applies with this scope: " +
           (roles.empty()
                ? std::string("every control was set aside.")
                : "no role that it states (" + base::join(roles, ", ") + ") is one that a control speaks to.") +
           " Nothing was judged. Change it with: proofstead scope --entity NAME=ROLE";
}

base::Json ids(const std::vector<model::Reason>& reasons) {
    auto list = base::Json::array();
    for (const auto reason : reasons)
        list.push_back(std::string(model::idOf(reason)));
    return list;
}

base::Json toJson(const workspace::Gap& gap) {
    return {{"framework", gap.framework},
            {"id", gap.control},
            {"citation", gap.citation},
            {"title", gap.title},
            {"status", std::string(model::idOf(gap.status))},
            {"variant", gap.variant},
            {"reasons", ids(gap.reasons)},
            {"exceptions", gap.exceptions},
            {"severity", std::string(model::idOf(gap.severity))}};
}

base::Json toJson(const model::Coverage& coverage) {
    auto missing = base::Json::array();
    for (const auto& interval : coverage.missing)
        missing.push_back(
            {{"from", base::formatSeconds(interval.from)}, {"until", base::formatSeconds(interval.until)}});
    return {{"expectation", coverage.expectation},
            {"expected", coverage.expected},
            {"delivered", coverage.delivered},
            {"complete", coverage.complete()},
            {"missing", std::move(missing)},
            {"longest_silence_ms", coverage.longestSilence},
            {"observed_from", timeOrNull(coverage.observedFrom)},
            {"observed_to", timeOrNull(coverage.observedTo)}};
}

} // namespace proofstead::cli
