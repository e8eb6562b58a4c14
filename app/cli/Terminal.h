// What standard output is: a terminal of some width and with colours, or a file that wants whole values and plain text.
// Also the width of a text on a screen, and cutting to it.
#pragma once

#include <string>
#include <string_view>

namespace proofstead::cli {

enum class Tone { Plain, Strong, Good, Warn, Bad, Muted };

class Terminal {
public:
    // Looks at standard output, COLUMNS, NO_COLOR and TERM.
    static Terminal ofStandardOutput();
    Terminal(int width, bool colour) : m_width(width), m_colour(colour) {}

    int width() const { return m_width; } // columns; 0: values are never cut
    // The text between escape sequences, or as it is where there are no colours.
    std::string toned(std::string text, Tone tone) const;

private:
    int m_width = 0;
    bool m_colour = false;
};

enum class Keep { Start, End };

// Columns that a UTF-8 text takes up; wide characters take two.
int displayWidth(std::string_view text);
// At most `columns` wide, the cut marked with "…" ("arn:aws:ia…" or "…role/backup").
std::string fit(const std::string& text, int columns, Keep keep = Keep::Start);

} // namespace proofstead::cli
