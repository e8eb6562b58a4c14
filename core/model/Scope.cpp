#include "model/Scope.h"

#include "model/IdTable.h"
#include "model/JsonReader.h"
#include "model/JsonWriter.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace proofstead::model {

namespace {

constexpr std::pair<Expectation, std::string_view> kExpectationIds[] = {
    {Expectation::Hour, "hour"},
    {Expectation::Day, "day"},
    {Expectation::Snapshot, "snapshot"},
};

constexpr const char* kCode = "invalid-scope";

Entity readEntity(JsonReader& reader) {
    Entity entity;
    entity.id = reader.text("id", true);
    entity.name = reader.text("name");
    entity.roles = reader.texts("roles");
    return entity;
}

DeclaredSource readSource(JsonReader& reader) {
    DeclaredSource source;
    source.source = reader.text("source", true);
    source.environment = reader.text("environment");
    // A register is always a snapshot; anything else must say what it delivers, because a log taken for a snapshot
    // would silently stop being asked for every hour.
    const bool isRegister = source.source.starts_with("register-");
    source.expectation = reader.choice("expectation", expectationFromId, Expectation::Snapshot, !isRegister);
    source.activeFrom = reader.time("active_from");
    source.activeTo = reader.time("active_to");
    source.successor = reader.text("successor");
    source.owner = reader.text("owner");
    source.withheld = reader.text("withheld");
    if (source.activeFrom && source.activeTo && *source.activeFrom >= *source.activeTo)
        reader.complain("active_to", "does not lie after active_from");
    return source;
}

void refuseRepeats(JsonReader& reader, const Scope& scope) {
    for (const auto& condition : scope.absentConditions)
        if (std::find(scope.conditions.begin(), scope.conditions.end(), condition) != scope.conditions.end())
            reader.complain("absent_conditions", "\"" + condition + "\" stands among the conditions too");
    std::set<std::string> entities;
    for (const auto& entity : scope.entities)
        if (!entities.insert(entity.id).second) reader.complain("entities", "\"" + entity.id + "\" appears twice");
    std::set<std::tuple<std::string, std::string, base::Millis>> sources;
    for (const auto& source : scope.sources)
        if (!sources.emplace(source.source, source.environment, source.activeFrom.value_or(INT64_MIN)).second)
            reader.complain("sources", "\"" + source.source + "\" is declared twice for one environment and time");
}

base::Json toJson(const DeclaredSource& source) {
    base::Json json{{"source", source.source}, {"expectation", idOf(source.expectation)}};
    putText(json, "environment", source.environment);
    putTime(json, "active_from", source.activeFrom);
    putTime(json, "active_to", source.activeTo);
    putText(json, "successor", source.successor);
    putText(json, "owner", source.owner);
    putText(json, "withheld", source.withheld);
    return json;
}

} // namespace

std::string_view idOf(Expectation expectation) {
    return idIn(kExpectationIds, expectation);
}
std::optional<Expectation> expectationFromId(std::string_view id) {
    return valueIn(kExpectationIds, id);
}

Period readPeriod(JsonReader& reader) {
    Period period;
    period.from = reader.time("from", true).value_or(0);
    period.until = reader.time("until", true).value_or(0);
    period.asOf = reader.time("as_of").value_or(period.until);
    if (period.from >= period.until) reader.complain("until", "does not lie after from");
    return period;
}

base::Json toJson(const Period& period) {
    return {{"from", timeText(period.from)}, {"until", timeText(period.until)}, {"as_of", timeText(period.asOf)}};
}

base::Result<Scope> scopeFromJson(const base::Json& document) {
    JsonReader reader(document, kCode);
    Scope scope;
    scope.organisation = reader.text("organisation");
    if (auto zone = reader.text("time_zone"); !zone.empty()) scope.timeZone = std::move(zone);
    reader.objects("entities", [&](JsonReader& item) { scope.entities.push_back(readEntity(item)); });
    reader.objects("sources", [&](JsonReader& item) { scope.sources.push_back(readSource(item)); });
    scope.conditions = reader.texts("conditions");
    scope.absentConditions = reader.texts("absent_conditions");
    scope.frameworks = reader.texts("frameworks");
    reader.object("period", [&](JsonReader& item) { scope.period = readPeriod(item); });
    if (scope.period && scope.period->asOf <= scope.period->from)
        reader.complain("period", "as_of does not lie after from");
    refuseRepeats(reader, scope);
    PS_CHECK(reader.finish());
    return scope;
}

base::Json toJson(const Scope& scope) {
    base::Json json{{"organisation", scope.organisation}, {"time_zone", scope.timeZone},
                    {"entities", base::Json::array()},    {"sources", base::Json::array()},
                    {"conditions", scope.conditions},     {"frameworks", scope.frameworks}};
    for (const auto& entity : scope.entities)
        json["entities"].push_back({{"id", entity.id}, {"name", entity.name}, {"roles", entity.roles}});
    for (const auto& source : scope.sources)
        json["sources"].push_back(toJson(source));
    if (!scope.absentConditions.empty()) json["absent_conditions"] = scope.absentConditions;
    if (scope.period) json["period"] = toJson(*scope.period);
    return json;
}

Answer answerOf(const Scope& scope, const std::string& condition) {
    const auto in = [&](const std::vector<std::string>& list) {
        return std::find(list.begin(), list.end(), condition) != list.end();
    };
    return in(scope.conditions) ? Answer::Yes : in(scope.absentConditions) ? Answer::No : Answer::Unset;
}

void setAnswer(Scope& scope, const std::string& condition, Answer answer) {
    std::erase(scope.conditions, condition);
    std::erase(scope.absentConditions, condition);
    if (answer == Answer::Yes) scope.conditions.push_back(condition);
    if (answer == Answer::No) scope.absentConditions.push_back(condition);
}

std::vector<std::string> rolesOf(const Scope& scope) {
    std::set<std::string> roles;
    for (const auto& entity : scope.entities)
        roles.insert(entity.roles.begin(), entity.roles.end());
    return {roles.begin(), roles.end()};
}

} // namespace proofstead::model
