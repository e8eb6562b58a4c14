// The distinguished encoding of ASN.1 (ITU-T X.690 section 10), as much of it as certificates and signatures need: one
// way to write a value, and a reader that takes nothing but that way. For seal's own files.
//
// Error code: "der-malformed" (a length that is longer than needed or open, a tag of several bytes, bytes missing or
// left over).
#pragma once

#include "base/Result.h"
#include "seal/Digest.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace proofstead::seal::der {

inline constexpr std::uint8_t kInteger = 0x02, kOctets = 0x04, kNull = 0x05, kOid = 0x06, kSequence = 0x30, kSet = 0x31;
// Context-specific and constructed: [0] and [1].
inline constexpr std::uint8_t kFirst = 0xA0, kSecond = 0xA1;

std::string write(std::uint8_t tag, std::string_view content);
std::string sequence(std::initializer_list<std::string_view> parts);
// The parts in ascending order of their bytes, as a SET OF wants them (X.690 section 11.6).
std::string sorted(std::vector<std::string> parts);
std::string smallInteger(std::uint8_t value); // below 128

// One value: where it lies, and what is in it. Views into the bytes that were read.
struct Value {
    std::uint8_t tag = 0;
    std::string_view content;
    std::string_view whole;
};

class Reader {
public:
    explicit Reader(std::string_view bytes) : m_rest(bytes) {}

    bool atEnd() const { return m_rest.empty(); }
    bool nextIs(std::uint8_t tag) const { return !m_rest.empty() && static_cast<std::uint8_t>(m_rest[0]) == tag; }
    base::Result<Value> next();
    base::Result<Value> next(std::uint8_t tag);

private:
    std::string_view m_rest;
};

// Every value inside another one.
base::Result<std::vector<Value>> valuesIn(std::string_view content);

} // namespace proofstead::seal::der
