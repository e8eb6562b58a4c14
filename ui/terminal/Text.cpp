#include "terminal/Layout.h"

#include <QStringView>

#include <algorithm>

namespace proofstead::terminal {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// Blocks that terminals draw two columns wide (Unicode Standard Annex 11, classes W and F, rounded to blocks).
constexpr Range kWide[] = {{0x1100, 0x115f}, {0x2e80, 0xa4cf}, {0xac00, 0xd7a3},   {0xf900, 0xfaff},  {0xfe30, 0xfe6f},
                           {0xff00, 0xff60}, {0xffe0, 0xffe6}, {0x1f300, 0x1faff}, {0x20000, 0x3fffd}};

int columnsOf(char32_t c) {
    switch (QChar::category(c)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
    case QChar::Other_Format:
        return 0;
    default:
        break;
    }
    return std::any_of(std::begin(kWide), std::end(kWide), [&](Range r) { return c >= r.first && c <= r.last; }) ? 2
                                                                                                                 : 1;
}

// The longest beginning that takes at most `columns`, in UTF-16 units.
qsizetype beginning(const QString& text, int columns) {
    qsizetype at = 0;
    int used = 0;
    while (at < text.size()) {
        const bool pair = text.at(at).isHighSurrogate() && at + 1 < text.size();
        const char32_t c = pair ? QChar::surrogateToUcs4(text.at(at), text.at(at + 1)) : text.at(at).unicode();
        used += columnsOf(c);
        if (used > columns) break;
        at += pair ? 2 : 1;
    }
    return at;
}

} // namespace

int columnsOf(const QString& text) {
    int columns = 0;
    for (const uint c : text.toUcs4())
        columns += columnsOf(static_cast<char32_t>(c));
    return columns;
}

QString fit(const QString& text, int columns, bool toTheRight) {
    if (columns <= 0) return {};
    QString out = columnsOf(text) <= columns ? text : text.left(beginning(text, columns - 1)) + QStringLiteral("…");
    const QString room(std::max(0, columns - columnsOf(out)), ' ');
    return toTheRight ? room + out : out + room;
}

QStringList wrap(const QString& text, int columns) {
    QStringList lines;
    QString line;
    for (QString word : text.split(' ', Qt::SkipEmptyParts)) {
        if (!line.isEmpty() && columnsOf(line) + 1 + columnsOf(word) > columns) {
            lines << line;
            line.clear();
        }
        while (columnsOf(word) > columns) {
            const auto length = std::max<qsizetype>(1, beginning(word, columns));
            lines << word.left(length);
            word = word.mid(length);
        }
        line += (line.isEmpty() ? QString() : QStringLiteral(" ")) + word;
    }
    if (!line.isEmpty() || lines.isEmpty()) lines << line;
    return lines;
}

QStringList pieces(QString rest, int columns) {
    rest.replace('\t', QStringLiteral("    "));
    QStringList out;
    do {
        const auto length = std::max<qsizetype>(1, beginning(rest, columns));
        out << rest.left(length);
        rest = rest.mid(length);
    } while (!rest.isEmpty());
    return out;
}

} // namespace proofstead::terminal
