#include "seal/Der.h"

#include <algorithm>
#include <fmt/format.h>

namespace proofstead::seal::der {

namespace {

tl::unexpected<base::Error> malformed(std::string what) {
    return base::fail("der-malformed", std::move(what));
}

} // namespace

std::string write(std::uint8_t tag, std::string_view content) {
    std::string length;
    for (std::size_t rest = content.size(); rest > 0; rest >>= 8U)
        length.insert(length.begin(), static_cast<char>(rest & 0xFFU));
    std::string out(1, static_cast<char>(tag));
    if (content.size() < 0x80)
        out += static_cast<char>(content.size());
    else
        out += static_cast<char>(0x80U | length.size()) + length;
    return out.append(content);
}

std::string sequence(std::initializer_list<std::string_view> parts) {
    std::string content;
    for (const std::string_view part : parts)
        content += part;
    return write(kSequence, content);
}

std::string sorted(std::vector<std::string> parts) {
    std::sort(parts.begin(), parts.end());
    return base::join(parts, "");
}

std::string smallInteger(std::uint8_t value) {
    return write(kInteger, std::string(1, static_cast<char>(value & 0x7FU)));
}

base::Result<Value> Reader::next() {
    if (m_rest.size() < 2) return malformed("bytes missing");
    Value value;
    value.tag = static_cast<std::uint8_t>(m_rest[0]);
    if ((value.tag & 0x1FU) == 0x1FU) return malformed("a tag of several bytes");
    std::size_t size = static_cast<std::uint8_t>(m_rest[1]), head = 2;
    if (size >= 0x80) {
        const std::size_t count = size & 0x7FU;
        if (count == 0 || count > 4 || m_rest.size() < 2 + count) return malformed("a length");
        size = 0;
        for (std::size_t i = 0; i < count; ++i)
            size = size << 8U | static_cast<std::uint8_t>(m_rest[head++]);
        if (size < 0x80 || (count > 1 && size >> (8 * (count - 1)) == 0)) return malformed("a length too long");
    }
    if (size > m_rest.size() - head) return malformed("bytes missing");
    value.content = m_rest.substr(head, size);
    value.whole = m_rest.substr(0, head + size);
    m_rest.remove_prefix(head + size);
    return value;
}

base::Result<Value> Reader::next(std::uint8_t tag) {
    if (!nextIs(tag)) return malformed(fmt::format("tag {:02x} expected", tag));
    return next();
}

base::Result<std::vector<Value>> valuesIn(std::string_view content) {
    std::vector<Value> values;
    for (Reader reader(content); !reader.atEnd();) {
        PS_TRY(const Value value, reader.next());
        values.push_back(value);
    }
    return values;
}

} // namespace proofstead::seal::der
