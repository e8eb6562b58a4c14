// Light and dark looks of the desktop: Fusion with palettes of our own, following the lightness of the system's.
#pragma once

#include "present/Page.h"

#include <QColor>
#include <QPalette>

class QApplication;

namespace proofstead::desktop {

enum class Look { System, Light, Dark };

// Sets style and palette; System asks for the palette that the platform had at the first call.
void applyLook(QApplication& application, Look look);

bool isDark(const QPalette& palette);
QPalette lightPalette();
QPalette darkPalette();

// The colour of a tone as text (contrast of at least 4.5 to 1 against the window) and as the fill of a bar.
QColor textColour(present::Tone tone, const QPalette& palette);
QColor fillColour(present::Tone tone, const QPalette& palette);

} // namespace proofstead::desktop
