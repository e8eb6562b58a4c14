#include "present/Recent.h"

#include <QFileInfo>
#include <QSettings>

namespace proofstead::present {

namespace {

constexpr int kKept = 6;
const QString kKey = QStringLiteral("recent");

QSettings settings() {
    return QSettings(QStringLiteral("proofstead"), QStringLiteral("proofstead"));
}

} // namespace

QStringList recentVaults() {
    QStringList out;
    for (const auto& path : settings().value(kKey).toStringList())
        if (QFileInfo::exists(path)) out << path;
    return out;
}

void rememberVault(const QString& path) {
    const QString whole = QFileInfo(path).absoluteFilePath();
    auto kept = settings();
    auto recent = kept.value(kKey).toStringList();
    recent.removeAll(whole);
    recent.prepend(whole);
    kept.setValue(kKey, QStringList(recent.mid(0, kKept)));
}

} // namespace proofstead::present
