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

// Text and what is measured by it, from 100 to 200 %.
inline constexpr int kLeastZoom = 100, kMostZoom = 200, kZoomStep = 10;
void applyZoom(QApplication& application, int percent);

bool isDark(const QPalette& palette);
QPalette lightPalette();
QPalette darkPalette();

// The colour of a tone as text (contrast of at least 4.5 to 1 against the window) and as the fill of a bar.
QColor textColour(present::Tone tone, const QPalette& palette);
QColor fillColour(present::Tone tone, const QPalette& palette);
// The same for statuses and outcomes, and the text on their fill (4.5 to 1): pack/Look.h.
QColor textColour(pack::Mark mark, const QPalette& palette);
QColor fillColour(pack::Mark mark, const QPalette& palette);
QColor onFillColour(pack::Mark mark, const QPalette& palette);
// A stretch of a coverage map.
QColor shareColour(double share, const QPalette& palette);
pack::look::Ground groundOf(const QPalette& palette);

} // namespace proofstead::desktop
