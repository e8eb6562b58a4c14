#include "source/LogDefinition.h"

#include "base/Glob.h"
#include "base/Text.h"
#include "source/PathTree.h"

#include <algorithm>
#include <array>
#include <map>
#include <re2/re2.h>

namespace proofstead::source {

namespace {

using base::Json;

constexpr std::array<std::string_view, kFieldCount> kFieldNames{
    "at",         "recorded_at",     "environment",   "region",   "service", "action", "actor",
    "actor_type", "actor_principal", "actor_account", "target",   "error",   "src_ip", "user_agent",
    "native_id",  "category",        "class",         "activity", "class_by"};

// Where a definition may reach into the record around its own.
constexpr std::string_view kOutside = "^.";

std::optional<std::size_t> fieldIndex(std::string_view name) {
    for (std::size_t i = 0; i < kFieldNames.size(); ++i)
        if (kFieldNames[i] == name) return i;
    return std::nullopt;
}

tl::unexpected<base::Error> wrong(const std::string& pointer, const std::string& what) {
    return base::fail("invalid-definition", what, pointer);
}

base::Result<std::shared_ptr<re2::RE2>> patternOf(const std::string& text, const std::string& pointer) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(std::int64_t{4} << 20U);
    auto pattern = std::make_shared<re2::RE2>(text, options);
    if (!pattern->ok()) return wrong(pointer, base::printable(pattern->error()));
    return pattern;
}

bool hasWildcard(const std::string& text) {
    return text.find_first_of("*?") != std::string::npos;
}

ValueMap mapOf(const Json& object) {
    ValueMap map;
    for (const auto& [value, meaning] : object.items())
        map.emplace_back(value, meaning.get<std::string>());
    std::stable_sort(map.begin(), map.end(), [](const auto& a, const auto& b) {
        const bool one = hasWildcard(a.first), other = hasWildcard(b.first);
        return one == other ? one && a.first.size() > b.first.size() : other;
    });
    return map;
}

std::vector<std::string> textsOf(const Json& value) {
    return value.is_string() ? std::vector<std::string>{value.get<std::string>()}
                             : value.get<std::vector<std::string>>();
}

// Gathers the paths of a definition into one tree and numbers their slots.
class Compiler {
public:
    explicit Compiler(LogDefinition& definition) : m_definition(definition) {
        definition.root = std::make_shared<PathNode>();
        definition.folded = std::make_shared<PathNode>();
        definition.wrapped = std::make_shared<PathNode>();
    }

    base::Result<int> slot(const std::string& path, const std::string& pointer, bool join = false, bool json = false) {
        const auto key = path + (join ? "+" : "") + (json ? "#" : "");
        if (const auto known = m_known.find(key); known != m_known.end()) return known->second;
        const bool outside = path.starts_with(kOutside);
        const auto steps = stepsOf(outside ? std::string_view(path).substr(kOutside.size()) : path);
        if (steps.empty()) return wrong(pointer, "\"" + path + "\" is no path");
        const int number = static_cast<int>(m_definition.slots.size());
        m_definition.slots.push_back({join, json});
        PathNode* exact = outside ? nullptr : nodeAt(*m_definition.root, steps, false);
        PathNode* folded = nodeAt(outside ? *m_definition.wrapped : *m_definition.folded, steps, true);
        if (!folded || (!outside && !exact)) return wrong(pointer, "a list is told apart by two members");
        if (exact) exact->slots.push_back(number);
        folded->slots.push_back(number);
        return m_known[key] = number;
    }

    base::Result<std::vector<int>> slots(const Json& list, const std::string& pointer, bool join, bool json) {
        if (!list.is_array() || list.empty()) return wrong(pointer, "a list of paths is expected");
        std::vector<int> numbers;
        for (const auto& path : list) {
            if (!path.is_string()) return wrong(pointer, "a path is a text");
            PS_TRY(const int number, slot(path, pointer, join, json));
            numbers.push_back(number);
        }
        return numbers;
    }

    base::Result<std::vector<Condition>> conditions(const Json& object, const std::string& pointer) {
        std::vector<Condition> list;
        if (!object.is_object()) return wrong(pointer, "an object of paths is expected");
        for (const auto& [path, values] : object.items()) {
            Condition one;
            PS_TRY(one.slot, slot(path, pointer));
            one.patterns = textsOf(values);
            list.push_back(std::move(one));
        }
        return list;
    }

    base::Result<Way> way(const Json& value, const std::string& pointer) {
        Way way;
        if (value.is_string()) {
            PS_TRY(way.slot, slot(value, pointer));
            return way;
        }
        if (!value.is_object()) return wrong(pointer, "a path or an object is expected");
        way.plain = false;
        for (const auto& [name, part] : value.items())
            PS_CHECK(wayMember(way, name, part, pointer));
        if (way.slot < 0 && way.joined.empty() && way.literal.empty())
            return wrong(pointer, "path, join or const is expected");
        return way;
    }

