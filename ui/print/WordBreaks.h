// Where a word may be broken that is too long for its line: German compounds between syllables, names of things (paths,
// ARNs, column names) behind their separators.
#pragma once

#include <QString>
#include <QStringList>

namespace proofstead::print {

// Soft hyphens between the syllables of words of 16 letters and more. Words with figures, separators or capitals inside
// are names and stay as they are.
QString withSoftHyphens(const QString& text);

// The end of a line [start, end) that was broken inside a name: behind the last separator in the second part of the
// line, else `end`.
int betterBreak(const QString& text, int start, int end);

} // namespace proofstead::print
