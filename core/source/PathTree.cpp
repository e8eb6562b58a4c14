#include "source/PathTree.h"

#include "base/Text.h"

namespace proofstead::source {

namespace {

const base::Json* memberOf(const base::Json& object, std::string_view name) {
    if (const auto exact = object.find(std::string(name)); exact != object.end()) return &*exact;
    for (const auto& [key, value] : object.items())
        if (base::equalsIgnoreCase(key, name)) return &value;
    return nullptr;
}

} // namespace

std::vector<PathStep> stepsOf(std::string_view path) {
    std::vector<PathStep> steps(1);
    std::string* part = &steps.back().name;
    bool closed = false; // behind a bracket
    for (std::size_t i = 0; i < path.size(); ++i) {
        auto& step = steps.back();
        const char c = path[i];
        const bool inName = part == &step.name;
        if (c == '\\' && i + 1 < path.size()) {
            *part += path[++i];
        } else if (c == '.' && inName) {
            if (step.name.empty()) return {};
            part = &steps.emplace_back().name;
            closed = false;
        } else if (closed) {
            return {};
        } else if (c == '[' && inName) {
            part = &step.selector;
        } else if (c == '=' && part == &step.selector) {
            part = &step.value;
        } else if (c == ']' && part == &step.value) {
            part = &step.name;
            closed = true;
        } else {
            *part += c;
        }
    }
    const auto& last = steps.back();
    const bool whole = part == &last.name && !last.name.empty() && (!closed || !last.selector.empty());
    return whole ? steps : std::vector<PathStep>{};
}

PathNode* nodeAt(PathNode& root, const std::vector<PathStep>& steps, bool folded) {
    const auto into = [](PathNode::Children& children, const std::string& name) {
        for (const auto& [own, child] : children)
            if (own == name) return child.get();
        return children.emplace_back(name, std::make_shared<PathNode>()).second.get();
    };
    PathNode* node = &root;
    for (const auto& step : steps) {
        node = into(node->children, folded ? base::toLower(step.name) : step.name);
        if (step.selector.empty()) continue;
        if (!node->selector.empty() && !base::equalsIgnoreCase(node->selector, step.selector)) return nullptr;
        node->selector = step.selector;
        node = into(node->selected, step.value);
    }
    return node;
}

const base::Json* valueAt(const base::Json& record, std::string_view path, std::vector<base::Json>& unpacked) {
    const auto* value = &record;
    for (const auto& step : stepsOf(path)) {
        if (value->is_string()) {
            const auto& text = value->get_ref<const std::string&>();
            const auto from = text.find_first_of("{[");
            if (from == std::string::npos) return nullptr;
            auto inner = base::parseJson(std::string_view(text).substr(from));
            if (!inner) return nullptr;
            value = &unpacked.emplace_back(std::move(*inner));
        }
        if (step.name == "*" && value->is_array() && !value->empty())
            value = &value->front();
        else if (!value->is_object() || !(value = memberOf(*value, step.name)))
            return nullptr;
    }
    return value;
}

} // namespace proofstead::source
