#include "base/Text.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace proofstead::base {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// Length of the well-formed UTF-8 sequence at `pos` (Unicode table 3-7), 0 when there is none.
std::size_t sequenceLength(std::string_view text, std::size_t pos) {
    const auto at = [&](std::size_t i) -> unsigned {
        return pos + i < text.size() ? static_cast<unsigned char>(text[pos + i]) : 0U;
    };
    const auto tail = [&](std::size_t i) { return (at(i) & 0xC0U) == 0x80U; };
    const unsigned lead = at(0);
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return tail(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const unsigned low = lead == 0xE0 ? 0xA0 : 0x80, high = lead == 0xED ? 0x9F : 0xBF;
        return at(1) >= low && at(1) <= high && tail(2) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const unsigned low = lead == 0xF0 ? 0x90 : 0x80, high = lead == 0xF4 ? 0x8F : 0xBF;
        return at(1) >= low && at(1) <= high && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}

bool isPlainNumber(std::string_view text) {
    std::size_t i = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
    bool digit = false;
    for (; i < text.size(); ++i) {
        if (text[i] >= '0' && text[i] <= '9')
            digit = true;
        else if (text[i] != '.')
            return false;
    }
    return digit;
}

class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor() {
        if (m_fd >= 0) ::close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return m_fd; }

private:
    int m_fd;
};

} // namespace

std::string toLower(std::string_view text) {
    std::string lower(text);
    for (auto& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

bool equalsIgnoreCase(std::string_view a, std::string_view b) {
    return a.size() == b.size() && toLower(a) == toLower(b);
}

std::string_view trim(std::string_view text) {
    constexpr std::string_view space = " \t\r\n\f\v";
    const auto first = text.find_first_not_of(space);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t start = 0;;) {
        const auto end = text.find(separator, start);
        if (end == std::string_view::npos) {
            parts.push_back(text.substr(start));
            return parts;
        }
        parts.push_back(text.substr(start, end - start));
        start = end + 1;
    }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string text;
    for (const auto& part : parts) {
        if (&part != &parts.front()) text += separator;
        text += part;
    }
    return text;
}

std::string replaceAll(std::string text, std::string_view what, std::string_view with) {
    if (what.empty()) return text;
    for (std::size_t pos = 0; (pos = text.find(what, pos)) != std::string::npos; pos += with.size())
        text.replace(pos, what.size(), with);
    return text;
}

std::string toHex(Bytes bytes) {
    std::string hex;
    hex.reserve(bytes.size() * 2);
    for (const auto byte : bytes) {
        hex += kHexDigits[byte >> 4U];
        hex += kHexDigits[byte & 15U];
    }
    return hex;
}

std::optional<std::string> fromHex(std::string_view hex) {
    if (hex.size() % 2 != 0) return std::nullopt;
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        const auto high = kHexDigits.find(hex[i]), low = kHexDigits.find(hex[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
        bytes += static_cast<char>(high << 4U | low);
    }
    return bytes;
}

std::string toBase64(Bytes bytes) {
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t left = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8U | (k < left ? bytes[i + k] : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            text += k <= left ? kBase64[group >> (18 - 6 * k) & 63U] : '=';
    }
    return text;
}

std::optional<std::string> fromBase64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); i += 4) {
        std::uint32_t group = 0;
        std::size_t padding = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            const auto value = kBase64.find(text[i + k]);
            const bool pad = text[i + k] == '=' && k >= 2 && i + 4 == text.size();
            if ((!pad && value == std::string_view::npos) || (!pad && padding > 0)) return std::nullopt;
            padding += pad ? 1 : 0;
            group = group << 6U | (pad ? 0U : static_cast<std::uint32_t>(value));
        }
        if ((padding == 1 && (group & 0xFFU) != 0) || (padding == 2 && (group & 0xFFFFU) != 0)) return std::nullopt;
        for (std::size_t k = 0; k + padding < 3; ++k)
            bytes += static_cast<char>(group >> (16 - 8 * k) & 0xFFU);
    }
    return bytes;
}

