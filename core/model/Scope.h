// What an assessment is about: organisation, entities and their roles, declared sources with what each should deliver,
// and the period. Kept in the vault; edited with `proofstead scope`. A source that is not declared is not in scope.
#pragma once

#include "base/Json.h"
#include "base/Result.h"
#include "base/Time.h"

#include <optional>
#include <string>
#include <vector>

namespace proofstead::model {

struct Entity {
    std::string id;
    std::string name;
    std::vector<std::string> roles; // controller, processor, covered-entity, business-associate, provider, deployer ...
};

// What a source is expected to deliver: an interval without a record is a gap in collection.
enum class Expectation { Hour, Day, Snapshot };
std::string_view idOf(Expectation expectation); // "hour", "day", "snapshot"
std::optional<Expectation> expectationFromId(std::string_view id);

struct DeclaredSource {
    std::string source;      // aws-cloudtrail, aws-authorization-details, register-incident ...
    std::string environment; // account, subscription, project, cluster; "" for sources without one (registers)
    Expectation expectation = Expectation::Snapshot;
    std::optional<base::Millis> activeFrom;
    std::optional<base::Millis> activeTo; // exclusive
    std::string successor;                // environment or source that took over; "" none
    std::string owner;
    std::string withheld; // why the organisation does not hand it over; not empty: NO-EVIDENCE{not-permitted}
};

struct Period {
    base::Millis from = 0;
    base::Millis until = 0; // exclusive
    base::Millis asOf = 0;
};

struct Scope {
    std::string organisation;
    std::string timeZone = "UTC"; // IANA name, for what people read
    std::vector<Entity> entities;
    std::vector<DeclaredSource> sources;
    std::vector<std::string> conditions;       // facts said to be so ("transfers-exist"): their controls apply
    std::vector<std::string> absentConditions; // facts said not to be so; one of neither list was never answered
    std::vector<std::string> frameworks;       // ids; empty: all
    std::optional<Period> period;
};

// Reads and writes scope.json; error code "invalid-scope" with the JSON pointer. Unknown members are refused, so that a
// typing error cannot silently widen or narrow the scope.
base::Result<Scope> scopeFromJson(const base::Json& document);
base::Json toJson(const Scope& scope);

// What the scope says of a condition. The evidence log holds who said it, and when.
enum class Answer { Unset, Yes, No };
Answer answerOf(const Scope& scope, const std::string& condition);
void setAnswer(Scope& scope, const std::string& condition, Answer answer);

// Every role held by any entity.
std::vector<std::string> rolesOf(const Scope& scope);

} // namespace proofstead::model
