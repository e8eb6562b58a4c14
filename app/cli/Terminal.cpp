#include "cli/Terminal.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <sys/ioctl.h>
#include <unistd.h>
#include <vector>
#include <wchar.h>

namespace proofstead::cli {
namespace {

constexpr int kNarrowest = 40;

struct Glyph {
    std::string_view bytes;
    int width = 1;
};

char32_t codePoint(std::string_view bytes) {
    const auto first = static_cast<unsigned char>(bytes[0]);
    if (bytes.size() == 1) return first;
    char32_t value = first & (0xFFu >> (bytes.size() + 1));
    for (const char byte : bytes.substr(1))
        value = (value << 6) | (static_cast<unsigned char>(byte) & 0x3Fu);
    return value;
}

std::vector<Glyph> glyphs(std::string_view text) {
    std::vector<Glyph> list;
    for (std::size_t at = 0; at < text.size();) {
        const auto first = static_cast<unsigned char>(text[at]);
        const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        const auto bytes = text.substr(at, length);
        const int width = wcwidth(static_cast<wchar_t>(codePoint(bytes)));
        list.push_back({bytes, width < 0 ? 1 : width});
        at += length;
    }
    return list;
}

int columnsOfEnvironment() {
    const char* text = std::getenv("COLUMNS");
    int columns = 0;
    if (text) std::from_chars(text, text + std::strlen(text), columns);
    return columns;
}

} // namespace

Terminal Terminal::ofStandardOutput() {
    const bool tty = isatty(STDOUT_FILENO) == 1;
    int width = columnsOfEnvironment();
    winsize size{};
    if (width <= 0 && tty && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) width = size.ws_col;
    const char* noColour = std::getenv("NO_COLOR");
    const char* kind = std::getenv("TERM");
    const bool plain = (noColour && *noColour) || !kind || std::string_view(kind) == "dumb";
    return {width > 0 ? std::max(width, kNarrowest) : 0, tty && !plain};
}

std::string Terminal::toned(std::string text, Tone tone) const {
    static constexpr const char* kCodes[] = {"", "1", "32", "33", "31", "2"};
    if (!m_colour || tone == Tone::Plain || text.empty()) return text;
    return std::string("\x1b[") + kCodes[static_cast<int>(tone)] + "m" + text + "\x1b[0m";
}

int displayWidth(std::string_view text) {
    int width = 0;
    for (const Glyph& glyph : glyphs(text))
        width += glyph.width;
    return width;
}

std::string fit(const std::string& text, int columns, Keep keep) {
    if (static_cast<int>(text.size()) <= columns || displayWidth(text) <= columns) return text;
    auto pieces = glyphs(text);
    if (keep == Keep::End) std::reverse(pieces.begin(), pieces.end());
    int width = 1; // the ellipsis
    std::size_t count = 0;
    while (count < pieces.size() && width + pieces[count].width <= columns)
        width += pieces[count++].width;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < count; ++i)
        bytes += pieces[i].bytes.size();
    return keep == Keep::Start ? text.substr(0, bytes) + "…" : "…" + text.substr(text.size() - bytes);
}

} // namespace proofstead::cli
