#include "desktop/Theme.h"

#include <QApplication>
#include <QStyleFactory>

namespace proofstead::desktop {

using present::Tone;

namespace {

constexpr const char* kSheet =
    "QHeaderView::section { padding: 5px 8px; border: 0; border-bottom: 1px solid palette(mid); "
    "background: palette(alternate-base); color: palette(window-text); }";

struct Shades {
    QRgb window, base, alternate, text, muted, border, accent, accentText;
};

QPalette paletteOf(const Shades& shades) {
    QPalette palette;
    palette.setColor(QPalette::Window, shades.window);
    palette.setColor(QPalette::WindowText, shades.text);
    palette.setColor(QPalette::Base, shades.base);
    palette.setColor(QPalette::AlternateBase, shades.alternate);
    palette.setColor(QPalette::Text, shades.text);
    palette.setColor(QPalette::Button, shades.alternate);
    palette.setColor(QPalette::ButtonText, shades.text);
    palette.setColor(QPalette::BrightText, shades.accentText);
    palette.setColor(QPalette::ToolTipBase, shades.base);
    palette.setColor(QPalette::ToolTipText, shades.text);
    palette.setColor(QPalette::PlaceholderText, shades.muted);
    palette.setColor(QPalette::Mid, shades.border);
    palette.setColor(QPalette::Dark, shades.border);
    palette.setColor(QPalette::Light, shades.alternate);
    palette.setColor(QPalette::Midlight, shades.alternate);
    palette.setColor(QPalette::Link, shades.accent);
    palette.setColor(QPalette::Highlight, shades.accent);
    palette.setColor(QPalette::HighlightedText, shades.accentText);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, shades.muted);
    return palette;
}

} // namespace

QPalette lightPalette() {
    return paletteOf({0xfff6f7f9, 0xffffffff, 0xffeef0f4, 0xff1d2430, 0xff5d6675, 0xffd5d9e1, 0xff2458c5, 0xffffffff});
}

QPalette darkPalette() {
    return paletteOf({0xff171b22, 0xff1e232c, 0xff262c37, 0xffe4e8ef, 0xff9aa4b4, 0xff3a4250, 0xff3568d4, 0xffffffff});
}

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

void applyLook(QApplication& application, Look look) {
    static const bool kSystemIsDark = isDark(application.palette());
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const bool dark = look == Look::Dark || (look == Look::System && kSystemIsDark);
    application.setPalette(dark ? darkPalette() : lightPalette());
    // A style sheet keeps the colours of the palette it was read under: read it again.
    application.setStyleSheet({});
    application.setStyleSheet(QString::fromLatin1(kSheet));
}

QColor textColour(Tone tone, const QPalette& palette) {
    const bool dark = isDark(palette);
    switch (tone) {
    case Tone::Good:
        return dark ? QColor(0x6f, 0xcf, 0x97) : QColor(0x17, 0x6b, 0x3f);
    case Tone::Warn:
        return dark ? QColor(0xf0, 0xbd, 0x5e) : QColor(0x85, 0x55, 0x00);
    case Tone::Bad:
        return dark ? QColor(0xff, 0x8f, 0x85) : QColor(0xb3, 0x26, 0x1e);
    case Tone::Muted:
        return palette.color(QPalette::PlaceholderText);
    case Tone::Plain:
        break;
    }
    return palette.color(QPalette::WindowText);
}

QColor fillColour(Tone tone, const QPalette& palette) {
    const bool dark = isDark(palette);
    switch (tone) {
    case Tone::Good:
        return dark ? QColor(0x3c, 0x9c, 0x66) : QColor(0x3a, 0x9d, 0x68);
    case Tone::Warn:
        return dark ? QColor(0xc9, 0x92, 0x2f) : QColor(0xe0, 0xa4, 0x2e);
    case Tone::Bad:
        return dark ? QColor(0xd6, 0x5c, 0x52) : QColor(0xd2, 0x4a, 0x40);
    case Tone::Muted:
        return dark ? QColor(0x4a, 0x53, 0x62) : QColor(0xc3, 0xc9, 0xd3);
    case Tone::Plain:
        break;
    }
    return palette.color(QPalette::Highlight);
}

} // namespace proofstead::desktop
