#include "cli/Text.h"

#include "base/Text.h"
#include "cli/Session.h"

#include <algorithm>

namespace proofstead::cli {
namespace {

constexpr int kNameColumn = 18;
constexpr int kWithoutTerminal = 100;
constexpr int kNarrowest = 10;

// Takes from `word` what fits into `width` columns.
std::string cutOff(std::string& word, int width) {
    std::size_t bytes = 0;
    for (std::size_t next = 1; next <= word.size(); ++next) {
        const bool whole = next == word.size() || (static_cast<unsigned char>(word[next]) & 0xC0) != 0x80;
        if (!whole) continue;
        if (displayWidth(std::string_view(word).substr(0, next)) > width) break;
        bytes = next;
    }
    auto head = word.substr(0, std::max<std::size_t>(bytes, 1));
    word.erase(0, head.size());
    return head;
}

} // namespace

std::vector<std::string> wrap(std::string_view text, int width) {
    if (width <= 0) return {std::string(text)};
    std::vector<std::string> lines(1);
    for (const auto piece : base::split(text, ' ')) {
        std::string word(piece);
        const int used = displayWidth(lines.back());
        if (used > 0 && used + 1 + displayWidth(word) > width) lines.emplace_back();
        while (displayWidth(word) > width) {
            lines.back() += cutOff(word, width);
            lines.emplace_back();
        }
        lines.back() += (lines.back().empty() ? "" : " ") + word;
    }
    for (auto& line : lines)
        line.erase(line.find_last_not_of(' ') + 1);
    return lines;
}

void sayWrapped(const Terminal& terminal, const std::string& text, const std::string& indent,
                const std::string& first) {
    const int width = (terminal.width() > 0 ? terminal.width() : kWithoutTerminal) - displayWidth(indent);
    bool atFirst = !first.empty();
    for (const auto& line : wrap(base::printable(text), std::max(width, kNarrowest))) {
        say((atFirst ? first : indent) + line);
        atFirst = false;
    }
}

void sayField(const Terminal& terminal, const std::string& name, const std::string& value) {
    if (value.empty()) return;
    const auto clean = base::printable(value);
    const int gap = std::max(1, kNameColumn - 2 - displayWidth(name));
    const auto head = "  " + name + std::string(static_cast<std::size_t>(gap), ' ');
    const int room = terminal.width() - displayWidth(head);
    if (terminal.width() == 0 || displayWidth(clean) <= room) return say(head + clean);
    const auto words = base::split(clean, ' ');
    const bool beside =
        std::all_of(words.begin(), words.end(), [&](std::string_view word) { return displayWidth(word) <= room; });
    if (!beside) say("  " + name);
    const std::string indent(beside ? static_cast<std::size_t>(displayWidth(head)) : 4, ' ');
    bool first = beside;
    for (const auto& line : wrap(clean, std::max(kNarrowest, terminal.width() - displayWidth(indent)))) {
        say((first ? head : indent) + line);
        first = false;
    }
}

} // namespace proofstead::cli
