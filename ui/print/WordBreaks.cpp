#include "print/WordBreaks.h"

#include <algorithm>

namespace proofstead::print {

namespace {

constexpr int kLongWord = 16;
constexpr int kEdge = 4; // letters that stay together at either end
constexpr QChar kSoftHyphen(QChar::SoftHyphen);

bool isVowel(QChar letter) {
    return QStringLiteral("aeiouyäöüąęó").contains(letter.toLower());
}

// Consonants that stand for one sound and stay together.
bool isOneSound(QChar a, QChar b) {
    static const QStringList kPairs{QStringLiteral("ch"), QStringLiteral("ck"), QStringLiteral("ph"),
                                    QStringLiteral("th"), QStringLiteral("sh"), QStringLiteral("sz"),
                                    QStringLiteral("cz"), QStringLiteral("rz"), QStringLiteral("qu")};
    return kPairs.contains(QString(a.toLower()) + b.toLower());
}

// The rule of thumb of German, good enough for Polish and English: the last consonant before a vowel begins a syllable.
bool isSyllable(QStringView word, qsizetype at) {
    if (isVowel(word[at]) || !isVowel(word[at + 1])) return false;
    return !isOneSound(word[at - 1], word[at]);
}

bool isPlainWord(QStringView word) {
    return std::all_of(word.begin() + 1, word.end(), [](QChar letter) { return letter.isLower(); });
}

void append(QString& out, QStringView word) {
    if (word.size() < kLongWord || !isPlainWord(word)) {
        out += word;
        return;
    }
    for (qsizetype i = 0; i < word.size(); ++i) {
        if (i >= kEdge && i + kEdge <= word.size() && isSyllable(word, i)) out += kSoftHyphen;
        out += word[i];
    }
}

bool endsName(QChar c) {
    return QStringLiteral("/:-_.,;=&?+@·›").contains(c);
}

} // namespace

QString withSoftHyphens(const QString& text) {
    QString out;
    qsizetype from = 0;
    while (from < text.size()) {
        qsizetype end = from;
        while (end < text.size() && text[end].isLetter())
            ++end;
        if (end > from) append(out, QStringView(text).mid(from, end - from));
        if (end < text.size()) out += text[end];
        from = end + 1;
    }
    return out;
}

int betterBreak(const QString& text, int start, int end) {
    if (end >= text.size() || end <= start) return end;
    const QChar last = text[end - 1], next = text[end];
    if (last.isSpace() || next.isSpace() || last == kSoftHyphen || endsName(last)) return end;
    for (int at = end - 1; at > start + (end - start) / 3; --at) {
        if (text[at - 1].isSpace()) break;
        if (endsName(text[at - 1]) || (text[at - 1].isLower() && text[at].isUpper())) return at;
    }
    return end;
}

} // namespace proofstead::print
