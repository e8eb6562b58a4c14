// A log source as data, compiled once: how to recognise its records, where each field lies, which extra attributes to
// keep. Written in resources/sources/<id>.json; resources/README.md describes every member.
#pragma once

#include "base/Json.h"
#include "base/Result.h"
#include "source/Candidates.h"

#include <array>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace re2 {
class RE2;
}

namespace proofstead::source {

// The columns of model::EventFields that a definition fills from paths; ClassBy is what the class rules look at where
// that is not the action.
enum class Field {
    At,
    RecordedAt,
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
    Class,
    Activity,
    ClassBy,
};
inline constexpr std::size_t kFieldCount = 19;

// One step of the tree of all paths of a definition; records are walked once along it.
struct PathNode {
    using Children = std::vector<std::pair<std::string, std::shared_ptr<PathNode>>>;
    Children children;      // by add(); member name, or "*" for list items
    std::vector<int> slots; // values wanted here
    std::string selector;   // list items are told apart by this member of theirs: list[name=X]
    Children selected;      // value of that member -> what is wanted of the item
    bool expand = false;    // each item of this list is an event
    // `folding`: the tree's names are in lower case, and so is `name` made.
    const PathNode* child(std::string_view name, bool folding = false) const;
    void add(std::string name, std::shared_ptr<PathNode> node);

private:
    const PathNode* find(std::string_view name) const;

    // Most members of a record are unwanted: where their length, first and last letter would lie there is mostly
    // nothing.
    static constexpr std::size_t kPlaces = 128;
    static std::size_t placeOf(std::string_view name);

    std::array<std::uint16_t, kPlaces> m_first{}; // 1 + number of the newest child there; 0: none
    std::vector<std::uint16_t> m_next;            // of each child: the one before it in the same place, likewise
};

// Where one value goes. A slot keeps its first value, or all of them when it joins.
struct Slot {
    bool join = false;
    bool json = false; // an object or list is kept as compact JSON
};

// Texts that may contain * and ?, told apart without case: exact ones first, then the longest pattern.
using ValueMap = std::vector<std::pair<std::string, std::string>>;
const std::string* lookUp(const ValueMap& map, std::string_view value); // nullptr: none fits

struct Condition {
    int slot = 0;
    std::vector<std::string> patterns; // any of them; "" fits what is absent
};

// One way to get the text of a field; the first way that gives one counts.
struct Way {
    int slot = -1;                     // -1: of another kind
    std::vector<int> joined;           // several values with `separator` between those that are there
    std::string separator;             //
    std::string literal;               // always this text
    std::shared_ptr<re2::RE2> pattern; // its first group is taken; what does not fit gives nothing
    std::string withoutPrefix, withoutSuffix;
    ValueMap map; // what does not fit stays as it is
    std::vector<Condition> when;
    bool plain = true; // nothing but the slot
};

struct AttributeRule {
    std::string name;
    std::vector<Way> ways;
    std::vector<int> slots; // when joining: all of them, in order
    bool join = false;
    std::string omit; // this value goes without saying
    std::vector<Condition> when;
};

// What a value of one path says about the outcome ("Failure" -> failure).
struct OutcomeRule {
    int slot = 0;
    ValueMap values;
};

// Class and activity (OCSF) of an action: exact names first, then prefixes and patterns, then the default.
struct ClassRule {
    std::string service;              // "" any
    std::vector<std::string> actions; // exact
    std::vector<std::string> prefixes;
    std::vector<std::string> patterns; // with * and ?, without case
    std::string eventClass, activity;
};

// What a record must hold to be of a source: members (by path, without case) and, where values are named, one of them.
struct RecogniseRule {
    std::vector<std::pair<std::string, std::vector<std::string>>> members;
    std::shared_ptr<re2::RE2> line; // the shape of a line of text instead
};

struct LogDefinition {
    std::string id, title;
    std::string digest;                       // SHA-256 (hex) of the file
    std::set<std::string, std::less<>> lists; // members that wrap records
    std::vector<RecogniseRule> recognise;     // any of them
    std::vector<std::string> wrappedIn;       // paths inside other records at which this source's records are found
    bool ignoreCase = false;                  // member names differ in case from export to export
    std::shared_ptr<re2::RE2> line;           // text lines: its named groups are the members
    std::shared_ptr<PathNode> root;
    std::shared_ptr<PathNode> folded; // the same tree with every name in lower case, for exports that fold member names
    std::shared_ptr<PathNode> wrapped; // folded trees below the places at which other records wrap them
    std::vector<Slot> slots;
    std::vector<Way> fields[kFieldCount];
    std::string serviceSuffix; // taken off the end of `service`
    std::vector<int> failureSlots;
    std::vector<OutcomeRule> outcomes;
    std::string outcomeDefault;
    std::vector<ClassRule> classes;
    std::vector<AttributeRule> attributes;
    std::shared_ptr<const CandidateTable> candidates; // instead of paths: the table for records that nobody described
};

// Members in which transports put a record of somebody else, as an object or as JSON in a text.
const std::vector<std::string>& commonWrappers();

// Error code "invalid-definition" with the JSON pointer of what is wrong.
base::Result<LogDefinition> compileLog(const base::Json& document, const std::string& digest);

} // namespace proofstead::source
