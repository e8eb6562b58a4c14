#include "present/Tr.h"

#include <QTranslator>

namespace proofstead::present {

bool installTranslation(QCoreApplication& application, const QString& language) {
    auto* translator = new QTranslator(&application);
    if (translator->load(QStringLiteral(":/i18n/proofstead_%1.qm").arg(language)) &&
        QCoreApplication::installTranslator(translator))
        return true;
    delete translator;
    return false;
}

} // namespace proofstead::present
