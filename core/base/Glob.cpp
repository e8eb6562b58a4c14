#include "base/Glob.h"

namespace proofstead::base {

namespace {

char fold(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Greedy matching with one way back: on a mismatch the newest star takes one character more.
template <class Equal>
bool match(std::string_view pattern, std::string_view text, Equal equal) {
    std::size_t p = 0, t = 0, star = std::string_view::npos, mark = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            mark = t;
        } else if (p < pattern.size() && (pattern[p] == '?' || equal(pattern[p], text[t]))) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++mark;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

} // namespace

bool globMatch(std::string_view pattern, std::string_view text) {
    return match(pattern, text, [](char a, char b) { return a == b; });
}

bool globMatchIgnoreCase(std::string_view pattern, std::string_view text) {
    return match(pattern, text, [](char a, char b) { return fold(a) == fold(b); });
}

} // namespace proofstead::base
