#include "catalog/RecordingReader.h"

#include <fmt/format.h>

namespace proofstead::catalog {

namespace {

constexpr const char* kCode = "invalid-source";

base::Result<std::vector<std::string>> textsOf(const base::Json& value, const std::string& pointer) {
    std::vector<std::string> texts;
    for (const auto& text : value.is_array() ? value : base::Json::array({value})) {
        if (!text.is_string()) return base::fail(kCode, "texts are expected", pointer);
        texts.push_back(text.get<std::string>());
    }
    return texts;
}

base::Result<model::RecordingRule::Patterns> patternsOf(const base::Json& rule, const char* member,
                                                        const std::string& pointer) {
    model::RecordingRule::Patterns patterns;
    const auto* object = base::find(rule, member);
    if (!object) return patterns;
    if (!object->is_object()) return base::fail(kCode, "an object is expected", pointer + "/" + member);
    for (const auto& [attribute, value] : object->items()) {
        PS_TRY(auto texts, textsOf(value, pointer + "/" + member + "/" + attribute));
        patterns.emplace_back(attribute, std::move(texts));
    }
    return patterns;
}

base::Result<model::RecordingRule> ruleOf(const base::Json& json, const std::string& pointer) {
    if (!json.is_object()) return base::fail(kCode, "an object is expected", pointer);
    for (const auto& [name, value] : json.items())
        if (name != "effect" && name != "service" && name != "actions" && name != "subject" && name != "when" &&
            name != "unless")
            return base::fail(kCode, "unknown member", pointer + "/" + name);
    model::RecordingRule rule;
    const auto effect = base::stringAt(json, "effect");
    if (effect != "stop" && effect != "narrow" && effect != "resume")
        return base::fail(kCode, "effect is stop, narrow or resume", pointer + "/effect");
    rule.effect = effect == "stop"     ? model::RecordingEffect::Stop
                  : effect == "narrow" ? model::RecordingEffect::Narrow
                                       : model::RecordingEffect::Resume;
    rule.service = base::stringAt(json, "service");
    rule.subject = base::stringAt(json, "subject");
    PS_TRY(rule.actions, textsOf(json.value("actions", base::Json::array()), pointer + "/actions"));
    if (rule.actions.empty()) return base::fail(kCode, "names no action", pointer + "/actions");
    PS_TRY(rule.when, patternsOf(json, "when", pointer));
    PS_TRY(rule.unless, patternsOf(json, "unless", pointer));
    return rule;
}

} // namespace

base::Result<std::vector<model::RecordingRule>> recordingRules(const base::Json& document) {
    std::vector<model::RecordingRule> rules;
    const auto* list = base::find(document, "recording");
    if (!list) return rules;
    if (!list->is_array()) return base::fail(kCode, "a list is expected", "/recording");
    for (std::size_t i = 0; i < list->size(); ++i) {
        PS_TRY(auto rule, ruleOf((*list)[i], fmt::format("/recording/{}", i)));
        rules.push_back(std::move(rule));
    }
    return rules;
}

} // namespace proofstead::catalog
