#include "source/readers/Utf16Stream.h"

#include <algorithm>
#include <array>

namespace proofstead::source {

namespace {

constexpr unsigned kReplacement = 0xFFFD;

} // namespace

std::optional<Utf16> looksLikeUtf16(std::string_view beginning) {
    if (beginning.starts_with("\xFF\xFE")) return Utf16::LittleEndian;
    if (beginning.starts_with("\xFE\xFF")) return Utf16::BigEndian;
    if (beginning.size() < 8) return std::nullopt;
    bool little = true, big = true;
    for (std::size_t i = 0; i + 1 < std::min<std::size_t>(beginning.size(), 32); i += 2) {
        little = little && beginning[i] != 0 && beginning[i + 1] == 0;
        big = big && beginning[i] == 0 && beginning[i + 1] != 0;
    }
    if (little) return Utf16::LittleEndian;
    return big ? std::optional(Utf16::BigEndian) : std::nullopt;
}

void Utf16Stream::append(unsigned point) {
    const auto byte = [&](unsigned value) { m_ready += static_cast<char>(static_cast<unsigned char>(value)); };
    if (point < 0x80) {
        byte(point);
    } else if (point < 0x800) {
        byte(0xC0U | (point >> 6U));
        byte(0x80U | (point & 0x3FU));
    } else if (point < 0x10000) {
        byte(0xE0U | (point >> 12U));
        byte(0x80U | ((point >> 6U) & 0x3FU));
        byte(0x80U | (point & 0x3FU));
    } else {
        byte(0xF0U | (point >> 18U));
        byte(0x80U | ((point >> 12U) & 0x3FU));
        byte(0x80U | ((point >> 6U) & 0x3FU));
        byte(0x80U | (point & 0x3FU));
    }
}

void Utf16Stream::take(unsigned unit) {
    const bool first = !m_begun;
    m_begun = true;
    if (first && unit == 0xFEFF) return;
    const bool high = unit >= 0xD800 && unit < 0xDC00, low = unit >= 0xDC00 && unit < 0xE000;
    if (m_high != 0) {
        const unsigned before = m_high;
        m_high = 0;
        if (low) return append(0x10000 + ((before - 0xD800) << 10U) + (unit - 0xDC00));
        append(kReplacement);
    }
    if (high)
        m_high = unit;
    else
        append(low ? kReplacement : unit);
}

base::Result<std::size_t> Utf16Stream::read(char* target, std::size_t size) {
    std::array<char, 65'536> input;
    while (m_used == m_ready.size()) {
        m_ready.clear();
        m_used = 0;
        PS_TRY(const auto count, m_inner.read(input.data(), input.size()));
        if (count == 0) {
            if (m_high == 0 && m_left < 0) return std::size_t{0};
            m_high = 0;
            m_left = -1;
            append(kReplacement);
            break;
        }
        for (std::size_t i = 0; i < count; ++i) {
            const int byte = static_cast<unsigned char>(input[i]);
            if (m_left < 0) {
                m_left = byte;
                continue;
            }
            const int unit = m_order == Utf16::LittleEndian ? m_left | (byte << 8) : (m_left << 8) | byte;
            m_left = -1;
            take(static_cast<unsigned>(unit));
        }
    }
    const auto count = m_ready.copy(target, size, m_used);
    m_used += count;
    return count;
}

} // namespace proofstead::source
