// Lays text out in a width: how many lines it takes, and the lines themselves when it is drawn. Measuring and drawing
// go the same way, so that what was measured is what is drawn.
#pragma once

#include "pack/Document.h"
#include "print/Fonts.h"

#include <map>
#include <memory>
#include <QTextLayout>
#include <vector>

namespace proofstead::print {

inline constexpr int kDotsPerInch = 1200;
inline constexpr double kDotsPerPoint = kDotsPerInch / 72.0;

// A text in lines; positions in dots, from the top left corner of the text.
struct ShapedText {
    std::unique_ptr<QTextLayout> layout;
    double leading = 0; // dots
    int lines() const { return layout->lineCount(); }
};

class Shaper {
public:
    explicit Shaper(const Fonts& fonts) : m_fonts(fonts) {}

    // Width in points. An empty text has no lines.
    int lineCount(const pack::Text& text, const TextStyle& style, double width);
    ShapedText shape(const pack::Text& text, const TextStyle& style, double width);
    // Width in points of the longest word, as it would be without a break.
    double longestWord(const std::string& text, const TextStyle& style);
    // Width in points of the longest line, unwrapped.
    double naturalWidth(const pack::Text& text, const TextStyle& style);

    // Where the spans of a text lie in the shaped string, in characters.
    struct Range {
        int start = 0;
        int length = 0;
        const pack::Span* span = nullptr;
    };
    static std::vector<Range> ranges(const pack::Text& text);

private:
    void breakLines(QTextLayout& layout, double width, double leading, double baseline, bool ragged);

    const QFont& font(Face face, double size);
    // An upper bound of the width in dots; -1 where only shaping can tell.
    double quickWidth(const pack::Text& text, const TextStyle& style);

    const Fonts& m_fonts;
    std::map<std::pair<Face, int>, QFont> m_cache;
    std::map<std::pair<Face, int>, std::vector<float>> m_advances; // of ASCII, in dots
};

} // namespace proofstead::print
