// The words of a report, by key, from a catalogue resources/i18n/<lang>.json (flat: key -> text with {name} arguments).
#pragma once

#include "base/Json.h"
#include "base/Result.h"

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

namespace proofstead::pack {

// Error code "invalid-messages" when the document is not a flat object of texts.
base::Result<std::map<std::string, std::string>> messagesFromJson(const base::Json& document);

class Messages {
public:
    using Arguments = std::initializer_list<std::pair<std::string_view, std::string>>;

    // The map must outlive this object.
    explicit Messages(const std::map<std::string, std::string>& texts) : m_texts(&texts) {}

    // The text with its {name} arguments filled in; a key without a text is shown as it is.
    std::string text(std::string_view key, Arguments arguments = {}) const;
    // Picks "<key>.one" or "<key>.other" and fills {n} too.
    std::string count(std::string_view key, std::int64_t n, Arguments arguments = {}) const;
    // "12,345" with the catalogue's separator ("number.group").
    std::string number(std::int64_t n) const;
    bool has(std::string_view key) const;

private:
    const std::map<std::string, std::string>* m_texts;
};

} // namespace proofstead::pack
