#include "present/ErrorText.h"

#include "base/Text.h"

#include <algorithm>
#include <QCoreApplication>

namespace proofstead::present {

namespace {

constexpr std::size_t kLongest = 240;

QString shown(std::string_view text) {
    return QString::fromStdString(base::shorten(base::printable(base::trim(text)), kLongest));
}

const ErrorWords* wordsOf(std::string_view code) {
    const auto table = errorTable();
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const ErrorWords& row) { return code == row.code; });
    return found == table.end() ? nullptr : &*found;
}

// "line 3, events.json": from the innermost place outwards.
QString placeOf(const base::Error& error) {
    QString place;
    for (const auto& where : error.where) {
        const QString text = shown(where);
        if (!text.isEmpty()) place += (place.isEmpty() ? QString() : QStringLiteral(", ")) + text;
    }
    return place;
}

} // namespace

bool hasErrorText(std::string_view code) {
    return wordsOf(code) != nullptr;
}

QString errorText(const base::Error& error) {
    const ErrorWords* words = wordsOf(error.code);
    QString what =
        words ? QCoreApplication::translate("errors", words->what)
              : QCoreApplication::translate("errors", "Something went wrong that has no words of its own yet (%1)")
                    .arg(shown(error.code));
    const QString next =
        words ? QCoreApplication::translate("errors", words->next)
              : QCoreApplication::translate("errors", "Try again; if it stays, report it with this code");
    const QString place = placeOf(error);
    const QString detail = words && words->detail == Detail::Hidden ? QString() : shown(error.detail);
    if (!place.isEmpty()) what += QStringLiteral(": ") + place;
    if (!detail.isEmpty())
        what += place.isEmpty() ? QStringLiteral(": ") + detail : QStringLiteral(" (%1)").arg(detail);
    return what + (what.endsWith('.') ? QStringLiteral(" ") : QStringLiteral(". ")) + next + '.';
}

} // namespace proofstead::present
