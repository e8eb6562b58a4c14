#include "source/LogDefinition.h"

#include "base/Text.h"

#include <array>
#include <map>

namespace proofstead::source {

namespace {

constexpr std::array<std::string_view, kFieldCount> kFieldNames{
    "at",    "environment", "region",          "service",       "action",
    "actor", "actor_type",  "actor_principal", "actor_account", "target",
    "error", "src_ip",      "user_agent",      "native_id",     "category"};

std::optional<std::size_t> fieldIndex(std::string_view name) {
    for (std::size_t i = 0; i < kFieldNames.size(); ++i)
        if (kFieldNames[i] == name) return i;
    return std::nullopt;
}

tl::unexpected<base::Error> wrong(const std::string& pointer, const std::string& what) {
    return base::fail("invalid-definition", what, pointer);
}

// Gathers the paths of a definition into one tree and numbers their slots.
class Compiler {
public:
    explicit Compiler(LogDefinition& definition) : m_definition(definition) {}

    int slot(const std::string& path, bool join, bool json) {
        const auto key = path + (join ? "+" : "") + (json ? "#" : "");
        if (const auto known = m_known.find(key); known != m_known.end()) return known->second;
        const int number = static_cast<int>(m_definition.slots.size());
        m_definition.slots.push_back({join, json});
        nodeAt(m_definition.root, path).slots.push_back(number);
        nodeAt(m_definition.folded, base::toLower(path)).slots.push_back(number);
        return m_known[key] = number;
    }

    base::Result<std::vector<int>> paths(const base::Json& list, const std::string& pointer, bool join, bool json) {
        if (!list.is_array() || list.empty()) return wrong(pointer, "a list of paths is expected");
        std::vector<int> slots;
        for (const auto& path : list) {
            if (!path.is_string() || path.get_ref<const std::string&>().empty())
                return wrong(pointer, "a path is a text");
            slots.push_back(slot(path, join, json));
        }
        return slots;
    }

private:
    static PathNode& nodeAt(PathNode& root, const std::string& path) {
        PathNode* node = &root;
        for (const auto part : base::split(path, '.')) {
            PathNode* next = nullptr;
            for (const auto& [name, child] : node->children)
                if (name == part) next = child.get();
            if (!next) next = node->children.emplace_back(std::string(part), std::make_unique<PathNode>()).second.get();
            node = next;
        }
        return *node;
    }

    LogDefinition& m_definition;
    std::map<std::string, int> m_known;
};

base::Status readRecognise(const base::Json& document, LogDefinition& definition) {
    const auto* groups = base::find(document, "recognise");
    if (!groups || !groups->is_array() || groups->empty())
        return wrong("/recognise", "a list of member groups is expected");
    for (const auto& group : *groups) {
        if (!group.is_array() || group.empty()) return wrong("/recognise", "a group is a list of member names");
        definition.recognise.push_back(group.get<std::vector<std::string>>());
    }
    if (const auto* lists = base::find(document, "lists"))
        definition.lists = lists->get<std::set<std::string, std::less<>>>();
    return {};
}

base::Status readFields(const base::Json& document, LogDefinition& definition, Compiler& compiler) {
    const auto* fields = base::find(document, "fields");
    if (!fields || !fields->is_object()) return wrong("/fields", "an object is expected");
    for (const auto& [name, list] : fields->items()) {
        const auto index = fieldIndex(name);
        if (!index) return wrong("/fields/" + name, "no such field");
        PS_TRY(definition.fieldSlots[*index], compiler.paths(list, "/fields/" + name, false, false));
    }
    for (const auto needed : {Field::At, Field::Action})
        if (definition.fieldSlots[static_cast<std::size_t>(needed)].empty())
            return wrong("/fields", "at and action are needed");
    definition.serviceSuffix = base::stringAt(document, "service_suffix");
    return {};
}

base::Status readOutcome(const base::Json& document, LogDefinition& definition, Compiler& compiler) {
    const auto* outcome = base::find(document, "outcome");
    if (!outcome) return {};
    definition.outcomeDefault = base::stringAt(*outcome, "default");
    if (const auto* failures = base::find(*outcome, "failure_when_present")) {
        PS_TRY(definition.failureSlots, compiler.paths(*failures, "/outcome/failure_when_present", false, false));
    }
    const auto* values = base::find(*outcome, "values");
    if (!values) return {};
    for (const auto& [path, map] : values->items()) {
        OutcomeRule rule;
        rule.slot = compiler.slot(path, false, false);
        for (const auto& [value, meaning] : map.items())
            rule.values.emplace_back(value, meaning.get<std::string>());
        definition.outcomes.push_back(std::move(rule));
    }
    return {};
}

base::Status readClasses(const base::Json& document, LogDefinition& definition) {
    const auto* classes = base::find(document, "classes");
    if (!classes || !classes->is_array()) return wrong("/classes", "a list of rules is expected");
    for (const auto& rule : *classes) {
        ClassRule one;
        one.service = base::stringAt(rule, "service");
        one.eventClass = base::stringAt(rule, "class");
        one.activity = base::stringAt(rule, "activity");
        if (const auto* actions = base::find(rule, "actions")) one.actions = actions->get<std::vector<std::string>>();
        if (const auto* prefixes = base::find(rule, "prefixes"))
            one.prefixes = prefixes->get<std::vector<std::string>>();
        definition.classes.push_back(std::move(one));
    }
    return {};
}

base::Status readAttributes(const base::Json& document, LogDefinition& definition, Compiler& compiler) {
    const auto* attributes = base::find(document, "attributes");
    if (!attributes) return {};
    for (const auto& [name, rule] : attributes->items()) {
        AttributeRule one;
        one.name = name;
        const auto pointer = "/attributes/" + name;
        if (rule.is_array()) {
            PS_TRY(one.slots, compiler.paths(rule, pointer, false, false));
        } else if (const auto* joined = base::find(rule, "join")) {
            one.join = true;
            PS_TRY(one.slots, compiler.paths(*joined, pointer, true, false));
        } else if (const auto* json = base::find(rule, "json")) {
            PS_TRY(one.slots, compiler.paths(*json, pointer, false, true));
        } else if (const auto* paths = base::find(rule, "paths")) {
            PS_TRY(one.slots, compiler.paths(*paths, pointer, false, false));
            one.omit = base::stringAt(rule, "omit");
        } else {
            return wrong(pointer, "paths, join or json is expected");
        }
        definition.attributes.push_back(std::move(one));
    }
    return {};
}

} // namespace

const PathNode* PathNode::child(std::string_view name) const {
    for (const auto& [own, node] : children)
        if (own.size() == name.size() && own == name) return node.get();
    return nullptr;
}

base::Result<LogDefinition> compileLog(const base::Json& document, const std::string& digest) {
    LogDefinition definition;
    definition.id = base::stringAt(document, "id");
    definition.title = base::stringAt(document, "title");
    definition.digest = digest;
    if (definition.id.empty()) return wrong("/id", "an id is expected");
    Compiler compiler(definition);
    try {
        PS_CHECK(readRecognise(document, definition));
        PS_CHECK(readFields(document, definition, compiler));
        PS_CHECK(readOutcome(document, definition, compiler));
        PS_CHECK(readClasses(document, definition));
        PS_CHECK(readAttributes(document, definition, compiler));
    } catch (const base::Json::exception& error) {
        return wrong("/", base::printable(error.what()));
    }
    return definition;
}

} // namespace proofstead::source
