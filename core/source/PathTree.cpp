#include "source/PathTree.h"

#include "base/Text.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace proofstead::source {

namespace {

constexpr std::size_t kLongestName = 256;

const base::Json* memberOf(const base::Json& object, std::string_view name) {
    if (const auto exact = object.find(std::string(name)); exact != object.end()) return &*exact;
    for (const auto& [key, value] : object.items())
        if (base::equalsIgnoreCase(key, name)) return &value;
    return nullptr;
}

} // namespace

std::size_t PathNode::placeOf(std::string_view name) {
    return (static_cast<unsigned char>(name.front()) * 5U + static_cast<unsigned char>(name.back()) * 11U +
            name.size() * 3U) %
           kPlaces;
}

void PathNode::add(std::string name, std::shared_ptr<PathNode> node) {
    for (auto& [own, child] : children)
        if (own == name) return child.swap(node);
    m_next.push_back(0);
    if (!name.empty()) {
        auto& first = m_first[placeOf(name)];
        m_next.back() = std::exchange(first, static_cast<std::uint16_t>(children.size() + 1));
    }
    children.emplace_back(std::move(name), std::move(node));
}

const PathNode* PathNode::child(std::string_view name, bool folding) const {
    if (!folding) return find(name);
    // Exports through a table (Athena and the like) write member names in lower case, some or all of them.
    std::array<char, kLongestName> lowered;
    if (name.size() > lowered.size()) return nullptr;
    std::transform(name.begin(), name.end(), lowered.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return find({lowered.data(), name.size()});
}

const PathNode* PathNode::find(std::string_view name) const {
    if (name.empty()) return nullptr;
    for (auto at = m_first[placeOf(name)]; at != 0; at = m_next[at - 1U]) {
        const auto& [own, node] = children[at - 1U];
        if (own.size() == name.size() && std::memcmp(own.data(), name.data(), name.size()) == 0) return node.get();
    }
    return nullptr;
}

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
    const auto in = [](const PathNode::Children& children, const std::string& name) -> PathNode* {
        for (const auto& [own, child] : children)
            if (own == name) return child.get();
        return nullptr;
    };
    PathNode* node = &root;
    for (const auto& step : steps) {
        const auto name = folded ? base::toLower(step.name) : step.name;
        if (!in(node->children, name)) node->add(name, std::make_shared<PathNode>());
        node = in(node->children, name);
        if (step.selector.empty()) continue;
        if (!node->selector.empty() && !base::equalsIgnoreCase(node->selector, step.selector)) return nullptr;
        node->selector = step.selector;
        if (!in(node->selected, step.value)) node->selected.emplace_back(step.value, std::make_shared<PathNode>());
        node = in(node->selected, step.value);
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