bool isValidUtf8(std::string_view text) {
    for (std::size_t pos = 0; pos < text.size();) {
        const auto length = sequenceLength(text, pos);
        if (length == 0) return false;
        pos += length;
    }
    return true;
}

std::string printable(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    for (std::size_t pos = 0; pos < text.size();) {
        const auto length = sequenceLength(text, pos);
        const auto lead = static_cast<unsigned char>(text[pos]);
        const bool c1 = length == 2 && lead == 0xC2 && static_cast<unsigned char>(text[pos + 1]) < 0xA0;
        if (length == 0)
            clean += "\xEF\xBF\xBD";
        else if (c1 || (length == 1 && (lead < 0x20 || lead == 0x7F) && lead != '\t'))
            clean += ' ';
        else
            clean += text.substr(pos, length);
        pos += length == 0 ? 1 : length;
    }
    return clean;
}

std::string shorten(std::string_view text, std::size_t columns) {
    std::size_t count = 0, cut = 0;
    for (std::size_t pos = 0; pos < text.size(); ++count) {
        if (count + 1 == columns) cut = pos;
        if (count == columns) return std::string(text.substr(0, cut)) + "\xE2\x80\xA6";
        pos += std::max<std::size_t>(1, sequenceLength(text, pos));
    }
    return std::string(text);
}

std::string csvField(std::string_view value) {
    std::string field;
    if (!value.empty() && std::string_view("=+-@\t\r").find(value.front()) != std::string_view::npos &&
        !isPlainNumber(value))
        field = "'";
    field += value;
    if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
    return '"' + replaceAll(field, "\"", "\"\"") + '"';
}

std::string csvRow(const std::vector<std::string>& fields) {
    std::vector<std::string> quoted;
    quoted.reserve(fields.size());
    for (const auto& field : fields)
        quoted.push_back(csvField(field));
    return join(quoted, ",") + "\r\n";
}

Error fileError(int errnoValue, const std::string& path) {
    const char* code = "file-unreadable";
    if (errnoValue == ENOENT || errnoValue == ENOTDIR)
        code = "file-missing";
    else if (errnoValue == EACCES || errnoValue == EPERM || errnoValue == EROFS)
        code = "permission-denied";
    else if (errnoValue == ENOSPC || errnoValue == EDQUOT)
        code = "disk-full";
    return Error{code, std::strerror(errnoValue), {path}};
}

Result<std::string> readFile(const std::string& path, std::size_t limit) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) return tl::unexpected<Error>(fileError(errno, path));
    std::string content;
    char buffer[65536];
    for (;;) {
        const auto count = ::read(file.get(), buffer, sizeof buffer);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return tl::unexpected<Error>(fileError(errno, path));
        if (count == 0) return content;
        if (content.size() + static_cast<std::size_t>(count) > limit)
            return fail("file-too-large", fmt::format("more than {} bytes", limit), path);
        content.append(buffer, static_cast<std::size_t>(count));
    }
}

Status writeFile(const std::string& path, std::string_view content) {
    std::string pattern = path + ".XXXXXX";
    const int fd = ::mkstemp(pattern.data()); // created 0600
    if (fd < 0) return tl::unexpected<Error>(fileError(errno, path));
    const Descriptor file(fd);
    int problem = 0;
    while (!content.empty() && problem == 0) {
        const auto count = ::write(fd, content.data(), content.size());
        if (count < 0 && errno != EINTR)
            problem = errno;
        else if (count > 0)
            content.remove_prefix(static_cast<std::size_t>(count));
    }
    if (problem == 0 && (::fsync(fd) != 0 || std::rename(pattern.c_str(), path.c_str()) != 0)) problem = errno;
    if (problem == 0) return {};
    ::unlink(pattern.c_str());
    auto error = fileError(problem, path);
    if (error.code == "file-unreadable") error.code = "file-unwritable";
    return tl::unexpected<Error>(std::move(error));
}

} // namespace proofstead::base
