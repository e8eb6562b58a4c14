// Class and activity (OCSF vocabulary) of an action, looked up once per action and remembered.
#pragma once

#include "source/LogDefinition.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace proofstead::source {

class Classes {
public:
    explicit Classes(const LogDefinition& definition) : m_definition(definition) {}
    const ClassRule& of(std::string_view service, std::string_view action);

private:
    const ClassRule& find(std::string_view service, std::string_view action) const;
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    const LogDefinition& m_definition;
    ClassRule m_none;
    std::string m_key;
    std::unordered_map<std::string, const ClassRule*, Hash, std::equal_to<>> m_known;
};

} // namespace proofstead::source
