#include "seal/RecoveryKey.h"

#include "seal/Digest.h"

#include <algorithm>
#include <utility>

namespace proofstead::seal {

namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t kBits = 20, kCheck = 5, kLetters = 40, kGroup = 5; // bytes, bytes, letters, letters

Hash checkOf(Bytes bits) {
    return leafHash(base::asBytes("recovery key"), bits);
}

void put(std::span<std::uint8_t> text, std::size_t letter, std::uint8_t value) {
    text[letter + letter / kGroup] = static_cast<std::uint8_t>(kAlphabet[value]);
}

// Five bits, the first of which is bit 5 * index, counted from the highest of the first byte.
std::uint8_t fiveBits(Bytes bytes, std::size_t index) {
    const auto first = index * 5;
    const unsigned two = static_cast<unsigned>(bytes[first / 8]) << 8 |
                         (first / 8 + 1 < bytes.size() ? static_cast<unsigned>(bytes[first / 8 + 1]) : 0U);
    return static_cast<std::uint8_t>(two >> (11 - first % 8) & 31U);
}

} // namespace

RecoveryKey newRecoveryKey() {
    RecoveryKey key{Secret::random(kBits), Secret(kLetters + kLetters / kGroup - 1)};
    Secret all(kBits + kCheck);
    const auto bits = std::as_const(key.bits).bytes();
    const auto check = checkOf(bits);
    std::copy_n(check.begin(), kCheck, std::copy(bits.begin(), bits.end(), all.bytes().begin()));
    std::fill(key.text.bytes().begin(), key.text.bytes().end(), std::uint8_t{'-'});
    for (std::size_t letter = 0; letter < kLetters; ++letter)
        put(key.text.bytes(), letter, fiveBits(all.bytes(), letter));
    return key;
}

std::optional<Secret> readRecoveryKey(std::string_view text) {
    Secret all(kBits + kCheck);
    std::size_t letters = 0;
    for (const char c : text) {
        if (c == '-' || c == ' ') continue;
        const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        const auto value = kAlphabet.find(upper);
        if (value == std::string_view::npos || letters == kLetters) return std::nullopt;
        for (std::size_t bit = 0; bit < 5; ++bit)
            if (value >> (4 - bit) & 1U)
                all.bytes()[(letters * 5 + bit) / 8] |= static_cast<std::uint8_t>(128U >> (letters * 5 + bit) % 8);
        ++letters;
    }
    const auto bytes = std::as_const(all).bytes();
    const auto check = checkOf(bytes.first(kBits));
    if (letters != kLetters || !std::equal(bytes.begin() + kBits, bytes.end(), check.begin())) return std::nullopt;
    return Secret(bytes.first(kBits));
}

} // namespace proofstead::seal