    base::Result<std::vector<Way>> ways(const Json& list, const std::string& pointer) {
        if (!list.is_array() || list.empty()) return wrong(pointer, "a list of paths is expected");
        std::vector<Way> result;
        for (const auto& item : list) {
            PS_TRY(auto one, way(item, pointer));
            result.push_back(std::move(one));
        }
        return result;
    }

    // Lists whose items are events, and the trees below what other records wrap around ours.
    base::Status finish(const Json& document) {
        if (const auto* events = base::find(document, "events"))
            for (const auto& path : textsOf(*events)) {
                const auto steps = stepsOf(path);
                PathNode* exact = nodeAt(*m_definition.root, steps, false);
                PathNode* folded = nodeAt(*m_definition.folded, steps, true);
                if (steps.empty() || !exact || !folded) return wrong("/events", "\"" + path + "\" is no path");
                exact->expand = folded->expand = true;
            }
        auto wrappers = commonWrappers();
        wrappers.insert(wrappers.end(), m_definition.wrappedIn.begin(), m_definition.wrappedIn.end());
        for (const auto& path : wrappers)
            PS_CHECK(wrap(path));
        return {};
    }

private:
    base::Status wayMember(Way& way, const std::string& name, const Json& part, const std::string& pointer) {
        if (name == "path") {
            PS_TRY(way.slot, slot(part, pointer));
        } else if (name == "join") {
            PS_TRY(way.joined, slots(part, pointer, false, false));
        } else if (name == "separator") {
            way.separator = part.get<std::string>();
        } else if (name == "const") {
            way.literal = part.get<std::string>();
        } else if (name == "match") {
            PS_TRY(way.pattern, patternOf(part, pointer));
            if (way.pattern->NumberOfCapturingGroups() < 1) return wrong(pointer, "match needs a group");
        } else if (name == "without_prefix") {
            way.withoutPrefix = part.get<std::string>();
        } else if (name == "without_suffix") {
            way.withoutSuffix = part.get<std::string>();
        } else if (name == "map") {
            way.map = mapOf(part);
        } else if (name == "when") {
            PS_TRY(way.when, conditions(part, pointer));
        } else {
            return wrong(pointer, "no such member \"" + name + "\"");
        }
        return {};
    }

    base::Status wrap(const std::string& path) {
        auto steps = stepsOf(path);
        if (steps.empty()) return wrong("/wrapped_in", "\"" + path + "\" is no path");
        const auto last = steps.back();
        steps.pop_back();
        PathNode* node = nodeAt(*m_definition.wrapped, steps, true);
        if (!node) return wrong("/wrapped_in", "\"" + path + "\" is no path");
        const auto name = base::toLower(last.name);
        node->add(name, m_definition.folded);
        for (std::size_t i = 1; i <= steps.size(); ++i) // a list on the way: each item holds an event
            if (i == steps.size() ? last.name == "*" : steps[i].name == "*")
                nodeAt(*m_definition.wrapped, {steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(i)}, true)
                    ->expand = true;
        return {};
    }

    LogDefinition& m_definition;
    std::map<std::string, int> m_known;
};

base::Result<RecogniseRule> ruleOf(const Json& group) {
    RecogniseRule rule;
    if (group.is_array()) {
        for (const auto& name : group)
            rule.members.emplace_back(name.get<std::string>(), std::vector<std::string>{});
    } else if (const auto* line = base::find(group, "line")) {
        PS_TRY(rule.line, patternOf(line->get<std::string>(), "/recognise"));
    } else if (group.is_object()) {
        for (const auto& [path, values] : group.items())
            rule.members.emplace_back(path, values.is_boolean() ? std::vector<std::string>{} : textsOf(values));
    }
    if (rule.members.empty() && !rule.line) return wrong("/recognise", "a group names members or a line");
    for (const auto& [path, values] : rule.members)
        if (stepsOf(path).empty()) return wrong("/recognise", "\"" + path + "\" is no path");
    return rule;
}

base::Status readRecognise(const Json& document, LogDefinition& definition) {
    const auto* groups = base::find(document, "recognise");
    const bool needed = !definition.candidates;
    if (needed && (!groups || !groups->is_array() || groups->empty()))
        return wrong("/recognise", "a list of member groups is expected");
    for (const auto& group : groups && groups->is_array() ? *groups : Json::array()) {
        PS_TRY(auto rule, ruleOf(group));
        definition.recognise.push_back(std::move(rule));
    }
    if (const auto* lists = base::find(document, "lists"))
        definition.lists = lists->get<std::set<std::string, std::less<>>>();
    if (const auto* wrappers = base::find(document, "wrapped_in"))
        definition.wrappedIn = wrappers->get<std::vector<std::string>>();
    definition.ignoreCase = base::boolAt(document, "ignore_case");
    if (const auto line = base::stringAt(document, "line"); !line.empty()) {
        PS_TRY(definition.line, patternOf(line, "/line"));
    }
    return {};
}

base::Status readFields(const Json& document, LogDefinition& definition, Compiler& compiler) {
    const auto* fields = base::find(document, "fields");
    if (!fields || !fields->is_object()) return wrong("/fields", "an object is expected");
    for (const auto& [name, list] : fields->items()) {
        const auto index = fieldIndex(name);
        if (!index) return wrong("/fields/" + name, "no such field");
        PS_TRY(definition.fields[*index], compiler.ways(list, "/fields/" + name));
    }
    for (const auto needed : {Field::At, Field::Action})
        if (definition.fields[static_cast<std::size_t>(needed)].empty())
            return wrong("/fields", "at and action are needed");
    definition.serviceSuffix = base::stringAt(document, "service_suffix");
    return {};
}

base::Status readOutcome(const Json& document, LogDefinition& definition, Compiler& compiler) {
    const auto* outcome = base::find(document, "outcome");
    if (!outcome) return {};
    definition.outcomeDefault = base::stringAt(*outcome, "default");
    if (const auto* failures = base::find(*outcome, "failure_when_present")) {
        PS_TRY(definition.failureSlots, compiler.slots(*failures, "/outcome/failure_when_present", false, false));
    }
    const auto add = [&](const std::string& path, const Json& map) -> base::Status {
        OutcomeRule rule;
        PS_TRY(rule.slot, compiler.slot(path, "/outcome"));
        rule.values = mapOf(map);
        definition.outcomes.push_back(std::move(rule));
        return {};
    };
    if (const auto* rules = base::find(*outcome, "rules"))
        for (const auto& rule : *rules)
            PS_CHECK(add(rule.at("path"), rule.at("values")));
    if (const auto* values = base::find(*outcome, "values"))
        for (const auto& [path, map] : values->items())
            PS_CHECK(add(path, map));
    return {};
}

base::Status readClasses(const Json& document, LogDefinition& definition) {
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
        if (const auto* patterns = base::find(rule, "patterns"))
            one.patterns = patterns->get<std::vector<std::string>>();
        definition.classes.push_back(std::move(one));
    }
    return {};
}

