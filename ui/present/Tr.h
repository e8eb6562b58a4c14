// Translation of the words of the interface: Tr::tr("Overview"), Tr::tr("%n gap(s)", nullptr, n). Content and reports
// have catalogues of their own.
#pragma once

#include <QCoreApplication>

namespace proofstead::present {

class Tr {
    Q_DECLARE_TR_FUNCTIONS(Tr)
};

// Loads the texts of a language ("en" holds the plurals) into the application; false when there are none.
bool installTranslation(QCoreApplication& application, const QString& language = QStringLiteral("en"));

} // namespace proofstead::present
