// A log source as data, compiled once: how to recognise its records, where each field lies, which extra attributes to
// keep. Written in resources/sources/<id>.json; resources/README.md describes every member.
#pragma once

#include "base/Json.h"
#include "base/Result.h"

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace proofstead::source {

// The columns of model::EventFields that a definition fills from paths.
enum class Field {
    At,
    Environment,
    Region,
    Service,
    Action,
    Actor,
    ActorType,
    ActorPrincipal,
    ActorAccount,
    Target,
    Error,
    SrcIp,
    UserAgent,
    NativeId,
    Category,
};
inline constexpr std::size_t kFieldCount = 15;

// One step of the tree of all paths of a definition; records are walked once along it.
struct PathNode {
    std::vector<std::pair<std::string, std::unique_ptr<PathNode>>> children; // member name, or "*" for list items
    std::vector<int> slots;                                                  // values wanted here
    const PathNode* child(std::string_view name) const;
};

// Where one value goes. A slot keeps its first value, or all of them when it joins.
struct Slot {
    bool join = false;
    bool json = false; // an object or list is kept as compact JSON
};

struct AttributeRule {
    std::string name;
    std::vector<int> slots; // the first that is there; when joining: all of them, in order
    bool join = false;
    std::string omit; // this value goes without saying
};

// What a value of one path says about the outcome ("Failure" -> failure).
struct OutcomeRule {
    int slot = 0;
    std::vector<std::pair<std::string, std::string>> values;
};

// Class and activity (OCSF) of an action: exact names first, then prefixes, then the default.
struct ClassRule {
    std::string service;              // "" any
    std::vector<std::string> actions; // exact
    std::vector<std::string> prefixes;
    std::string eventClass, activity;
};

struct LogDefinition {
    std::string id, title;
    std::string digest;                              // SHA-256 (hex) of the file
    std::set<std::string, std::less<>> lists;        // members that wrap records
    std::vector<std::vector<std::string>> recognise; // any-of groups of members that must all be there
    PathNode root;
    PathNode folded; // the same tree with every name in lower case, for exports that fold member names
    std::vector<Slot> slots;
    std::vector<int> fieldSlots[kFieldCount];
    std::string serviceSuffix; // taken off the end of `service`
    std::vector<int> failureSlots;
    std::vector<OutcomeRule> outcomes;
    std::string outcomeDefault;
    std::vector<ClassRule> classes;
    std::vector<AttributeRule> attributes;
};

// Error code "invalid-definition" with the JSON pointer of what is wrong.
base::Result<LogDefinition> compileLog(const base::Json& document, const std::string& digest);

} // namespace proofstead::source
