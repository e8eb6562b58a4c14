// What widgets drawn by hand tell a screen reader: their role is a chart, and their value what is current in them.
#pragma once

#include <QString>

class QWidget;

namespace proofstead::desktop {

// Also tells those who listen, unless `changed` is false.
void setSpokenValue(QWidget& widget, const QString& value, bool changed = true);

} // namespace proofstead::desktop
