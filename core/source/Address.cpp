#include "source/Address.h"

#include "base/Text.h"

#include <arpa/inet.h>
#include <array>

namespace proofstead::source {

namespace {

bool isAddress(std::string_view text, int family) {
    std::array<char, 64> copy{};
    std::array<unsigned char, 16> bytes{};
    if (text.empty() || text.size() >= copy.size()) return false;
    text.copy(copy.data(), text.size());
    return ::inet_pton(family, copy.data(), bytes.data()) == 1;
}

} // namespace

std::string_view bareAddress(std::string_view text) {
    text = base::trim(text);
    if (isAddress(text, AF_INET)) return text;
    if (text.starts_with('[')) {
        const auto close = text.find(']');
        return close == std::string_view::npos ? std::string_view{} : bareAddress(text.substr(1, close - 1));
    }
    if (const auto colon = text.find(':'); colon != std::string_view::npos && colon == text.rfind(':'))
        return isAddress(text.substr(0, colon), AF_INET) ? text.substr(0, colon) : std::string_view{};
    if (base::toLower(text.substr(0, 7)) == "::ffff:" && isAddress(text.substr(7), AF_INET)) return text.substr(7);
    const auto zone = text.substr(0, text.find('%'));
    return isAddress(zone, AF_INET6) ? zone : std::string_view{};
}

} // namespace proofstead::source
