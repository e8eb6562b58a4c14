// UTF-16 text as UTF-8. Lone surrogates become U+FFFD; a byte order mark is dropped.
#pragma once

#include "source/ByteStream.h"

#include <optional>
#include <string>
#include <string_view>

namespace proofstead::source {

enum class Utf16 { LittleEndian, BigEndian };

// Told by the byte order mark, or by a text whose every second byte is zero.
std::optional<Utf16> looksLikeUtf16(std::string_view beginning);

class Utf16Stream : public ByteStream {
public:
    Utf16Stream(ByteStream& inner, Utf16 order) : m_inner(inner), m_order(order) {}
    base::Result<std::size_t> read(char* target, std::size_t size) override;
    std::string problem() const override { return m_inner.problem(); }

private:
    void take(unsigned unit);
    void append(unsigned point);
    ByteStream& m_inner;
    Utf16 m_order;
    std::string m_ready;
    std::size_t m_used = 0;
    int m_left = -1;     // half of a unit
    unsigned m_high = 0; // first of two surrogates
    bool m_begun = false;
};

} // namespace proofstead::source
