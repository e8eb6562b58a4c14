// Where the parts of JSON begin: each bracket, colon and comma, and the first byte of each text, number and word. One
// pass of simdjson's first stage finds them for a megabyte of records at once; after it, records are cut and walked
// from part to part, and no byte of a text that nobody wants is looked at again.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace proofstead::source {

using Parts = std::span<const std::uint32_t>;

class JsonIndex {
public:
    JsonIndex();
    ~JsonIndex();
    JsonIndex(JsonIndex&&) noexcept;

    // Positions in `bytes`, ascending; valid until the next call. Empty where there are none, where a text is not
    // closed or holds control characters, and for what is not UTF-8. `bytes` must be followed by kPadding readable
    // bytes.
    Parts of(std::string_view bytes);

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

// Over the parts of a record or of several ones; a cursor of StrictObject.
class PartCursor {
public:
    using Place = const std::uint32_t*;

    PartCursor(std::string_view bytes, Parts parts)
        : m_bytes(bytes), m_at(parts.data()), m_end(parts.data() + parts.size()) {}

    bool more() const { return m_at < m_end; }
    char peek() const { return m_bytes[*m_at]; }
    void step() { ++m_at; }
    void leave() { ++m_at; }
    bool text() { return ++m_at, true; }
    bool scalar() { return ++m_at, true; }
    Place here() const { return m_at; }
    std::string_view key(Place place) const { return textAt(place); }

    // What lies between the quotes of the text at `place`, escapes as they stand; another part must follow it.
    std::string_view textAt(Place place) const {
        const auto token = tokenAt(place);
        return token.substr(1, token.size() - 2);
    }
    // The number, word or text at `place`, without the white space behind it; another part must follow it.
    std::string_view tokenAt(Place place) const {
        auto end = place[1];
        while (isBlank(m_bytes[end - 1]))
            --end;
        return m_bytes.substr(*place, end - *place);
    }
    static bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

private:
    std::string_view m_bytes;
    const std::uint32_t* m_at;
    const std::uint32_t* m_end;
};

} // namespace proofstead::source
