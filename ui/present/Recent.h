// The vaults that were open lately, newest first; window and terminal share them.
#pragma once

#include <QStringList>

namespace proofstead::present {

QStringList recentVaults(); // those that are still there
void rememberVault(const QString& path);

} // namespace proofstead::present
