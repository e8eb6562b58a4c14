#include "source/Classes.h"

#include "base/Glob.h"

#include <algorithm>

namespace proofstead::source {

namespace {

// Actions of some sources are free texts: what is remembered stays bounded.
constexpr std::size_t kRemembered = 20'000;

} // namespace

const ClassRule& Classes::find(std::string_view service, std::string_view action) const {
    const auto speaksOf = [&](const ClassRule& rule) { return rule.service.empty() || rule.service == service; };
    for (const auto& rule : m_definition.classes)
        if (speaksOf(rule) && std::find(rule.actions.begin(), rule.actions.end(), action) != rule.actions.end())
            return rule;
    for (const auto& rule : m_definition.classes)
        for (const auto& pattern : rule.patterns)
            if (speaksOf(rule) && base::globMatchIgnoreCase(pattern, action)) return rule;
    for (const auto& rule : m_definition.classes)
        for (const auto& prefix : rule.prefixes)
            if (speaksOf(rule) && action.starts_with(prefix)) return rule;
    for (const auto& rule : m_definition.classes)
        if (speaksOf(rule) && rule.actions.empty() && rule.prefixes.empty() && rule.patterns.empty()) return rule;
    return m_none;
}

const ClassRule& Classes::of(std::string_view service, std::string_view action) {
    m_key.assign(service);
    m_key += '/';
    m_key += action;
    if (const auto known = m_known.find(m_key); known != m_known.end()) return *known->second;
    const ClassRule& rule = find(service, action);
    if (m_known.size() < kRemembered) m_known.emplace(m_key, &rule);
    return rule;
}

} // namespace proofstead::source
