#include "workspace/Known.h"

#include "base/Text.h"
#include "base/Time.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace proofstead::workspace {

namespace {

constexpr std::size_t kFew = 10;
constexpr std::size_t kClosest = 4;

const char* codeOf(Named kind) {
    switch (kind) {
    case Named::Framework:
        return "framework-unknown";
    case Named::Check:
        return "check-unknown";
    case Named::Control:
        return "control-unknown";
    case Named::Source:
        return "source-unknown";
    case Named::Status:
        return "status-unknown";
    case Named::Role:
        return "role-unknown";
    case Named::Condition:
        return "condition-unknown";
    case Named::TimeZone:
        return "time-zone-unknown";
    }
    return "";
}

// How many letters must be added, taken away or changed.
std::size_t distance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0]++;
        for (std::size_t k = 0; k < b.size(); ++k) {
            const auto changed = diagonal + (a[i] == b[k] ? 0 : 1);
            diagonal = row[k + 1];
            row[k + 1] = std::min({changed, row[k] + 1, diagonal + 1});
        }
    }
    return row.back();
}

std::string advice(const std::string& name, std::vector<std::string> known) {
    if (known.size() <= kFew) return base::join(known, ", ");
    std::vector<std::pair<std::size_t, std::string>> ranked;
    for (auto& one : known)
        ranked.emplace_back(distance(base::toLower(name), base::toLower(one)), std::move(one));
    std::sort(ranked.begin(), ranked.end());
    std::vector<std::string> closest;
    for (std::size_t i = 0; i < kClosest && i < ranked.size(); ++i)
        closest.push_back(std::move(ranked[i].second));
    return base::join(closest, ", ") + ", …";
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::set<std::string> collect(const catalog::Catalog& content, Named kind) {
    std::set<std::string> names;
    for (const auto& framework : content.frameworks) {
        if (kind == Named::Framework) names.insert(framework.id);
        for (const auto& control : framework.controls) {
            if (kind == Named::Control) names.insert(control.id);
            if (kind == Named::Role) names.insert(control.appliesTo.begin(), control.appliesTo.end());
            if (kind == Named::Condition) names.insert(control.conditions.begin(), control.conditions.end());
        }
    }
    if (kind == Named::Check)
        for (const auto& check : content.checks)
            names.insert(check.id);
    if (kind == Named::Source)
        for (const auto& source : content.sources)
            names.insert(source.id);
    if (kind == Named::Status)
        for (const auto status : model::kStatuses)
            names.emplace(model::idOf(status));
    return names;
}

} // namespace

std::vector<std::string> knownNames(const catalog::Catalog& content, Named kind) {
    if (kind == Named::TimeZone) return base::timeZones();
    const auto names = collect(content, kind);
    return {names.begin(), names.end()};
}

base::Status mustBeKnown(const catalog::Catalog& content, Named kind, const std::vector<std::string>& names) {
    if (names.empty()) return {};
    auto known = knownNames(content, kind);
    if (known.empty() && kind == Named::TimeZone) return {}; // a host without a database cannot tell
    for (const auto& name : names)
        if (!contains(known, name)) return base::fail(codeOf(kind), name + "; known: " + advice(name, known));
    return {};
}

base::Status mustBeAssessed(const catalog::Catalog& content, const model::Run& run,
                            const std::vector<std::string>& frameworks) {
    PS_CHECK(mustBeKnown(content, Named::Framework, frameworks));
    std::vector<std::string> held;
    for (const auto& summary : run.summaries)
        held.push_back(summary.framework);
    for (const auto& framework : frameworks)
        if (!contains(held, framework))
            return base::fail("framework-not-assessed", framework + "; it holds: " + base::join(held, ", "));
    return {};
}

bool nothingApplies(const model::Run& run, const std::vector<std::string>& frameworks) {
    return std::none_of(run.controls.begin(), run.controls.end(), [&](const model::ControlResult& control) {
        return (frameworks.empty() || contains(frameworks, control.framework)) &&
               control.status != model::Status::NotApplicable;
    });
}

std::vector<OpenCondition> openConditions(const catalog::Catalog& content, const model::Scope& scope) {
    const auto roles = model::rolesOf(scope);
    const auto concerns = [&](const model::Control& control) {
        return roles.empty() || std::any_of(roles.begin(), roles.end(),
                                            [&](const std::string& role) { return contains(control.appliesTo, role); });
    };
    std::map<std::string, std::size_t> open;
    for (const auto& framework : content.frameworks) {
        if (!scope.frameworks.empty() && !contains(scope.frameworks, framework.id)) continue;
        for (const auto& control : framework.controls)
            for (const auto& condition : control.conditions)
                if (concerns(control) && model::answerOf(scope, condition) == model::Answer::Unset) ++open[condition];
    }
    std::vector<OpenCondition> list;
    for (const auto& [condition, controls] : open)
        list.push_back({condition, controls});
    return list;
}

} // namespace proofstead::workspace
