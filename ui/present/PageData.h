// Everything the pages show, read from a vault in one go, so that pages can be built (and tested) without one.
#pragma once

#include "workspace/Workspace.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace proofstead::present {

struct PageData {
    std::string vaultPath;
    model::Scope scope;
    std::optional<model::Run> run;    // the newest; none: nothing assessed yet
    std::vector<workspace::Gap> gaps; // worst first
    std::vector<workspace::CoverageRow> coverage;
    std::vector<workspace::SourceStatus> sources;
    std::map<std::string, std::string> frameworkTitles; // by id
    std::map<std::string, std::string> texts;           // catalogue of the language: "status.partial" -> "Partial"
};

base::Result<PageData> collect(const workspace::Workspace& workspace, const std::string& language = "en");

} // namespace proofstead::present
