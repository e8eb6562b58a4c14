#include "print/Shaper.h"

#include "print/WordBreaks.h"

#include <cmath>
#include <QFontMetricsF>

namespace proofstead::print {

namespace {

// DejaVu Sans Mono is large for its size beside Noto Sans.
constexpr double kMonoScale = 0.86;

int sizeKey(double size) {
    return static_cast<int>(std::lround(size * 100));
}

Face faceOf(const pack::Span& span, const TextStyle& style) {
    if (span.mono) return Face::Mono;
    const bool bold = span.bold || style.face == Face::Bold;
    if (span.italic) return bold ? Face::BoldItalic : Face::Italic;
    return span.bold ? Face::Bold : style.face;
}

double sizeOf(const pack::Span& span, const TextStyle& style) {
    return span.mono && style.face != Face::Mono ? style.size * kMonoScale : style.size;
}

// With soft hyphens in its long words; identifiers are set in a mono face and stay as they are.
QString shownText(const pack::Span& span) {
    const QString text = QString::fromUtf8(span.text.data(), static_cast<qsizetype>(span.text.size()));
    return span.mono ? text : withSoftHyphens(text);
}

QString stringOf(const pack::Text& text) {
    QString string;
    for (const pack::Span& span : text.spans)
        string += shownText(span);
    string.replace(QLatin1Char('\n'), QChar(QChar::LineSeparator));
    return string;
}

} // namespace

std::vector<Shaper::Range> Shaper::ranges(const pack::Text& text) {
    std::vector<Range> result;
    int at = 0;
    for (const pack::Span& span : text.spans) {
        const auto length = shownText(span).size();
        result.push_back({at, static_cast<int>(length), &span});
        at += static_cast<int>(length);
    }
    return result;
}

const QFont& Shaper::font(Face face, double size) {
    const auto key = std::pair(face, sizeKey(size));
    auto found = m_cache.find(key);
    if (found == m_cache.end()) found = m_cache.emplace(key, m_fonts.font(face, size, kDotsPerPoint)).first;
    return found->second;
}

double Shaper::quickWidth(const pack::Text& text, const TextStyle& style) {
    double width = 0;
    for (const pack::Span& span : text.spans) {
        const Face face = faceOf(span, style);
        std::vector<float>& advances = m_advances[{face, sizeKey(sizeOf(span, style))}];
        if (advances.empty()) {
            const QFontMetricsF metrics(font(face, sizeOf(span, style)));
            for (int c = 0; c < 128; ++c)
                advances.push_back(
                    c < 32 ? 0.0F : static_cast<float>(metrics.horizontalAdvance(QLatin1Char(static_cast<char>(c)))));
        }
        for (const char c : span.text) {
            if (c < 32) return -1;
            width += advances[static_cast<unsigned char>(c)];
        }
    }
    return width * 1.02; // kerning may widen as well as narrow
}

int Shaper::lineCount(const pack::Text& text, const TextStyle& style, double width) {
    if (text.empty()) return 0;
    if (const double quick = quickWidth(text, style); quick >= 0 && quick < width * kDotsPerPoint) return 1;
    return shape(text, style, width).lines();
}

ShapedText Shaper::shape(const pack::Text& text, const TextStyle& style, double width) {
    ShapedText shaped;
    shaped.leading = style.leading * kDotsPerPoint;
    shaped.layout = std::make_unique<QTextLayout>(stringOf(text), font(style.face, style.size));
    QTextLayout& layout = *shaped.layout;
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setAlignment(style.align == pack::Align::Right    ? Qt::AlignRight
                        : style.align == pack::Align::Centre ? Qt::AlignHCenter
                                                             : Qt::AlignLeft);
    layout.setTextOption(option);
    QList<QTextLayout::FormatRange> formats;
    for (const Range& range : ranges(text)) {
        const Face face = faceOf(*range.span, style);
        const double size = sizeOf(*range.span, style);
        const bool coloured = range.span->muted || !range.span->link.empty();
        if (face == style.face && size == style.size && !coloured) continue;
        QTextCharFormat format;
        format.setFont(font(face, size));
        if (coloured) format.setForeground(range.span->link.empty() ? theme::muted() : theme::accent());
        formats.append({range.start, range.length, format});
    }
    if (!formats.isEmpty()) layout.setFormats(formats);

    // Baselines at equal distances, also where a fallback font is taller than the rest.
    const QFontMetricsF metrics(font(style.face, style.size));
    const double baseline = (shaped.leading - metrics.height()) / 2 + metrics.ascent();
    breakLines(layout, width * kDotsPerPoint, shaped.leading, baseline, style.align == pack::Align::Left);
    return shaped;
}

// A line that would end inside a name ends behind a separator of that name where it has one.
void Shaper::breakLines(QTextLayout& layout, double width, double leading, double baseline, bool ragged) {
    layout.beginLayout();
    for (int i = 0;; ++i) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) break;
        line.setLineWidth(width);
        const int end = line.textStart() + line.textLength();
        if (const int better = ragged ? betterBreak(layout.text(), line.textStart(), end) : end; better < end)
            line.setLineWidth(line.cursorToX(better) + kDotsPerPoint / 4);
        line.setPosition({0, i * leading + baseline - line.ascent()});
    }
    layout.endLayout();
}

double Shaper::longestWord(const std::string& text, const TextStyle& style) {
    double longest = 0;
    for (const QString& word : QString::fromStdString(text).split(QLatin1Char(' ')))
        longest = std::max(longest, naturalWidth(word.toStdString(), style));
    return longest;
}

double Shaper::naturalWidth(const pack::Text& text, const TextStyle& style) {
    TextStyle left = style;
    left.align = pack::Align::Left;
    const ShapedText shaped = shape(text, left, 10'000);
    double width = 0;
    for (int i = 0; i < shaped.lines(); ++i)
        width = std::max(width, shaped.layout->lineAt(i).naturalTextWidth());
    return width / kDotsPerPoint;
}

} // namespace proofstead::print
