// Small text helpers that more than one room needs: case, trimming, hex, base64, UTF-8, CSV writing.
#pragma once

#include "base/Result.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace proofstead::base {

using Bytes = std::span<const std::uint8_t>;

inline Bytes asBytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string toLower(std::string_view text); // ASCII only
bool equalsIgnoreCase(std::string_view a, std::string_view b);
std::string_view trim(std::string_view text);
// Pieces between separators, empty ones included; "a||b" at '|' is {"a", "", "b"}.
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string replaceAll(std::string text, std::string_view what, std::string_view with);

std::string toHex(Bytes bytes);                               // lower case
std::optional<std::string> fromHex(std::string_view hex);     // exact lower-case hex, even length
std::string toBase64(Bytes bytes);                            // RFC 4648 section 4, padded
std::optional<std::string> fromBase64(std::string_view text); // strict: padding and zero trailing bits required

bool isValidUtf8(std::string_view text);
// Invalid sequences become U+FFFD, control characters except tab become a space: what may be shown on a screen.
std::string printable(std::string_view text);
// At most `columns` code points, cut with an ellipsis at the end.
std::string shorten(std::string_view text, std::size_t columns);

// One CSV field (RFC 4180), quoted where needed. A value that a spreadsheet would run as a formula (leading = + - @ tab
// or carriage return) gets a leading apostrophe; plain numbers stay as they are.
std::string csvField(std::string_view value);
std::string csvRow(const std::vector<std::string>& fields); // ends with \r\n

// Reads a whole file; error codes "file-missing", "permission-denied", "file-unreadable", "file-too-large".
Result<std::string> readFile(const std::string& path, std::size_t limit = std::size_t{256} << 20);
// Writes a file with mode 0600 by way of a temporary neighbour and rename(2), so that a reader sees the old or the new
// one; error codes "permission-denied", "disk-full", "file-unwritable".
Status writeFile(const std::string& path, std::string_view content);
// errno as one of the codes above.
Error fileError(int errnoValue, const std::string& path);

} // namespace proofstead::base
