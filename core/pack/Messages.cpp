#include "pack/Messages.h"

namespace proofstead::pack {

base::Result<std::map<std::string, std::string>> messagesFromJson(const base::Json& document) {
    if (!document.is_object()) return base::fail("invalid-messages", "not an object");
    std::map<std::string, std::string> texts;
    for (const auto& [key, value] : document.items()) {
        if (!value.is_string()) return base::fail("invalid-messages", "not a text: " + key);
        texts.emplace(key, value.get<std::string>());
    }
    return texts;
}

std::string Messages::text(std::string_view key, Arguments arguments) const {
    const auto found = m_texts->find(std::string(key));
    const std::string pattern = found == m_texts->end() ? std::string(key) : found->second;
    std::string result;
    std::size_t at = 0;
    // One pass, so that braces inside an argument are never taken for another argument.
    while (at < pattern.size()) {
        const std::size_t open = pattern.find('{', at);
        const std::size_t close = open == std::string::npos ? open : pattern.find('}', open);
        if (close == std::string::npos) break;
        result.append(pattern, at, open - at);
        const std::string_view name = std::string_view(pattern).substr(open + 1, close - open - 1);
        const auto* argument = arguments.begin();
        while (argument != arguments.end() && argument->first != name)
            ++argument;
        if (argument != arguments.end())
            result += argument->second;
        else
            result.append(pattern, open, close - open + 1);
        at = close + 1;
    }
    return result.append(pattern, std::min(at, pattern.size()));
}

std::string Messages::count(std::string_view key, std::int64_t n, Arguments arguments) const {
    std::string result = text(std::string(key) + (n == 1 ? ".one" : ".other"), arguments);
    const std::size_t at = result.find("{n}");
    if (at != std::string::npos) result.replace(at, 3, number(n));
    return result;
}

std::string Messages::number(std::int64_t n) const {
    const std::string group = has("number.group") ? text("number.group") : std::string();
    std::string digits = std::to_string(n);
    const std::ptrdiff_t first = n < 0 ? 1 : 0;
    for (std::ptrdiff_t at = std::ssize(digits) - 3; at > first; at -= 3)
        digits.insert(static_cast<std::size_t>(at), group);
    return digits;
}

bool Messages::has(std::string_view key) const {
    return m_texts->contains(std::string(key));
}

} // namespace proofstead::pack
