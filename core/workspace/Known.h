// The names that a user may give: what the content and a run know, and a refusal that names the nearest of them.
#pragma once

#include "base/Result.h"
#include "catalog/Catalog.h"
#include "model/Run.h"
#include "model/Scope.h"

#include <string>
#include <vector>

namespace proofstead::workspace {

enum class Named { Framework, Check, Control, Source, Status, Role, Condition, TimeZone };

// Every name of a kind, sorted. Roles and conditions are those that some framework's controls ask for.
std::vector<std::string> knownNames(const catalog::Catalog& content, Named kind);

// Refuses the first name that is not known; error codes "framework-unknown", "check-unknown", "control-unknown",
// "source-unknown", "status-unknown", "role-unknown", "condition-unknown", "time-zone-unknown", with all known names
// as detail where they are few, else with the closest.
base::Status mustBeKnown(const catalog::Catalog& content, Named kind, const std::vector<std::string>& names);

// Refuses frameworks that a run does not hold; error code "framework-not-assessed" besides "framework-unknown".
base::Status mustBeAssessed(const catalog::Catalog& content, const model::Run& run,
                            const std::vector<std::string>& frameworks);

// Whether not one control of these frameworks (none named: of the run) applies: an assessment of nothing, never
// "no gap".
bool nothingApplies(const model::Run& run, const std::vector<std::string>& frameworks = {});

// A condition that the scope has not answered, and how many controls in scope wait for it.
struct OpenCondition {
    std::string condition;
    std::size_t controls = 0;
};
std::vector<OpenCondition> openConditions(const catalog::Catalog& content, const model::Scope& scope);

} // namespace proofstead::workspace
