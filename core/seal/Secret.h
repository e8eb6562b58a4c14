// Bytes that nobody else may see: keys and what they are made from. They lie in one place in memory, are wiped when the
// object goes, and from the first of them on the process leaves no core dump behind.
#pragma once

#include "base/Text.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace proofstead::seal {

class Secret {
public:
    Secret() = default; // empty
    explicit Secret(std::size_t size);
    explicit Secret(base::Bytes bytes);
    // From the operating system's generator.
    static Secret random(std::size_t size);
    // Takes what a text holds and wipes the text.
    static Secret taken(std::string& text);

    ~Secret();
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    Secret copy() const { return Secret(bytes()); }

    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    base::Bytes bytes() const { return {m_bytes.get(), m_size}; }
    std::span<std::uint8_t> bytes() { return {m_bytes.get(), m_size}; }
    std::string_view text() const { return {reinterpret_cast<const char*>(m_bytes.get()), m_size}; }
    // In a time that says nothing about where they differ.
    bool equals(base::Bytes other) const;

private:
    std::unique_ptr<std::uint8_t[]> m_bytes;
    std::size_t m_size = 0;
};

} // namespace proofstead::seal
