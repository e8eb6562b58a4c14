#include "cli/ScopeEdits.h"

#include "base/Text.h"

#include <algorithm>

namespace proofstead::cli {
namespace {

// "left=right" apart; nullopt when there is no '=' or nothing before it.
std::optional<std::pair<std::string, std::string>> halves(const std::string& text) {
    const auto at = text.find('=');
    if (at == std::string::npos || at == 0) return std::nullopt;
    return std::pair(std::string(base::trim(text.substr(0, at))), std::string(base::trim(text.substr(at + 1))));
}

// "source/environment"
std::pair<std::string, std::string> place(const std::string& text) {
    const auto at = text.find('/');
    if (at == std::string::npos) return {text, {}};
    return {text.substr(0, at), text.substr(at + 1)};
}

model::DeclaredSource& declared(model::Scope& scope, const std::string& source, const std::string& environment) {
    for (auto& one : scope.sources)
        if (one.source == source && one.environment == environment) return one;
    auto& added = scope.sources.emplace_back();
    added.source = source;
    added.environment = environment;
    return added;
}

base::Status editEntities(model::Scope& scope, const std::vector<std::string>& texts) {
    for (const auto& text : texts) {
        const auto parts = halves(text);
        if (!parts || parts->second.empty()) return base::fail("bad-entity", text);
        const auto colon = parts->first.find(':');
        model::Entity entity;
        entity.id = parts->first.substr(0, colon);
        if (colon != std::string::npos) entity.name = parts->first.substr(colon + 1);
        for (const auto role : base::split(parts->second, ','))
            entity.roles.emplace_back(base::trim(role));
        std::erase_if(scope.entities, [&](const model::Entity& other) { return other.id == entity.id; });
        scope.entities.push_back(std::move(entity));
    }
    return {};
}

base::Status editSources(model::Scope& scope, const ScopeEdits& edits) {
    for (const auto& text : edits.sources) {
        const auto parts = halves(text);
        const auto expectation = parts ? model::expectationFromId(parts->second) : std::nullopt;
        if (!expectation) return base::fail("bad-source", text);
        const auto [source, environment] = place(parts->first);
        declared(scope, source, environment).expectation = *expectation;
    }
    for (const auto& text : edits.withheld) {
        const auto parts = halves(text);
        if (!parts || parts->second.empty()) return base::fail("bad-source", text);
        const auto [source, environment] = place(parts->first);
        declared(scope, source, environment).withheld = parts->second;
    }
    return {};
}

base::Status editConditions(model::Scope& scope, const std::vector<std::string>& texts) {
    for (const auto& text : texts) {
        const auto parts = halves(text).value_or(std::pair<std::string, std::string>(text, "yes"));
        const bool yes = parts.second == "yes", no = parts.second == "no";
        if (!yes && !no && parts.second != "unset") return base::fail("bad-condition", text);
        model::setAnswer(scope, parts.first, yes ? model::Answer::Yes : no ? model::Answer::No : model::Answer::Unset);
    }
    return {};
}

base::Status editPeriod(model::Scope& scope, const ScopeEdits& edits) {
    if (!edits.from && !edits.until && !edits.asOf) return {};
    if (!scope.period && !(edits.from && edits.until)) return base::fail("bad-period", "state --from and --until");
    auto period = scope.period.value_or(model::Period{});
    if (edits.from) period.from = *edits.from;
    if (edits.until) period.until = period.asOf = *edits.until;
    if (edits.asOf) period.asOf = *edits.asOf;
    if (period.until <= period.from) return base::fail("bad-period", "it ends before it begins");
    scope.period = period;
    return {};
}

} // namespace

bool ScopeEdits::any() const {
    return !organisation.empty() || !timeZone.empty() || !entities.empty() || !sources.empty() || !withheld.empty() ||
           !conditions.empty() || !frameworks.empty() || from || until || asOf || declareImported;
}

base::Status applyEdits(model::Scope& scope, const ScopeEdits& edits,
                        const std::vector<workspace::SourceStatus>& imported) {
    if (!edits.organisation.empty()) scope.organisation = edits.organisation;
    if (!edits.timeZone.empty()) scope.timeZone = edits.timeZone;
    if (!edits.frameworks.empty()) scope.frameworks = edits.frameworks;
    PS_CHECK(editConditions(scope, edits.conditions));
    PS_CHECK(editEntities(scope, edits.entities));
    PS_CHECK(editSources(scope, edits));
    PS_CHECK(editPeriod(scope, edits));
    if (edits.declareImported) workspace::declareImported(scope, imported);
    return {};
}

} // namespace proofstead::cli
