// Everything the pages show, read from a vault in one go, so that pages can be built (and tested) without one.
#pragma once

#include "workspace/Workspace.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace proofstead::present {

struct PageData {
    std::string vaultPath;
    store::VaultKey key; // of an encrypted vault
    model::Scope scope;
    std::optional<model::Run> run;    // the newest; none: nothing assessed yet
    std::vector<workspace::Gap> gaps; // worst first
    std::vector<workspace::CoverageRow> coverage;
    std::vector<workspace::SourceStatus> sources;
    std::vector<store::StoredFile> files;
    std::vector<model::RejectedRecord> rejected; // the first kShownRejects
    struct Decision {
        std::string kind, answer, by, rationale;
        std::optional<base::Millis> at, expires;
        model::RecordId record;
    };
    std::map<std::string, Decision> decisions;          // by the register's own key
    std::vector<model::LogEntry> exports;               // log entries of kind "export", oldest first
    std::shared_ptr<const catalog::Catalog> content;    // frameworks, checks, outlines; may be null in tests
    std::map<std::string, std::string> frameworkTitles; // by id
    std::map<std::string, std::string> texts;           // catalogue of the language: "status.partial" -> "Partial"

    // nullptr when it is not known.
    const model::Control* control(std::string_view id) const;
    const model::CheckDefinition* check(std::string_view id) const;
    const model::ControlResult* result(std::string_view control) const;
};
inline constexpr std::int64_t kShownRejects = 1'000;

base::Result<PageData> collect(const workspace::Workspace& workspace, const std::string& language = "en");

} // namespace proofstead::present
