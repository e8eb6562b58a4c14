// Two-way tables between enumerators and their exported ids; shared by the idOf() functions of this folder.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace proofstead::model {

template <class T, std::size_t N>
constexpr std::string_view idIn(const std::pair<T, std::string_view> (&table)[N], T value) {
    for (const auto& [item, id] : table)
        if (item == value) return id;
    return {};
}

template <class T, std::size_t N>
constexpr std::optional<T> valueIn(const std::pair<T, std::string_view> (&table)[N], std::string_view wanted) {
    for (const auto& [item, id] : table)
        if (id == wanted) return item;
    return std::nullopt;
}

} // namespace proofstead::model