base::Result<AttributeRule> attributeOf(const Json& rule, const std::string& pointer, Compiler& compiler) {
    AttributeRule one;
    const auto asWays = [&](const Json& list, bool json) -> base::Status {
        if (!json) {
            PS_TRY(one.ways, compiler.ways(list, pointer));
            return {};
        }
        PS_TRY(const auto slots, compiler.slots(list, pointer, false, true));
        for (const int slot : slots)
            one.ways.emplace_back().slot = slot;
        return {};
    };
    if (rule.is_array()) {
        PS_CHECK(asWays(rule, false));
    } else if (const auto* joined = base::find(rule, "join")) {
        one.join = true;
        PS_TRY(one.slots, compiler.slots(*joined, pointer, true, false));
    } else if (const auto* json = base::find(rule, "json")) {
        PS_CHECK(asWays(*json, true));
    } else if (const auto* paths = base::find(rule, "paths")) {
        PS_CHECK(asWays(*paths, false));
        one.omit = base::stringAt(rule, "omit");
    } else {
        return wrong(pointer, "paths, join or json is expected");
    }
    if (const auto* when = base::find(rule, "when")) {
        PS_TRY(one.when, compiler.conditions(*when, pointer));
    }
    return one;
}

base::Status readAttributes(const Json& document, LogDefinition& definition, Compiler& compiler) {
    const auto* attributes = base::find(document, "attributes");
    if (!attributes) return {};
    for (const auto& [name, rule] : attributes->items()) {
        PS_TRY(auto one, attributeOf(rule, "/attributes/" + name, compiler));
        one.name = name;
        definition.attributes.push_back(std::move(one));
    }
    return {};
}

} // namespace

const std::vector<std::string>& commonWrappers() {
    // CloudWatch Logs (subscription, Insights), Logstash and Fluentd, Splunk, Elasticsearch, EventBridge, log drains.
    static const std::vector<std::string> wrappers{
        "logEvents.*.message", "message", "@message", "log",           "_raw",
        "result._raw",         "_source", "detail",   "event.original"};
    return wrappers;
}

const std::string* lookUp(const ValueMap& map, std::string_view value) {
    for (const auto& [pattern, meaning] : map)
        if (base::globMatchIgnoreCase(pattern, value)) return &meaning;
    return nullptr;
}

base::Result<LogDefinition> compileLog(const Json& document, const std::string& digest) {
    LogDefinition definition;
    definition.id = base::stringAt(document, "id");
    definition.title = base::stringAt(document, "title");
    definition.digest = digest;
    if (definition.id.empty()) return wrong("/id", "an id is expected");
    Compiler compiler(definition);
    try {
        if (const auto* table = base::find(document, "candidates")) {
            PS_TRY(auto compiled, CandidateTable::compile(*table));
            definition.candidates = std::make_shared<const CandidateTable>(std::move(compiled));
        }
        PS_CHECK(readRecognise(document, definition));
        if (!definition.candidates) PS_CHECK(readFields(document, definition, compiler));
        PS_CHECK(readOutcome(document, definition, compiler));
        PS_CHECK(readClasses(document, definition));
        PS_CHECK(readAttributes(document, definition, compiler));
        PS_CHECK(compiler.finish(document));
    } catch (const Json::exception& error) {
        return wrong("/", base::printable(error.what()));
    }
    return definition;
}

} // namespace proofstead::source
